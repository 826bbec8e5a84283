import type { UnratedModel } from '../expand-model.ts';
import { SCALES } from './benchmarks.ts';
import { attempt, type Difficulties, difficultyOf, refitDifficulties, UNKNOWN_DIFFICULTIES } from './difficulty.ts';
import { findKin, kinEffects, type Surprise } from './kin.ts';
import { dot, invert, type Matrix, solve } from './linear.ts';
import { type Observation, observe } from './observations.ts';
import {
  type Coefficients,
  featuresOf,
  fitCoefficients,
  type Rated,
  releaseYears,
  startingCoefficients,
} from './prior.ts';

/** How far models lie from what size, age and kin let expect, in logits, and how much of that all scales of a model have in common. */
const DEVIATION = 0.55;
const COMMON = 0.75;
/** Residuals beyond so many errors count less and less (Huber 1964). */
const HUBER = 1.5;
/** Enough for all but the far ends of thinly tested scales, which still move by thousandths: stopping there keeps them near the prior. */
const ROUNDS = 100;
/** Stops when no ability moves by more, in logits: well below what is shown. */
const SETTLED = 5e-4;

export interface Rating {
  /** Posterior mean and standard deviation by scale, in the order of `SCALES`, in logits. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly observations: readonly Observation[];
}

export interface Fit {
  readonly ratings: ReadonlyMap<string, Rating>;
  readonly difficulties: Difficulties;
  readonly coefficients: Coefficients;
}

interface Subject {
  readonly id: string;
  readonly features: readonly number[];
  readonly observations: readonly Observation[];
  readonly mean: readonly number[];
  /** Robustness weight of each observation. */
  readonly weights: readonly number[];
}

/**
 * Fits `value = easiness(condition) + slope(benchmark) · (loading · ability) + error` with a Gaussian prior on abilities whose mean is
 * linear in the features. Alternates: benchmarks given abilities, abilities given benchmarks, prior given abilities. A fixed start and fixed
 * rounds over models sorted by id: equal scores give equal numbers.
 */
export function fitAbilities(models: readonly UnratedModel[]): Fit {
  const years = releaseYears(models);
  const sorted = [...models].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  let coefficients = startingCoefficients();
  const subjects = sorted.map((model): Subject => {
    const observations = observe(model.scores);
    const features = featuresOf(model, years.get(model.id) ?? 0);
    return {
      id: model.id,
      features,
      observations,
      mean: priorMean(features, coefficients),
      weights: observations.map(() => 1),
    };
  });
  const priorPrecision = invert(priorCovariance());
  const kinship = findKin(sorted);
  let kinEffect: (id: string) => readonly number[] = () => SCALES.map(() => 0);
  let difficulties = UNKNOWN_DIFFICULTIES;
  let scored = subjects.filter((subject) => subject.observations.length > 0);
  for (let round = 0; round < ROUNDS; round++) {
    difficulties = refitDifficulties(
      difficulties,
      scored.flatMap(({ observations, mean, weights }) =>
        observations.map((one, index) => attempt(one, mean, weights[index] ?? 1)),
      ),
    );
    const known = difficulties;
    const expected = coefficients;
    const kin = kinEffect;
    const before = scored;
    scored = scored.map((subject) => {
      const prior = add(priorMean(subject.features, expected), kin(subject.id));
      const { precision, right } = equations(subject, known, prior, priorPrecision);
      const mean = solve(precision, right);
      return { ...subject, mean, weights: robustWeights(subject.observations, mean, known) };
    });
    coefficients = fitCoefficients(
      scored.map((subject) => toRated(subject, kin(subject.id))),
      DEVIATION,
    );
    kinEffect = kinEffects(kinship, new Map(scored.map((subject) => [subject.id, surpriseOf(subject, coefficients)])));
    if (round > 0 && largestMove(before, scored) < SETTLED) break;
  }
  const final = new Map(scored.map((subject) => [subject.id, subject]));
  const ratings = subjects.map((subject): [string, Rating] => {
    const prior = add(priorMean(subject.features, coefficients), kinEffect(subject.id));
    const { precision, right } = equations(final.get(subject.id) ?? subject, difficulties, prior, priorPrecision);
    const covariance = invert(precision);
    const deviation = covariance.map((row, scale) => Math.sqrt(row[scale] ?? 0));
    return [
      subject.id,
      { mean: covariance.map((row) => dot(row, right)), deviation, observations: subject.observations },
    ];
  });
  return { ratings: new Map(ratings), difficulties, coefficients };
}

function priorCovariance(): Matrix {
  return SCALES.map((_, row) => SCALES.map((_, column) => DEVIATION ** 2 * (row === column ? 1 : COMMON)));
}

const priorMean = (features: readonly number[], coefficients: Coefficients): readonly number[] =>
  SCALES.map((scale) => dot(coefficients[scale], features));

/** The normal equations of one model's abilities: prior precision plus one rank-one term an observation. */
function equations(
  subject: Subject,
  difficulties: Difficulties,
  prior: readonly number[],
  priorPrecision: Matrix,
): { readonly precision: Matrix; readonly right: readonly number[] } {
  const precision = priorPrecision.map((row) => [...row]);
  const right = priorPrecision.map((row) => dot(row, prior));
  subject.observations.forEach((observation, index) => {
    const { easiness, slope } = difficultyOf(difficulties, observation);
    const certainty = (subject.weights[index] ?? 1) / observation.error ** 2;
    observation.loading.forEach((load, row) => {
      if (load === 0) return;
      right[row] = (right[row] ?? 0) + certainty * slope * load * (observation.value - easiness);
      const target = precision[row];
      if (target === undefined) return;
      observation.loading.forEach((other, column) => {
        if (other !== 0) target[column] = (target[column] ?? 0) + certainty * slope * slope * load * other;
      });
    });
  });
  return { precision, right };
}

function robustWeights(
  observations: readonly Observation[],
  mean: readonly number[],
  difficulties: Difficulties,
): readonly number[] {
  return observations.map((observation) => {
    const { easiness, slope } = difficultyOf(difficulties, observation);
    const residual = Math.abs(observation.value - easiness - slope * dot(observation.loading, mean));
    const limit = HUBER * observation.error;
    return residual <= limit ? 1 : limit / residual;
  });
}

const weightsOf = (subject: Subject): readonly number[] =>
  SCALES.map((_, scale) => subject.observations.reduce((sum, one) => sum + (one.loading[scale] ?? 0), 0));

/** For the prior: the ability less what kin explain already. */
function toRated(subject: Subject, kin: readonly number[]): Rated {
  return {
    features: subject.features,
    ability: subject.mean.map((value, scale) => value - (kin[scale] ?? 0)),
    weight: weightsOf(subject),
  };
}

/** So much evidence on a scale makes a model's place on it as good as known. */
const FULL_WEIGHT = 4;

function surpriseOf(subject: Subject, coefficients: Coefficients): Surprise {
  const expected = priorMean(subject.features, coefficients);
  return {
    residual: subject.mean.map((value, scale) => value - (expected[scale] ?? 0)),
    certainty: weightsOf(subject).map((weight) => Math.min(1, weight / FULL_WEIGHT)),
  };
}

function largestMove(before: readonly Subject[], after: readonly Subject[]): number {
  let largest = 0;
  after.forEach((subject, index) => {
    subject.mean.forEach((value, scale) => {
      largest = Math.max(largest, Math.abs(value - (before[index]?.mean[scale] ?? 0)));
    });
  });
  return largest;
}

const add = (a: readonly number[], b: readonly number[]): readonly number[] =>
  a.map((value, index) => value + (b[index] ?? 0));
