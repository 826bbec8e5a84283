import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AdvisorError } from '../../domain/problem.ts';

/** Writes a file and the folders it needs. Throws {@link AdvisorError} (`input-file`) when that is not possible. */
export function writeText(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AdvisorError('input-file', [
      {
        code: 'unwritable-file',
        file: path,
        message: `cannot write ${path}: ${code}`,
        remedy: 'check the folder and its permissions',
      },
    ]);
  }
}
