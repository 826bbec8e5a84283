import { readdir, readFile } from 'node:fs/promises';
import { suggest } from '../catalog/did-you-mean.ts';
import { AdvisorError } from '../domain/problem.ts';
import type { Outcome } from './command.ts';
import { EXIT } from './exit.ts';

const SUFFIX = '.schema.json';
/** From `dist/chunks/`, from `dist/`, and from `src/cli/`. */
const PLACES = ['../../catalog/schema/', '../catalog/schema/'];

/** A published JSON Schema, or the names of all. Throws {@link AdvisorError} (`usage`) for an unknown name. */
export async function printSchema(name: string | undefined): Promise<Outcome> {
  const folder = await findFolder();
  const names = (await readdir(folder))
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort();
  if (name === undefined) return { output: `${names.join('\n')}\n`, exitCode: EXIT.answered };
  if (!names.includes(name)) {
    const near = suggest(name, names);
    throw new AdvisorError('usage', [
      {
        code: 'unknown-schema',
        message: `unknown schema "${name}"`,
        remedy: near.length > 0 ? `did you mean ${near.join(' or ')}?` : `one of: ${names.join(', ')}`,
      },
    ]);
  }
  return { output: await readFile(new URL(`${name}${SUFFIX}`, folder), 'utf8'), exitCode: EXIT.answered };
}

async function findFolder(): Promise<URL> {
  for (const place of PLACES) {
    const folder = new URL(place, import.meta.url);
    try {
      await readdir(folder);
      return folder;
    } catch {}
  }
  throw new AdvisorError('input-file', [
    {
      code: 'schema-missing',
      message: 'the published schemas are missing from this installation',
      remedy: 'reinstall the package',
    },
  ]);
}
