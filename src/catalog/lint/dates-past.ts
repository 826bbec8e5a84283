import type { NodePath } from '../yaml-file.ts';
import type { CatalogLintReport, CatalogRule, LintCatalog, LintEntry } from './contract.ts';
import { files, sample } from './samples.ts';

/** Policies may grant things into the future. */
const KEYS: ReadonlySet<string> = new Set(['date', 'released', 'statusSince', 'granted']);

const CONSTANT = { value: 1, unit: 'GB', source: 'https://example.org/constant' };

export const datesPast: CatalogRule = {
  id: 'dates-past',
  level: 'error',
  scope: 'catalog',
  description: 'No fact is dated after today (the day the catalog is compiled, which the rule is told).',
  examples: {
    good: files({
      'engines/vllm.yaml': sample('engines', { constants: { context: { ...CONSTANT, date: '2025-01-31' } } }),
    }),
    bad: files({
      'engines/vllm.yaml': sample('engines', { constants: { context: { ...CONSTANT, date: '2925-01-31' } } }),
    }),
  },
  check: findFuture,
};

function* findFuture(catalog: LintCatalog): Iterable<CatalogLintReport> {
  const { today } = catalog;
  if (today === undefined) return;
  for (const section of catalog.sections) {
    for (const entry of catalog.entries(section)) yield* visit(entry, authoredOf(entry), [], today);
  }
}

function authoredOf(entry: LintEntry): unknown {
  return entry.section === 'models' ? (entry as LintEntry<'models'>).value.authored : entry.value;
}

function* visit(entry: LintEntry, value: unknown, at: NodePath, today: string): Iterable<CatalogLintReport> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, item] of Object.entries(value)) {
    const path = [...at, Array.isArray(value) ? Number(name) : name];
    // A month or a year is past when its first day is.
    if (typeof item === 'string' && KEYS.has(name) && /^\d{4}(-\d{2}){0,2}$/.test(item) && item > today) {
      yield { entry, at: path, message: `${item} lies in the future (today is ${today})` };
    } else yield* visit(entry, item, path, today);
  }
}
