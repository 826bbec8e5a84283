import { countParameters } from '../../quantization/tensors.ts';
import type { EntryRule, LintReport } from './contract.ts';
import { modelFiles, sampleModel } from './model-sample.ts';

/** Relative difference beyond which a count is wrong, not rounded. */
const TOLERANCE = { total: 0.01, active: 0.02 } as const;

export const parametersComputed: EntryRule<'models'> = {
  id: 'parameters-computed',
  level: 'error',
  scope: 'entry',
  section: 'models',
  description:
    'The parameters that the architecture adds up to are the stated ones: total within 1 %, active within 2 %. Tables that are only looked up are not active.',
  examples: {
    good: modelFiles([sampleModel()]),
    bad: modelFiles([sampleModel({ parameters: { total: 1_360_000 } })]),
  },
  check: function* ({ value: { model } }): Iterable<LintReport> {
    const counted = countParameters(model.architecture);
    const lookedUp = (model.architecture.extraParameters ?? [])
      .filter((extra) => extra.placement === 'host')
      .reduce((sum, extra) => sum + extra.parameters, 0);
    const computed = { total: counted.total, active: counted.active - lookedUp };
    for (const key of ['total', 'active'] as const) {
      const stated = model.parameters[key];
      const difference = (stated - computed[key]) / computed[key];
      if (Math.abs(difference) <= TOLERANCE[key]) continue;
      yield {
        at: ['parameters', key],
        message: `${key} is ${stated}, the architecture adds up to ${computed[key]} (${(100 * difference).toFixed(1)} %)`,
        tip: 'check layers, widths, heads, experts and vocabulary against config.json; explain a known difference in lintExceptions',
      };
    }
  },
};
