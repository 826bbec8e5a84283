import type { CatalogLintReport, CatalogRule, LintCatalog } from './contract.ts';
import { files, sample } from './samples.ts';

/** Sections whose figures carry no source of their own inside the entry. */
const UNSOURCED = ['devices', 'hosts'] as const;

export const sourcesGiven: CatalogRule = {
  id: 'sources-given',
  level: 'error',
  scope: 'catalog',
  description: 'Figures of devices and hosts name a public source.',
  examples: {
    good: files({ 'devices/a.yaml': { devices: [sample('devices')] } }),
    bad: files({ 'devices/a.yaml': { devices: [sample('devices', { sources: undefined })] } }),
  },
  check: findUnsourced,
};

function* findUnsourced(catalog: LintCatalog): Iterable<CatalogLintReport> {
  for (const section of UNSOURCED) {
    for (const entry of catalog.entries(section)) {
      const { sources } = entry.value;
      const count = sources === undefined ? 0 : Object.keys(sources).length;
      if (count === 0)
        yield {
          entry,
          message: 'no source for its figures',
          tip: 'add sources: [<public page or repository and path>]',
        };
    }
  }
}
