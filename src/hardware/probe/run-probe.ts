import { type Finding, finding } from '../../domain/hardware.ts';
import type { DetectResult } from '../../domain/result.ts';
import { type Facts, NO_FACTS } from '../facts.ts';
import type { Capture, ExecOutcome, ExecResult, Host } from '../host.ts';
import type { Answer, Command, Probe, ProbeContext } from './probe.ts';

export type ProbeReport = DetectResult['probes'][number];

export interface ProbeRun {
  readonly probe: Probe;
  readonly facts: readonly Facts[];
  readonly reports: readonly ProbeReport[];
  readonly findings: readonly Finding[];
  readonly outcome: ExecOutcome;
}

/** Runs one probe, or reads what a recording holds of its programs. Never throws, never waits past the limits. */
export async function runProbe(probe: Probe, context: ProbeContext, leftMs: () => number): Promise<ProbeRun | null> {
  const { host } = context;
  if (!probe.platforms.includes(host.platform)) return null;
  const captures = host.captures([...probe.programs, ...(probe.alsoCaptured ?? [])]);
  if (captures !== null) return captures.length === 0 ? recordedOutcome(probe, context) : replay(probe, captures);
  if (!probe.wanted(context) && !probe.whenInstalled) return null;
  if (await isInstalled(host, probe.unless ?? [], context, probe)) return null;
  const folders = (await probe.folders?.(context)) ?? [];
  const found =
    (await Promise.all(probe.programs.map((program) => host.find(program, folders)))).find((path) => path !== null) ??
    null;
  if (found === null) {
    const [program = probe.id] = probe.programs;
    if (!probe.wanted(context)) return null;
    return {
      probe,
      facts: [],
      findings: [],
      outcome: 'absent',
      reports: [{ id: probe.id, command: program, outcome: 'absent', milliseconds: null, detail: null }],
    };
  }
  const run = async (command: Command): Promise<Answer> => {
    const limitMs = Math.max(1, Math.min(command.limitMs, leftMs()));
    const result = await host.exec(found, command.args, limitMs);
    const facts =
      result.outcome === 'ok' || result.stdout !== ''
        ? parseSafely(probe, { command: lineOf(probe, command), text: result.stdout })
        : NO_FACTS;
    return { command: { ...command, limitMs }, result, facts };
  };
  const first = await Promise.all(probe.commands(context).map(run));
  const further = await Promise.all((probe.follow?.(first) ?? []).map(run));
  return conclude(probe, [...first, ...further]);
}

async function isInstalled(
  host: Host,
  programs: readonly string[],
  context: ProbeContext,
  probe: Probe,
): Promise<boolean> {
  if (programs.length === 0) return false;
  const folders = (await probe.folders?.(context)) ?? [];
  const paths = await Promise.all(programs.map((program) => host.find(program, folders)));
  return paths.some((path) => path !== null);
}

function conclude(probe: Probe, answers: readonly Answer[]): ProbeRun {
  const reports = answers.map(({ command, result }) => ({
    id: probe.id,
    command: lineOf(probe, command),
    outcome: result.outcome,
    milliseconds: result.milliseconds === null ? null : Math.round(result.milliseconds),
    detail: detailOf(result),
  }));
  const answered = answers.some(({ facts }) => hasContent(facts));
  const slow = answers.find(({ result }) => result.outcome === 'timeout');
  const failed = answers.find(({ result }) => result.outcome === 'failed');
  const findings: Finding[] = [];
  if (slow)
    findings.push(finding('probe-timeout', 'warning', { probe: probe.id, limitMs: Math.round(slow.command.limitMs) }));
  else if (failed && !answered)
    findings.push(finding('probe-failed', 'warning', { probe: probe.id, detail: detailOf(failed.result) ?? '' }));
  const outcome = answered ? 'ok' : (slow?.result.outcome ?? failed?.result.outcome ?? 'ok');
  return { probe, reports, findings, outcome, facts: answers.map(({ facts }) => facts) };
}

function hasContent(said: Facts): boolean {
  return (
    said.devices.length > 0 ||
    said.displayOnly.length > 0 ||
    [said.cpu, said.memory, said.modules, said.system].some((part) => part !== null)
  );
}

/** First line of the complaint, for a person. */
function detailOf(result: ExecResult): string | null {
  if (result.outcome === 'ok') return null;
  const line = `${result.stderr}\n${result.stdout}`.split('\n').find((text) => text.trim() !== '');
  return line?.trim().slice(0, 200) ?? (result.exitCode === null ? null : `exit code ${result.exitCode}`);
}

function lineOf(probe: Probe, command: Command): string {
  return [probe.programs[0] ?? probe.id, ...command.args].join(' ');
}

function replay(probe: Probe, captures: readonly Capture[]): ProbeRun {
  return {
    probe,
    findings: [],
    outcome: 'ok',
    facts: captures.map((capture) => parseSafely(probe, capture)),
    reports: captures.map((capture) => ({
      id: probe.id,
      command: capture.command,
      outcome: 'ok',
      milliseconds: null,
      detail: null,
    })),
  };
}

/** A recording keeps how a program ended although it printed nothing. */
async function recordedOutcome(probe: Probe, context: ProbeContext): Promise<ProbeRun | null> {
  const [command] = probe.commands(context);
  const [program] = probe.programs;
  if (command === undefined || program === undefined) return null;
  const result = await context.host.exec(program, command.args, command.limitMs);
  return result.outcome === 'absent' ? null : conclude(probe, [{ command, result, facts: NO_FACTS }]);
}

/** A parser that trips over unheard-of text costs its probe, not the answer. */
function parseSafely(probe: Probe, capture: Capture): Facts {
  try {
    return probe.parse(capture);
  } catch {
    return NO_FACTS;
  }
}
