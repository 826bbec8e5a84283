import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { compareText } from '../catalog/finding.ts';
import { FILE_KINDS, fileSchema, OVERLAY_KIND } from '../catalog/schema/kinds.ts';
import { OUTPUT_SCHEMAS } from '../catalog/schema/output.ts';
import { isMain } from './main.ts';

/** A JSON Schema this project publishes as `catalog/schema/<name>.schema.json`. */
export interface PublishedSchema {
  readonly name: string;
  readonly title: string;
  readonly schema: z.ZodType;
  /** `input`: what an author writes; `output`: what the program prints. */
  readonly io: 'input' | 'output';
}

export const PUBLISHED_SCHEMAS: readonly PublishedSchema[] = [
  ...[...FILE_KINDS, OVERLAY_KIND].map((kind) => ({
    name: kind.id,
    title: kind.title,
    schema: fileSchema(kind),
    io: 'input' as const,
  })),
  ...OUTPUT_SCHEMAS.map((output) => ({ ...output, io: 'output' as const })),
];

export function renderSchema({ title, schema, io }: PublishedSchema): string {
  // Outputs use the same parts many times over: each is written once and pointed to.
  const reused = io === 'output' ? 'ref' : 'inline';
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io, reused, unrepresentable: 'any' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}

/** Writes every schema, or with `check` only compares. Returns the files that differ. */
function emit(folder: string, check: boolean): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const drifted: string[] = [];
  for (const published of [...PUBLISHED_SCHEMAS].sort((a, b) => compareText(a.name, b.name))) {
    const path = join(folder, `${published.name}.schema.json`);
    const text = renderSchema(published);
    if (readOrEmpty(path) === text) continue;
    drifted.push(path);
    if (!check) writeFileSync(path, text);
  }
  return drifted;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

if (isMain(import.meta.url)) {
  const check = process.argv.includes('--check');
  const drifted = emit('catalog/schema', check);
  for (const path of drifted) process.stdout.write(`${check ? 'differs' : 'wrote'} ${path}\n`);
  if (check && drifted.length > 0) {
    process.stdout.write('The committed schemas differ from the code: run npm run schema and commit.\n');
    process.exitCode = 1;
  }
}
