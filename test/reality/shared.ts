import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

/** Gathered facts and measurements lie beside the repository, where somebody has put them. */
const ROOT = fileURLToPath(new URL('../../../shared/', import.meta.url));

export function sharedPath(path: string): string {
  return `${ROOT}${path}`;
}

export function readShared(path: string): string {
  return readFileSync(sharedPath(path), 'utf8');
}

/** A suite over files beside the repository; without them it is skipped, and its name says why. */
export function describeShared(name: string, paths: readonly string[], body: () => void): void {
  const missing = paths.filter((path) => !existsSync(sharedPath(path)));
  if (missing.length === 0) describe(name, body);
  else describe.skip(`${name} (needs ../shared: ${missing.join(', ')})`, body);
}
