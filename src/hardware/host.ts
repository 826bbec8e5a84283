import type { Platform } from '../domain/hardware.ts';

/** How a program ended. `failed` covers exit codes other than 0, signals and output over the cap. */
export type ExecOutcome = 'ok' | 'absent' | 'failed' | 'timeout';

export interface ExecResult {
  readonly outcome: ExecOutcome;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  /** Wall time; null in a replay. */
  readonly milliseconds: number | null;
}

/** What one command printed. `command` is the whole command line, as a person would type it. */
export interface Capture {
  readonly command: string;
  readonly text: string;
}

/** The only door to the outside. Nothing here throws: what cannot be read is null, empty or an outcome. */
export interface Host {
  readonly kind: 'real' | 'recorded';
  /** Everything was looked at: what is not there does not exist. Hand-made recordings are not complete. */
  readonly complete: boolean;
  readonly platform: Platform;
  /** As `process.arch`; null when a recording does not say. */
  readonly arch: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** UTF-8 or UTF-16 text; null when absent, forbidden or slower than the read limit. */
  readText(path: string): Promise<string | null>;
  /** Names in a folder; empty when it cannot be listed. */
  listDir(path: string): Promise<readonly string[]>;
  /** Whether this user may open the path for reading and writing. */
  access(path: string): Promise<'ok' | 'denied' | 'absent'>;
  /** Where a program lies: PATH first, then the extra folders; null when nowhere. Starts nothing. */
  find(program: string, folders?: readonly string[]): Promise<string | null>;
  /** Runs a program without a shell. After `limitMs` it is killed and not waited for. */
  exec(file: string, args: readonly string[], limitMs: number): Promise<ExecResult>;
  /** The machine's RAM as the runtime sees it; null in a replay. */
  memory(): { readonly totalBytes: number; readonly freeBytes: number } | null;
  /** CPUs this process may run on; null in a replay. */
  logicalCores(): number | null;
  /** A recording offers whatever it holds of a program, with any options; null on a real host. */
  captures(programs: readonly string[]): readonly Capture[] | null;
  /** Called once, when detection is over: a recorder writes what it saw. */
  readonly finish?: () => Promise<void>;
}

/** First words of a command line: `sudo /usr/bin/nvidia-smi -q` gives `nvidia-smi`. */
export function programOf(command: string): string {
  const words = command.trim().split(/\s+/);
  const first = words.find((word) => word !== 'sudo' && !/^[A-Z_]+=/.test(word)) ?? '';
  const name = first.split(/[\\/]/).pop() ?? '';
  return name.replace(/\.exe$/i, '').toLowerCase();
}
