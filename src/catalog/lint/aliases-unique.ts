import type { Section } from '../schema/kinds.ts';
import type { CatalogLintReport, CatalogRule, LintCatalog, LintEntry } from './contract.ts';
import { placeOf } from './ids-unique.ts';
import { files, sample } from './samples.ts';

const NAMED = ['models', 'devices', 'quantizations', 'licenses'] as const satisfies readonly Section[];

export const aliasesUnique: CatalogRule = {
  id: 'aliases-unique',
  level: 'error',
  scope: 'catalog',
  description:
    'An alias leads to one entry: it is neither the alias nor the id of another one of the section. Quantizations of different formats may share one: the engine tells them apart.',
  examples: {
    good: files({
      'devices/a.yaml': {
        devices: [
          sample('devices', { id: 'a', aliases: ['one', 'Eins'] }),
          sample('devices', { id: 'b', name: 'B', aliases: ['two'] }),
        ],
      },
    }),
    bad: files({
      'devices/a.yaml': {
        devices: [
          sample('devices', { id: 'a', aliases: ['one'] }),
          sample('devices', { id: 'b', name: 'B', aliases: ['One'] }),
        ],
      },
    }),
  },
  check: findShared,
};

function* findShared(catalog: LintCatalog): Iterable<CatalogLintReport> {
  for (const section of NAMED) {
    const owners = new Map<string, { readonly id: string; readonly place: string }>();
    for (const row of catalog.below?.[section] ?? []) {
      for (const name of [row.id, ...row.aliases])
        owners.set(fold(name, row), { id: row.id, place: 'the built-in catalog' });
    }
    const entries: readonly LintEntry[] = catalog.entries(section);
    for (const entry of entries) owners.set(fold(entry.id, entry.value), { id: entry.id, place: placeOf(entry) });
    for (const entry of entries) yield* findTaken(entry, owners);
  }
}

function* findTaken(
  entry: LintEntry,
  owners: Map<string, { readonly id: string; readonly place: string }>,
): Iterable<CatalogLintReport> {
  const own = new Set<string>();
  for (const [index, alias] of aliasesOf(entry).entries()) {
    const at = ['aliases', index];
    const name = fold(alias, entry.value);
    const owner = owners.get(name);
    if (own.has(name)) yield { entry, at, message: `alias "${alias}" is given twice` };
    else if (owner !== undefined && owner.id !== entry.id) {
      yield {
        entry,
        at,
        message: `alias "${alias}" belongs to ${owner.id} (${owner.place})`,
        tip: 'an alias must lead to one entry',
      };
    } else owners.set(name, { id: entry.id, place: placeOf(entry) });
    own.add(name);
  }
}

/** The name without case, inside the names it must differ from. */
function fold(name: string, row: object): string {
  return `${'format' in row ? String(row.format) : ''}\0${name.toLowerCase().trim()}`;
}

function aliasesOf(entry: LintEntry): readonly string[] {
  const value = entry.section === 'models' ? (entry as LintEntry<'models'>).value.model : entry.value;
  return 'aliases' in value ? value.aliases : [];
}
