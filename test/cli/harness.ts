import { readFile } from 'node:fs/promises';
import type { Io } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/run.ts';
import type { Host } from '../../src/hardware/host.ts';
import { realHost } from '../../src/hardware/probe/real-host.ts';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliWorld {
  readonly stdin?: string | (() => Promise<string>);
  /** The machine; default: this one. */
  readonly host?: Host;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Runs a command line in this process with recorded streams. */
export async function cli(args: readonly string[], world: CliWorld = {}): Promise<CliRun> {
  let stdout = '';
  let stderr = '';
  const io: Io = {
    stdout: {
      write: (text) => {
        stdout += text;
      },
      isTTY: world.isTTY ?? false,
      columns: world.columns,
    },
    stderr: {
      write: (text) => {
        stderr += text;
      },
      isTTY: false,
    },
    env: world.env ?? {},
    readStdin: async () => (typeof world.stdin === 'function' ? world.stdin() : (world.stdin ?? '')),
    readFile: async (path) => {
      try {
        return { kind: 'ok', text: await readFile(path, 'utf8') };
      } catch (error) {
        return { kind: 'error', message: (error as NodeJS.ErrnoException).code ?? 'unknown' };
      }
    },
    host: async () => world.host ?? realHost(),
  };
  const code = await runCli(args, io);
  return { code, stdout, stderr };
}
