import { AdvisorError, type Problem } from '../domain/problem.ts';
import type { Outcome } from './command.ts';
import { EXIT, exitCodeOfProblem } from './exit.ts';
import type { Io } from './io.ts';
import { TOOL } from './version.ts';

/** Runs one command line and returns its exit code. Data goes to stdout, everything else to stderr; in JSON mode errors are JSON on stdout. */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    io.stdout.write(`${TOOL.version}\n`);
    return EXIT.answered;
  }
  try {
    const outcome = await dispatch(argv, io);
    if (outcome.output !== '') io.stdout.write(outcome.output);
    return outcome.exitCode;
  } catch (error) {
    return fail(error, argv, io);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<Outcome> {
  const { parseCommandLine } = await import('./program.ts');
  return parseCommandLine(argv, io);
}

async function fail(error: unknown, argv: readonly string[], io: Io): Promise<number> {
  if (error instanceof AdvisorError) {
    await writeProblems(error.problems, error.kind, argv, io);
    return exitCodeOfProblem(error.kind);
  }
  const debug = argv.includes('--debug');
  const message = error instanceof Error ? error.message : String(error);
  const remedy = `please report it with: llm-advisor ${TOOL.version}, Node ${process.versions.node}, ${process.platform}-${process.arch}, and the command line${debug ? '' : ' (--debug shows where)'}`;
  await writeProblems([{ code: 'internal-error', message: `internal error: ${message}`, remedy }], 'bug', argv, io);
  if (debug && error instanceof Error && error.stack !== undefined) io.stderr.write(`${error.stack}\n`);
  return EXIT.bug;
}

async function writeProblems(
  problems: readonly Problem[],
  kind: string,
  argv: readonly string[],
  io: Io,
): Promise<void> {
  const { formatProblems } = await import('./errors.ts');
  const text = formatProblems(problems, kind, wantsJson(argv) ? 'json' : 'text');
  (wantsJson(argv) ? io.stdout : io.stderr).write(text);
}

/** Read off the raw arguments: the command line itself may be what is wrong. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (arg, i) => arg === '--json' || arg === '--format=json' || (arg === '--format' && argv[i + 1] === 'json'),
  );
}
