/** Value below which the share `p` of the weight lies. NaN without values. */
export function weightedQuantile(values: readonly number[], weights: readonly number[], p: number): number {
  const order = values.map((value, i) => ({ value, weight: weights[i] ?? 0 })).sort((a, b) => a.value - b.value);
  const total = order.reduce((sum, entry) => sum + entry.weight, 0);
  let seen = 0;
  for (const { value, weight } of order) {
    seen += weight;
    if (seen >= p * total) return value;
  }
  return Number.NaN;
}

/** Weights that give each group the same sum. */
export function groupWeights(groups: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return groups.map((group) => 1 / (counts.get(group) ?? 1));
}

export interface Errors {
  readonly rows: number;
  readonly groups: number;
  readonly median: number;
  readonly p90: number;
  /** With the same weight for each group. */
  readonly groupMedian: number;
  readonly groupP90: number;
  /** Median of predicted / measured. */
  readonly bias: number;
}

/** Errors of logarithms of predicted / measured. */
export function errorsOf(residuals: readonly number[], groups: readonly string[]): Errors {
  const sizes = residuals.map((residual) => Math.abs(Math.exp(residual) - 1));
  const equal = residuals.map(() => 1);
  const weights = groupWeights(groups);
  return {
    rows: residuals.length,
    groups: new Set(groups).size,
    median: weightedQuantile(sizes, equal, 0.5),
    p90: weightedQuantile(sizes, equal, 0.9),
    groupMedian: weightedQuantile(sizes, weights, 0.5),
    groupP90: weightedQuantile(sizes, weights, 0.9),
    bias: Math.exp(weightedQuantile(residuals, equal, 0.5)),
  };
}

/** `12.3 / 45.6` in per cent. */
export function formatErrors(errors: Errors): string {
  const percent = (value: number): string => (value * 100).toFixed(1);
  return (
    `${errors.rows} rows, ${errors.groups} groups: median ${percent(errors.median)} %, P90 ${percent(errors.p90)} % ` +
    `(groups equal ${percent(errors.groupMedian)} / ${percent(errors.groupP90)}), bias ${errors.bias.toFixed(2)}`
  );
}
