import type { UnratedModel } from '../expand-model.ts';
import { SCALES, type Scale } from './benchmarks.ts';
import { solve } from './linear.ts';

/** What is expected of a model before a score is seen: size, sparsity, age, whether it reasons, whether it is tuned, and its specialities. */
const FEATURES = ['constant', 'size', 'sparsity', 'years', 'reasons', 'base', 'code', 'math'] as const;
type Feature = (typeof FEATURES)[number];

/**
 * Where the coefficients are drawn to when scores are silent, in logits: per doubling of active parameters, per doubling of total over
 * active, per year of release. `spread` is how far the data may pull each of them; `loose` the same for one scale against the general one.
 * The middles are those of a fit to this catalog's scores of 2026-11 with wide spreads, rounded.
 */
const COEFFICIENTS: Readonly<
  Record<Feature, { readonly middle: number; readonly spread: number; readonly loose: number }>
> = {
  constant: { middle: 0, spread: 2, loose: 0.1 },
  size: { middle: 0.35, spread: 0.15, loose: 0.08 },
  sparsity: { middle: 0.15, spread: 0.08, loose: 0.05 },
  years: { middle: 0.7, spread: 0.3, loose: 0.15 },
  reasons: { middle: 0.4, spread: 0.3, loose: 0.3 },
  base: { middle: -0.3, spread: 0.2, loose: 0.2 },
  code: { middle: 0, spread: 0.2, loose: 0.4 },
  math: { middle: 0, spread: 0.2, loose: 0.4 },
};

const REFERENCE_SIZE = 8e9;
const REFERENCE_YEAR = 2025;

/** Release as a year with fraction; months and days as far as they are known. */
function yearOf(released: string): number {
  const [year, month, day] = released.split('-').map(Number);
  return (year ?? REFERENCE_YEAR) + ((month ?? 7) - 0.5) / 12 + ((day ?? 15) - 15) / 365;
}

/** Years of models without a date: that of the base they were made from, else the middle of their series, of their family, of all. */
export function releaseYears(models: readonly UnratedModel[]): ReadonlyMap<string, number> {
  const dated = models.flatMap((model) =>
    model.released === undefined ? [] : [{ model, year: yearOf(model.released) }],
  );
  const middleBy = (key: (model: UnratedModel) => string): ReadonlyMap<string, number> => {
    const groups = new Map<string, number[]>();
    for (const { model, year } of dated) groups.set(key(model), [...(groups.get(key(model)) ?? []), year]);
    return new Map([...groups].map(([name, years]) => [name, median(years)]));
  };
  const series = middleBy((model) => `${model.family}/${model.series}`);
  const family = middleBy((model) => model.family);
  const all = dated.length === 0 ? REFERENCE_YEAR : median(dated.map(({ year }) => year));
  const own = new Map(dated.map(({ model, year }) => [model.id, year]));
  return new Map(
    models.map((model) => [
      model.id,
      own.get(model.id) ??
        model.derivedFrom?.map((base) => own.get(base.id)).find((year) => year !== undefined) ??
        series.get(`${model.family}/${model.series}`) ??
        family.get(model.family) ??
        all,
    ]),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? REFERENCE_YEAR;
}

/** Features in the order of `FEATURES`. */
export function featuresOf(model: UnratedModel, year: number): readonly number[] {
  const { total, active } = model.parameters;
  const features: Readonly<Record<Feature, number>> = {
    constant: 1,
    size: Math.log2(active / REFERENCE_SIZE),
    sparsity: Math.log2(total / active),
    years: year - REFERENCE_YEAR,
    reasons: model.capabilities.reasoning === 'none' ? 0 : 1,
    base: model.role === 'base' ? 1 : 0,
    code: model.capabilities.code === 'specialised' ? 1 : 0,
    math: model.capabilities.math === 'specialised' ? 1 : 0,
  };
  return FEATURES.map((feature) => features[feature]);
}

/** Coefficients by scale, each in the order of `FEATURES`. */
export type Coefficients = Readonly<Record<Scale, readonly number[]>>;

export interface Rated {
  readonly features: readonly number[];
  /** Current abilities in the order of `SCALES`. */
  readonly ability: readonly number[];
  /** How much the scores say about each scale: sum of loadings. */
  readonly weight: readonly number[];
}

export const startingCoefficients = (): Coefficients => {
  const middles = FEATURES.map((feature) => COEFFICIENTS[feature].middle);
  return Object.fromEntries(SCALES.map((scale) => [scale, middles])) as unknown as Coefficients;
};

/** Ridge regression of the abilities on the features: the general scale towards the middles, every other scale towards the general one. */
export function fitCoefficients(rated: readonly Rated[], deviation: number): Coefficients {
  const middles = FEATURES.map((feature) => COEFFICIENTS[feature].middle);
  const spreads = FEATURES.map((feature) => COEFFICIENTS[feature].spread);
  const loose = FEATURES.map((feature) => COEFFICIENTS[feature].loose);
  const general = ridge(rated, SCALES.indexOf('general'), middles, spreads, deviation);
  const each = SCALES.map((scale, index) => [
    scale,
    scale === 'general' ? general : ridge(rated, index, general, loose, deviation),
  ]);
  return Object.fromEntries(each) as unknown as Coefficients;
}

function ridge(
  rated: readonly Rated[],
  scale: number,
  towards: readonly number[],
  spreads: readonly number[],
  deviation: number,
): readonly number[] {
  const size = FEATURES.length;
  const matrix = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => (row === column ? 1 / (spreads[row] ?? 1) ** 2 : 0)),
  );
  const right = towards.map((middle, row) => middle / (spreads[row] ?? 1) ** 2);
  for (const { features, ability, weight } of rated) {
    const certainty = Math.min(1, weight[scale] ?? 0) / deviation ** 2;
    if (certainty === 0) continue;
    for (let row = 0; row < size; row++) {
      const feature = features[row] ?? 0;
      right[row] = (right[row] ?? 0) + certainty * feature * (ability[scale] ?? 0);
      const target = matrix[row];
      for (let column = 0; target !== undefined && column < size; column++) {
        target[column] = (target[column] ?? 0) + certainty * feature * (features[column] ?? 0);
      }
    }
  }
  return solve(matrix, right);
}
