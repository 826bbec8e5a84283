import { didYouMean } from '../did-you-mean.ts';
import type { EntryRule, LintCatalog, LintReport } from './contract.ts';
import { modelFiles, sampleModel } from './model-sample.ts';

export const lineageExists: EntryRule<'models'> = {
  id: 'lineage-exists',
  level: 'error',
  scope: 'entry',
  section: 'models',
  description:
    'Models named as successor or base are in the catalog; a base elsewhere is marked external, and one that is here is not. A model is neither its own base nor its own successor, and only what is no longer current has a successor.',
  examples: {
    good: modelFiles([sampleModel({ derivedFrom: [{ id: 'elsewhere/Base', relation: 'finetune', external: true }] })]),
    bad: modelFiles([sampleModel({ status: 'superseded', supersededBy: 'acme/Small-2M' })]),
  },
  check: function* ({ value: { model } }, catalog): Iterable<LintReport> {
    const { supersededBy } = model;
    if (supersededBy !== undefined) {
      if (supersededBy === model.id) yield { at: ['supersededBy'], message: 'is superseded by itself' };
      else if (!catalog.has('models', supersededBy)) yield { at: ['supersededBy'], ...missing(supersededBy, catalog) };
      if (model.status === 'current')
        yield { at: ['status'], message: `is current, but superseded by ${supersededBy}` };
    }
    for (const [index, base] of (model.derivedFrom ?? []).entries()) {
      const at = ['derivedFrom', index];
      if (base.id === model.id) yield { at, message: 'is derived from itself' };
      else if (base.external !== true && !catalog.has('models', base.id)) yield { at, ...missing(base.id, catalog) };
      else if (base.external === true && catalog.has('models', base.id)) {
        yield { at, message: `"${base.id}" is in the catalog`, tip: 'remove "external"' };
      }
    }
  },
};

function missing(id: string, catalog: LintCatalog): { readonly message: string; readonly tip: string } {
  return {
    message: `no model "${id}"`,
    tip: didYouMean(id, catalog.ids('models')) ?? 'add it, or mark a base as "external: true"',
  };
}
