import type * as z from 'zod';
import type { Baseline, Lock, LockedModel } from '../domain/check.ts';
import type { Problem } from '../domain/problem.ts';
import { type CatalogFinding, compareFindings } from './finding.ts';
import { BaselineSchema, type EvidenceCard, EvidenceSchema, LockFileSchema } from './schema/check-files.ts';
import { checkSchema } from './schema-findings.ts';
import { readYaml } from './yaml-file.ts';

export type FileRead<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'error'; readonly problems: readonly Problem[] };

/** Reads a lock. `file` is the name shown in problems; every problem comes with its line. */
export function readLock(text: string, file: string): FileRead<Lock> {
  const read = readJson(text, file, LockFileSchema, 'write it anew: llm-advisor check lock');
  if (read.kind === 'error') return read;
  const { catalog, models } = read.value;
  const list = Object.entries(models).map(([id, model]): LockedModel => ({ id, ...model }));
  return { kind: 'ok', value: { lockVersion: 1, catalog, models: list } };
}

/** Reads a baseline, likewise. */
export function readBaseline(text: string, file: string): FileRead<Baseline> {
  return readJson(text, file, BaselineSchema, 'write it anew: llm-advisor check --update-baseline');
}

/** Cards of models by id, as `--evidence` gives them. */
export function readEvidence(text: string, file: string): FileRead<Readonly<Record<string, EvidenceCard>>> {
  return readJson(text, file, EvidenceSchema, 'keys are model ids; values are front matter of model cards');
}

/** Good files take the quick way; a bad one is read again with positions. */
function readJson<T>(text: string, file: string, schema: z.ZodType<T>, remedy: string): FileRead<T> {
  const parsed = parseQuickly(text);
  const quick = parsed === undefined ? undefined : schema.safeParse(parsed.value);
  if (quick?.success === true) return { kind: 'ok', value: quick.data };
  const read = readYaml(file, text);
  if (read.findings.length > 0) return failed(read.findings, remedy);
  const checked = checkSchema(schema, read.file.value, read.file, []);
  return 'findings' in checked ? failed(checked.findings, remedy) : { kind: 'ok', value: checked.value };
}

function parseQuickly(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function failed(findings: readonly CatalogFinding[], remedy: string): FileRead<never> {
  const problems = [...findings].sort(compareFindings).map(
    ({ rule, message, file, line, column, tip }): Problem => ({
      code: rule,
      message,
      file,
      line,
      column,
      remedy: tip ?? remedy,
    }),
  );
  return { kind: 'error', problems };
}
