import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN: string = fileURLToPath(new URL('../../bin/llm-advisor.js', import.meta.url));

/** These tests run what users run: fails plainly where it was not built. */
export function requireBuild(): void {
  if (!existsSync(`${ROOT}dist/cli.js`)) throw new Error('dist/cli.js is missing: run npm run build first');
}

export interface ProcessRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessWorld {
  readonly stdin?: string | Buffer;
  /** The whole environment; default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Options of Node itself. */
  readonly node?: readonly string[];
  /** Rests this long before each chunk it takes. */
  readonly restMs?: number;
  /** Closes its end of the pipe after the first chunk, as `head` does. */
  readonly closeEarly?: true;
}

/** Runs the built command line as a process of its own, its streams being pipes. */
export function runProcess(args: readonly string[], world: ProcessWorld = {}): Promise<ProcessRun> {
  const child = spawn(process.execPath, [...(world.node ?? []), BIN, ...args], {
    cwd: world.cwd ?? ROOT,
    env: world.env ?? process.env,
    stdio: 'pipe',
  });
  child.stdin.on('error', () => {});
  child.stdin.end(world.stdin ?? '');
  const stderr: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const stdout = readAll(child.stdout, world);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', async (code) => {
      resolve({ code, stdout: await stdout, stderr: Buffer.concat(stderr).toString('utf8') });
    });
  });
}

async function readAll(stream: NodeJS.ReadableStream, { restMs, closeEarly }: ProcessWorld): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    if (closeEarly) break;
    if (restMs !== undefined) await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  return Buffer.concat(chunks).toString('utf8');
}
