import type { EntryRule, LintCatalog, LintReport } from './contract.ts';
import { modelFiles, sampleModel } from './model-sample.ts';
import { files, sample } from './samples.ts';

/** Categories whose terms a new license may replace without taking anything along but notices. */
const OPEN: ReadonlySet<string> = new Set([
  'permissive',
  'permissive-notice',
  'permissive-attribution',
  'public-domain',
]);

const LICENSES = {
  'licenses/open-1.0.yaml': sample('licenses', { id: 'open-1.0' }),
  'licenses/strict-1.0.yaml': sample('licenses', { id: 'strict-1.0', name: 'Strict', category: 'non-commercial' }),
};
const base = sampleModel({
  id: 'acme/Small-1M-Base',
  role: 'base',
  license: { id: 'strict-1.0', confidence: 'text' },
  sources: withLicense(),
});
const child = (license: string): Readonly<Record<string, unknown>> =>
  sampleModel({
    id: 'acme/Small-1M-Chat',
    license: { id: license, confidence: 'text' },
    derivedFrom: [{ id: 'acme/Small-1M-Base', relation: 'finetune' }],
    sources: withLicense(),
  });

function withLicense(): object {
  const page = 'https://example.org/card';
  return { architecture: page, parameters: page, languages: page, context: page, license: page };
}

export const licenseLineage: EntryRule<'models'> = {
  id: 'license-lineage',
  level: 'error',
  scope: 'entry',
  section: 'models',
  description:
    'A model under an open license does not come from a base under a restricted one: the terms of the base go with its weights.',
  examples: {
    good: { ...modelFiles([base, child('strict-1.0')]), ...files(LICENSES) },
    bad: { ...modelFiles([base, child('open-1.0')]), ...files(LICENSES) },
  },
  check: function* ({ value: { model } }, catalog): Iterable<LintReport> {
    const { id } = model.license;
    const { licenseOf, isOpen } = lookups(catalog);
    if (!isOpen(id)) return;
    for (const parent of model.derivedFrom ?? []) {
      const inherited = licenseOf(parent.id);
      if (inherited === undefined || inherited === 'unknown' || isOpen(inherited)) continue;
      yield {
        at: ['license', 'id'],
        message: `${id} is open, but its base ${parent.id} is under ${inherited}`,
        tip: 'a card may claim it: say so in lintExceptions, and the chain is judged with both',
      };
    }
  },
};

interface Lookups {
  readonly licenseOf: (model: string) => string | undefined;
  readonly isOpen: (license: string) => boolean;
}

const memo = new WeakMap<LintCatalog, Lookups>();

function lookups(catalog: LintCatalog): Lookups {
  const known = memo.get(catalog);
  if (known !== undefined) return known;
  const models = [...(catalog.below?.models ?? []), ...catalog.entries('models').map((entry) => entry.value.model)];
  const licenses = [...(catalog.below?.licenses ?? []), ...catalog.entries('licenses').map((entry) => entry.value)];
  const ofModel = new Map(models.map((model) => [model.id, model.license.id]));
  const open = new Set(licenses.filter((license) => OPEN.has(license.category)).map((license) => license.id));
  const made: Lookups = { licenseOf: (model) => ofModel.get(model), isOpen: (license) => open.has(license) };
  memo.set(catalog, made);
  return made;
}
