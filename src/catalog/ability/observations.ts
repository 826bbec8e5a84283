import type { Score } from '../../domain/model.ts';
import { type Benchmark, findBenchmark, SCALES } from './benchmarks.ts';

/** One score on the common logit scale. */
export interface Observation {
  readonly benchmark: string;
  /** Benchmark, setting and checkpoint: what has a difficulty of its own. */
  readonly condition: string;
  readonly value: number;
  /** Standard deviation of the value around what the model's ability predicts. */
  readonly error: number;
  /** Shares of the scales, in the order of `SCALES`. */
  readonly loading: readonly number[];
}

/** Error of one score in logits: a third party's; its own publisher's, who chooses prompt, sampling and what to show. */
const ERROR = { 'third-party': 0.35, vendor: 0.5 } as const;
/** A score of the base checkpoint says less about the model tuned from it. */
const BASE_ERROR = 0.4;
/** So does a score of a model that could think first but was not let. */
const UNTHINKING = /\bnon-reasoning\b/;
/** Near 0 and 100 a logit is all noise: values are kept this far from the ends. */
const MARGIN = 0.02;

/** The scores of one model. Several scores of one benchmark repeat each other: n of them count like √n. */
export function observe(scores: readonly Score[]): readonly Observation[] {
  const known = scores.flatMap((score) => {
    const benchmark = findBenchmark(score.benchmark);
    return benchmark === undefined ? [] : [{ score, benchmark }];
  });
  const counts = new Map<string, number>();
  for (const { score } of known) counts.set(score.benchmark, (counts.get(score.benchmark) ?? 0) + 1);
  return known.map(({ score, benchmark }) => {
    const repeats = counts.get(score.benchmark) ?? 1;
    const own = ERROR[score.by] * (benchmark.noise ?? 1);
    const error = score.of === 'base' || UNTHINKING.test(score.setting ?? '') ? Math.hypot(own, BASE_ERROR) : own;
    return {
      benchmark: score.benchmark,
      condition: [score.benchmark, score.setting ?? '', score.of ?? ''].join('|'),
      value: toLogit(score.value, benchmark),
      error: error * repeats ** 0.25,
      loading: SCALES.map((scale) => benchmark.measures[scale] ?? 0),
    };
  });
}

/** Share of the way from guessing to the top, as a logit; ratings without a top are linear already. */
function toLogit(value: number, benchmark: Benchmark): number {
  if (benchmark.rating !== undefined) return (value - benchmark.rating.center) / benchmark.rating.points;
  const floor = benchmark.chance ?? benchmark.range[0];
  const share = (value - floor) / (benchmark.range[1] - floor);
  const kept = Math.min(1 - MARGIN, Math.max(MARGIN, share));
  return Math.log(kept / (1 - kept));
}
