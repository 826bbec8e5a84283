import type { Platform } from '../../domain/hardware.ts';
import type { ExecOutcome } from '../host.ts';

/** `recording.json` of a recorded folder. `expected.json` of a test situation has `platform` and `commands` too. */
export interface Recording {
  /** `linux-wsl2` says Linux under WSL2. */
  readonly platform: Platform | 'linux-wsl2' | (string & {});
  readonly arch?: string;
  /** Every probe was asked. */
  readonly complete?: boolean;
  /** Variables that decide which devices are visible. */
  readonly env?: Readonly<Record<string, string>>;
  /** File of the folder → the command line that printed it, or the path it was read from. */
  readonly commands: Readonly<Record<string, string>>;
  /** Commands that printed nothing useful, and how they ended. */
  readonly outcomes?: Readonly<Record<string, { readonly outcome: ExecOutcome; readonly detail: string }>>;
  readonly access?: Readonly<Record<string, 'ok' | 'denied'>>;
}

export const RECORDING_FILE = 'recording.json';
/** Small files of one tree share a capture, as `grep -r .` prints them: `path:line`. */
export const TREE_COMMAND = 'grep -r . /sys /proc /etc (chosen files)';
