import type { EntryRule, LintReport } from './contract.ts';
import { modelFiles, sampleModel } from './model-sample.ts';

export const modelSources: EntryRule<'models'> = {
  id: 'model-sources',
  level: 'error',
  scope: 'entry',
  section: 'models',
  description:
    'Every group of facts names a public source: architecture, context, languages; license, release, engines and weights where they are given.',
  examples: {
    good: modelFiles([sampleModel()]),
    bad: modelFiles([sampleModel({ released: '2026-01-15' })]),
  },
  check: function* ({ value: { model, authored, details } }): Iterable<LintReport> {
    const named: ReadonlySet<string> = new Set(Object.keys(details.sources ?? {}));
    const needed = {
      architecture: true,
      context: true,
      languages: Object.keys(model.languages).length > 0,
      license: model.license.id !== 'unknown',
      release: model.released !== undefined,
      engines: Object.keys(model.engines).length > 0,
      weights: (authored.weights ?? []).length > 0,
      gated: model.license.gated !== 'unknown',
    };
    const missing = Object.entries(needed).flatMap(([group, wanted]) => (wanted && !named.has(group) ? [group] : []));
    if (missing.length === 0) return;
    yield {
      at: ['sources'],
      message: `no source for ${missing.join(', ')}`,
      tip: 'name the public page or file each figure was read from',
    };
  },
};
