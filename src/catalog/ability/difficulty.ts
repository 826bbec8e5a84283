import { dot } from './linear.ts';
import type { Observation } from './observations.ts';

/** Condition against its benchmark, and slope of a benchmark against 1, as standard deviations. */
const CONDITION_SPREAD = 0.3;
const SLOPE_SPREAD = 0.25;
const SLOPES = [0.5, 1.8] as const;
/** However much the data say, slopes keep this share of pull to 1: it is what fixes the width of scales without the anchor. */
const SLOPE_PULL = 0.3;

/** Fixes the unit: an ability of x, in logits, scores x on this benchmark. */
const ANCHOR = 'mmlu-pro';

/** What is known of the benchmarks: `value = easiness + shift + slope · ability`. */
export interface Difficulties {
  readonly easiness: ReadonlyMap<string, number>;
  readonly slope: ReadonlyMap<string, number>;
  /** By condition: a setting or checkpoint makes a benchmark easier or harder than its middle. */
  readonly shift: ReadonlyMap<string, number>;
}

export interface Attempt {
  readonly observation: Observation;
  /** The model's current ability on what the benchmark measures. */
  readonly ability: number;
  readonly certainty: number;
}

export const UNKNOWN_DIFFICULTIES: Difficulties = { easiness: new Map(), slope: new Map(), shift: new Map() };

/** What a model of ability 0 is expected to score under the observation's condition, and how much a unit of ability adds. */
export function difficultyOf(
  difficulties: Difficulties,
  observation: Observation,
): { readonly easiness: number; readonly slope: number } {
  const easiness = difficulties.easiness.get(observation.benchmark) ?? 0;
  const shift = difficulties.shift.get(observation.condition) ?? 0;
  return { easiness: easiness + shift, slope: difficulties.slope.get(observation.benchmark) ?? 1 };
}

export function attempt(observation: Observation, mean: readonly number[], weight: number): Attempt {
  return { observation, ability: dot(observation.loading, mean), certainty: weight / observation.error ** 2 };
}

/** One step towards the best easiness, slope and shifts of every benchmark for the given abilities. */
export function refitDifficulties(before: Difficulties, attempts: readonly Attempt[]): Difficulties {
  const easiness = new Map<string, number>();
  const slope = new Map<string, number>();
  const shift = new Map<string, number>();
  for (const [benchmark, group] of groupBy(attempts, (one) => one.observation.benchmark)) {
    const anchored = benchmark === ANCHOR;
    const tilt = anchored ? 1 : fitSlope(before, group);
    const level = anchored
      ? 0
      : weightedMean(group, (one) => one.observation.value - tilt * one.ability - shiftOf(before, one));
    easiness.set(benchmark, level);
    slope.set(benchmark, tilt);
    for (const [condition, alike] of groupBy(group, (one) => one.observation.condition)) {
      const total = sum(alike, (one) => one.certainty * (one.observation.value - level - tilt * one.ability));
      shift.set(condition, total / (sum(alike, (one) => one.certainty) + 1 / CONDITION_SPREAD ** 2));
    }
  }
  return { easiness, slope, shift };
}

function fitSlope(before: Difficulties, group: readonly Attempt[]): number {
  const center = weightedMean(group, (one) => one.ability);
  const level = weightedMean(group, (one) => one.observation.value - shiftOf(before, one));
  const across = sum(
    group,
    (one) => one.certainty * (one.ability - center) * (one.observation.value - shiftOf(before, one) - level),
  );
  const along = sum(group, (one) => one.certainty * (one.ability - center) ** 2);
  const pull = 1 / SLOPE_SPREAD ** 2 + SLOPE_PULL * along;
  return Math.min(SLOPES[1], Math.max(SLOPES[0], (across + pull) / (along + pull)));
}

const shiftOf = (difficulties: Difficulties, one: Attempt): number =>
  difficulties.shift.get(one.observation.condition) ?? 0;

const sum = (group: readonly Attempt[], of: (one: Attempt) => number): number =>
  group.reduce((total, one) => total + of(one), 0);

const weightedMean = (group: readonly Attempt[], of: (one: Attempt) => number): number =>
  sum(group, (one) => one.certainty * of(one)) / sum(group, (one) => one.certainty);

function groupBy(attempts: readonly Attempt[], key: (one: Attempt) => string): ReadonlyMap<string, readonly Attempt[]> {
  const groups = new Map<string, Attempt[]>();
  for (const one of attempts) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
}
