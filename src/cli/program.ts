import { Command, CommanderError } from 'commander';
import { AdvisorError } from '../domain/problem.ts';
import type { Outcome } from './command.ts';
import { EXIT } from './exit.ts';
import type { Io } from './io.ts';
import { COMMANDS, type CommandEntry } from './registry.ts';
import { TOOL } from './version.ts';

const INTRO = `Which open LLM, in which quantization, on which engine, with which settings: for this machine or a described one.

Examples:
  llm-advisor recommend
  llm-advisor recommend --gpu "RTX 4090" --use-case code --language zh,en
  llm-advisor plan Qwen/Qwen3-8B --gpu "2x RTX 3090" --context 32k
  llm-advisor why llama-3.3-70b --gpu "M4 Max 64GB"
`;

/** Parses the command line with commander and runs the command. Only the module of the named command is loaded. */
export async function parseCommandLine(argv: readonly string[], io: Io): Promise<Outcome> {
  let outcome: Outcome = { output: '', exitCode: EXIT.answered };
  let written = '';
  let complaint = '';
  const program = new Command('llm-advisor')
    .description(INTRO)
    .version(TOOL.version, '-V, --version')
    .showSuggestionAfterError()
    // Options after a subcommand's name are the subcommand's, even where its parent has one of that name.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        written += text;
      },
      writeErr: (text) => {
        complaint += text;
      },
    });
  for (const entry of COMMANDS)
    await addCommand(program, entry, argv, io, (result) => {
      outcome = result;
    });
  if (argv.length === 0) return { output: program.helpInformation(), exitCode: EXIT.answered };
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return { ...outcome, output: written + outcome.output };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { output: written, exitCode: EXIT.answered };
    throw new AdvisorError('usage', [usageProblem(complaint === '' ? error.message : complaint, argv)]);
  }
}

async function addCommand(
  program: Command,
  entry: CommandEntry,
  argv: readonly string[],
  io: Io,
  finish: (outcome: Outcome) => void,
): Promise<void> {
  const command = program.command(entry.name).description(entry.summary);
  // `help NAME` shows the options too.
  if (!argv.slice(0, 2).includes(entry.name)) return;
  const module = await entry.load();
  module.define(command, io, finish);
}

function usageProblem(text: string, argv: readonly string[]): { code: string; message: string; remedy: string } {
  const [first = '', ...rest] = text
    .trim()
    .replace(/^error: /, '')
    .split('\n');
  const known = COMMANDS.find((entry) => entry.name === argv[0]);
  const hint = rest.map((part) => part.trim()).filter((part) => part !== '' && !part.startsWith('Usage:'));
  return {
    code: 'usage',
    message: first,
    remedy: hint[0] ?? `see: llm-advisor ${known === undefined ? '' : `${known.name} `}--help`,
  };
}
