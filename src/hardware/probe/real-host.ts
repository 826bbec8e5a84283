import { constants } from 'node:fs';
import { access, open, readdir } from 'node:fs/promises';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Platform } from '../../domain/hardware.ts';
import type { ExecResult, Host } from '../host.ts';
import { decodeText } from './decode.ts';

/** A dead GPU can block reads below /sys for good. */
const READ_LIMIT_MS = 300;
const READ_CAP_BYTES = 4 * 2 ** 20;
const OUTPUT_CAP_BYTES = 32 * 2 ** 20;

/** This machine. */
export function realHost(env: Readonly<Record<string, string | undefined>> = process.env): Host {
  const platform: Platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
  return {
    kind: 'real',
    complete: true,
    platform,
    arch: process.arch,
    env,
    readText: (path) => within(READ_LIMIT_MS, readCapped(path), null),
    listDir: (path) => within(READ_LIMIT_MS, readdir(path), []),
    access: (path) => within(READ_LIMIT_MS, accessOf(path), 'absent'),
    find: (program, folders = []) => findProgram(program, env, folders, platform === 'win32'),
    exec: (file, args, limitMs) => exec(file, args, limitMs, env),
    memory: () => ({ totalBytes: totalmem(), freeBytes: freemem() }),
    logicalCores: () => availableParallelism(),
    captures: () => null,
  };
}

/** The promise's value, or `otherwise` when it fails or is late. The timer does not keep the process alive. */
function within<T>(limitMs: number, promise: Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), limitMs);
    promise.then(resolve, () => resolve(otherwise)).finally(() => clearTimeout(timer));
  });
}

/** Files below /proc and /sys say size 0: read until the end, up to the cap. */
async function readCapped(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const pieces: Uint8Array[] = [];
    let length = 0;
    while (length < READ_CAP_BYTES) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length === 0 ? 4096 : 65_536));
      if (bytesRead === 0) break;
      pieces.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
    }
    return decodeText(Buffer.concat(pieces));
  } finally {
    await file.close();
  }
}

async function accessOf(path: string): Promise<'ok' | 'denied' | 'absent'> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return 'ok';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' || (error as NodeJS.ErrnoException).code === 'EPERM'
      ? 'denied'
      : 'absent';
  }
}

async function findProgram(
  program: string,
  env: Readonly<Record<string, string | undefined>>,
  folders: readonly string[],
  windows: boolean,
): Promise<string | null> {
  const path = env.PATH ?? env.Path ?? '';
  const names = windows ? [`${program}.exe`] : [program];
  const candidates = [...path.split(delimiter).filter((folder) => folder !== ''), ...folders].flatMap((folder) =>
    names.map((name) => join(folder, name)),
  );
  const found = await Promise.all(
    candidates.map((candidate) =>
      access(candidate, windows ? constants.F_OK : constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return candidates[found.indexOf(true)] ?? null;
}

/**
 * Runs a program. On expiry the child is killed, its pipes are destroyed and it is let go: a child in uninterruptible sleep
 * cannot be waited for.
 */
async function exec(
  file: string,
  args: readonly string[],
  limitMs: number,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ExecResult> {
  const { spawn } = await import('node:child_process');
  const start = performance.now();
  return new Promise((resolve) => {
    const out: Uint8Array[] = [];
    const err: Uint8Array[] = [];
    let outLength = 0;
    let errLength = 0;
    let settled = false;
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      shell: false,
      env: { ...env, LC_ALL: 'C', LANG: 'C' },
    });
    const settle = (outcome: ExecResult['outcome'], exitCode: number | null, note = ''): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      if (outcome !== 'ok') letGo();
      const stderr = decodeText(Buffer.concat(err));
      resolve({
        outcome,
        stdout: outcome === 'timeout' ? '' : decodeText(Buffer.concat(out)),
        stderr: note === '' ? stderr : note,
        exitCode,
        milliseconds: performance.now() - start,
      });
    };
    const letGo = (): void => {
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
    };
    const timer = setTimeout(() => settle('timeout', null, `no answer within ${limitMs} ms`), limitMs);
    child.on('error', (error: NodeJS.ErrnoException) =>
      settle(error.code === 'ENOENT' ? 'absent' : 'failed', null, error.message),
    );
    child.stdout.on('data', (chunk: Uint8Array) => {
      outLength += chunk.length;
      if (outLength <= OUTPUT_CAP_BYTES) out.push(chunk);
      else {
        out.length = 0;
        settle('failed', null, 'more than 32 MiB of output');
      }
    });
    child.stderr.on('data', (chunk: Uint8Array) => {
      errLength += chunk.length;
      if (errLength <= 65_536) err.push(chunk);
    });
    child.on('close', (code, signal) =>
      settle(code === 0 ? 'ok' : 'failed', code, signal === null ? '' : `ended by ${signal}`),
    );
  });
}
