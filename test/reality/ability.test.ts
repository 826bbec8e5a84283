import { expect, it } from 'vitest';
import { BENCHMARKS, type BenchmarkId, SCALES } from '../../src/catalog/ability/benchmarks.ts';
import { fitAbilities } from '../../src/catalog/ability/fit.ts';
import { authoredModels } from '../fixtures/models.ts';
import { describeShared, readShared } from './shared.ts';

const TIERS = ['legacy', 'basic', 'good', 'strong', 'frontier-open'];

function ranksOf(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same - 1) / 2;
  });
}

/** Spearman's rank correlation. */
function agreement(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const mean = (x.length - 1) / 2;
  const sum = (of: (index: number) => number): number => x.reduce((total, _, index) => total + of(index), 0);
  const dx = (index: number): number => (x[index] ?? 0) - mean;
  const dy = (index: number): number => (y[index] ?? 0) - mean;
  return sum((i) => dx(i) * dy(i)) / Math.sqrt(sum((i) => dx(i) ** 2) * sum((i) => dy(i) ** 2));
}

/** Fits without the benchmark, and compares what it would have predicted with what was scored. */
function heldOut(
  benchmark: BenchmarkId,
  setting: string | undefined,
): { readonly count: number; readonly agreement: number } {
  const models = authoredModels().filter((model) => model.role !== 'embedding' && model.role !== 'reranker');
  const without = models.map((model) => ({
    ...model,
    scores: model.scores.filter((score) => score.benchmark !== benchmark),
  }));
  const { ratings } = fitAbilities(without);
  const measures: Readonly<Record<string, number>> = BENCHMARKS[benchmark].measures;
  const pairs = models.flatMap((model) =>
    model.scores
      .filter((score) => score.benchmark === benchmark && score.setting === setting && score.of === undefined)
      .map((score) => {
        const mean = ratings.get(model.id)?.mean ?? [];
        const predicted = SCALES.reduce((sum, scale, index) => sum + (measures[scale] ?? 0) * (mean[index] ?? 0), 0);
        return { predicted, scored: score.value };
      }),
  );
  return {
    count: pairs.length,
    agreement: agreement(
      pairs.map((pair) => pair.predicted),
      pairs.map((pair) => pair.scored),
    ),
  };
}

/** A fit takes a second or two, more where tests share the machine. */
const LIMIT_MS = 60_000;

describeShared('abilities against judgements and held-out leaderboards', ['facts/models.jsonl'], () => {
  it.each([
    ['lmarena-text', '2025-08-06', 80, 0.8],
    ['livebench', '2026-01-08', 20, 0.75],
    ['aa-index', 'v4.3.2', 7, 0.85],
    ['gpqa', 'diamond', 40, 0.85],
    ['c-eval', undefined, 50, 0.85],
  ] as const)(
    'predicts the order of %s %s without having seen it',
    (benchmark, setting, atLeast, bar) => {
      const result = heldOut(benchmark, setting);
      expect(result.count).toBeGreaterThanOrEqual(atLeast);
      expect(result.agreement).toBeGreaterThan(bar);
    },
    LIMIT_MS,
  );

  it(
    'agrees with the tiers that a person gave',
    () => {
      const models = new Map(authoredModels().map((model) => [model.id, model]));
      const { ratings } = fitAbilities(authoredModels());
      const judged = readShared('facts/models.jsonl')
        .trim()
        .split('\n')
        .map((line): { readonly id: string; readonly quality_tier?: string } => JSON.parse(line))
        .flatMap(({ id, quality_tier: tier }) =>
          tier !== undefined && TIERS.includes(tier) && models.has(id) ? [{ id, tier }] : [],
        );
      const tiers = judged.map(({ tier }) => TIERS.indexOf(tier));
      const general = judged.map(({ id }) => ratings.get(id)?.mean[SCALES.indexOf('general')] ?? 0);
      expect(judged.length).toBeGreaterThan(300);
      expect(agreement(general, tiers)).toBeGreaterThan(0.75);
    },
    LIMIT_MS,
  );
});
