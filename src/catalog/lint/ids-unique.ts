import type { CatalogLintReport, CatalogRule, LintCatalog, LintEntry } from './contract.ts';
import { files, sample } from './samples.ts';

export const idsUnique: CatalogRule = {
  id: 'ids-unique',
  level: 'error',
  scope: 'catalog',
  description: 'An id stands for one entry of its section, upper and lower case being the same.',
  examples: {
    good: files({
      'devices/a.yaml': { devices: [sample('devices', { id: 'a' }), sample('devices', { id: 'b', name: 'B' })] },
    }),
    bad: files({
      'devices/a.yaml': { devices: [sample('devices', { id: 'a' })] },
      'devices/b.yaml': { devices: [sample('devices', { id: 'A', name: 'B' })] },
    }),
  },
  check: findDuplicates,
};

function* findDuplicates(catalog: LintCatalog): Iterable<CatalogLintReport> {
  for (const section of catalog.sections) {
    const first = new Map<string, LintEntry>();
    for (const entry of catalog.entries(section)) {
      const key = entry.id.toLowerCase();
      const other = first.get(key);
      if (other === undefined) first.set(key, entry);
      else
        yield {
          entry,
          message: `id is taken by ${placeOf(other)}`,
          tip: 'give it another id, or remove one of the two',
        };
    }
  }
}

export function placeOf(entry: LintEntry): string {
  return `${entry.file.yaml.path}:${entry.file.yaml.locate(entry.at).line}`;
}
