import { BENCHMARKS, findBenchmark } from '../ability/benchmarks.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { EntryRule, LintReport } from './contract.ts';
import { modelFiles, sampleModel } from './model-sample.ts';

const score = (result: object): object => ({ source: 'https://example.org/card', by: 'vendor', results: [result] });

export const scoresKnown: EntryRule<'models'> = {
  id: 'scores-known',
  level: 'error',
  scope: 'entry',
  section: 'models',
  description:
    'Scores name a benchmark of the closed list and lie in its range; one source gives one value for one setting.',
  examples: {
    good: modelFiles([sampleModel({ scores: [score({ benchmark: 'mmlu', value: 61.5, setting: '5-shot' })] })]),
    bad: modelFiles([sampleModel({ scores: [score({ benchmark: 'mmlu', value: 615 })] })]),
  },
  check: function* ({ value: { authored } }): Iterable<LintReport> {
    for (const [group, { results }] of (authored.scores ?? []).entries()) {
      for (const [index, result] of results.entries()) {
        const at = ['scores', group, 'results', index];
        const benchmark = findBenchmark(result.benchmark);
        if (benchmark === undefined) {
          const tip =
            didYouMean(result.benchmark, Object.keys(BENCHMARKS)) ?? `known: ${Object.keys(BENCHMARKS).join(', ')}`;
          yield { at: [...at, 'benchmark'], message: `no benchmark "${result.benchmark}" in the closed list`, tip };
          continue;
        }
        const [low, high] = benchmark.range;
        if (result.value < low || result.value > high) {
          yield {
            at: [...at, 'value'],
            message: `${result.value} is outside ${benchmark.name}'s range of ${low} to ${high}`,
          };
        }
      }
    }
  },
};
