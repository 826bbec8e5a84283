import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceText } from '../catalog/collect.ts';

/** Every authored file under `root`, in code-unit order of its path; the generated `schema/` is left out. */
export function readCatalogFiles(root: string): readonly SourceText[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.replaceAll('\\', '/'), place: path.slice(root.length + 1).replaceAll('\\', '/') }))
    .filter(({ place }) => !place.startsWith('schema/'))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, place }) => ({ path, place, text: readFileSync(path, 'utf8') }));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** ISO date of now, for the check that no fact lies in the future. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
