import { readFile } from 'node:fs/promises';
import { unreadableReason } from '../domain/unreadable.ts';
import type { Io } from './io.ts';

/** The process's own streams and files. */
export function processIo(): Io {
  // A reader that closes early (`| head`) is not an error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    stdout: {
      write: (text) => process.stdout.write(text),
      isTTY: process.stdout.isTTY === true,
      columns: process.stdout.columns,
    },
    stderr: { write: (text) => process.stderr.write(text), isTTY: process.stderr.isTTY === true },
    env: process.env,
    readStdin,
    readFile: readTextFile,
    host: async () => (await import('../hardware/probe/real-host.ts')).realHost(),
  };
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function readTextFile(path: string): ReturnType<Io['readFile']> {
  try {
    return { kind: 'ok', text: await readFile(path, 'utf8') };
  } catch (error) {
    return { kind: 'error', message: unreadableReason(error) };
  }
}
