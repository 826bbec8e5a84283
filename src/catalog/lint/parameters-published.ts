import type { EntryRule, LintReport } from './contract.ts';
import { modelFiles, sampleModel } from './model-sample.ts';

const TOLERANCE = 0.01;

export const parametersPublished: EntryRule<'models'> = {
  id: 'parameters-published',
  level: 'error',
  scope: 'entry',
  section: 'models',
  description:
    'The count a publisher or hub states is that of text backbone and towers within 1 %, or the difference is explained: prediction layers, a tied table stored twice, scale tensors, rounding.',
  examples: {
    good: modelFiles([sampleModel({ parameters: { total: 1_240_320, published: 1_245_000 } })]),
    bad: modelFiles([sampleModel({ parameters: { total: 1_240_320, published: 1_500_000 } })]),
  },
  check: function* ({ value: { model, details } }): Iterable<LintReport> {
    const published = details.publishedParameters;
    if (typeof published !== 'number') return;
    const expected = model.parameters.total + (model.vision?.parameters ?? 0);
    const difference = (published - expected) / expected;
    if (Math.abs(difference) <= TOLERANCE) return;
    yield {
      at: ['parameters', 'published'],
      message: `published is ${published}, total and towers are ${expected} (${(100 * difference).toFixed(1)} %)`,
      tip: 'say in lintExceptions what makes the difference, or leave a wrong figure to "conflicts"',
    };
  },
};
