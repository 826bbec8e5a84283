/** One free coefficient, fitted as its logarithm around a prior. */
export interface Parameter {
  readonly name: string;
  /** Value the data must argue against. */
  readonly prior: number;
  /** Standard deviation of log(value / prior) the prior allows. */
  readonly spread: number;
}

/** Logarithm of predicted / measured for row `row` under these values. */
type Residual = (values: readonly number[], row: number) => number;

export interface FitOptions {
  readonly parameters: readonly Parameter[];
  readonly rows: number;
  readonly residual: Residual;
  /** Weight of each row. */
  readonly weights: readonly number[];
  /** Residuals beyond this many (in log units) count linearly, not squared. */
  readonly huber: number;
  readonly iterations: number;
  /** Values to start from; the priors otherwise. */
  readonly start?: readonly number[];
}

const STEP = 1e-4;

/** Solves the symmetric positive definite system `a x = b` in place by Cholesky decomposition. */
function solve(a: Float64Array[], b: Float64Array): Float64Array {
  const n = b.length;
  const at = (i: number, j: number): number => a[i]?.[j] ?? 0;
  for (let j = 0; j < n; j += 1) {
    for (let i = j; i < n; i += 1) {
      let sum = at(i, j);
      for (let k = 0; k < j; k += 1) sum -= at(i, k) * at(j, k);
      const row = a[i];
      if (row) row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(j, j);
    }
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i += 1) {
    let sum = x[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= at(i, k) * (x[k] ?? 0);
    x[i] = sum / at(i, i);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? 0;
    for (let k = i + 1; k < n; k += 1) sum -= at(k, i) * (x[k] ?? 0);
    x[i] = sum / at(i, i);
  }
  return x;
}

function loss(options: FitOptions, logs: Float64Array): number {
  const values = valuesOf(options, logs);
  let total = 0;
  for (let row = 0; row < options.rows; row += 1) {
    const r = Math.abs(options.residual(values, row));
    const part = r <= options.huber ? (r * r) / 2 : options.huber * (r - options.huber / 2);
    total += (options.weights[row] ?? 0) * part;
  }
  options.parameters.forEach((parameter, i) => {
    total += (options.huber / 2) * ((logs[i] ?? 0) / parameter.spread) ** 2 * PRIOR_WEIGHT;
  });
  return total;
}

/** A prior one spread away costs as much as one row of weight 1 that is off by this share of the huber bound. */
const PRIOR_WEIGHT = 0.25;

function valuesOf(options: FitOptions, logs: Float64Array): number[] {
  return options.parameters.map((parameter, i) => parameter.prior * Math.exp(logs[i] ?? 0));
}

/** Levenberg-Marquardt on Huber's loss with Gaussian priors on the logarithms. Deterministic. Returns the fitted values. */
export function robustFit(options: FitOptions): number[] {
  const n = options.parameters.length;
  let logs = Float64Array.from(options.parameters, (parameter, i) =>
    Math.log((options.start?.[i] ?? parameter.prior) / parameter.prior),
  );
  let best = loss(options, logs);
  let damping = 1e-2;
  for (let iteration = 0; iteration < options.iterations; iteration += 1) {
    const { normal, gradient } = normalEquations(options, logs);
    for (let i = 0; i < n; i += 1) {
      const row = normal[i];
      if (row) row[i] = (row[i] ?? 0) * (1 + damping) + 1e-9;
    }
    const step = solve(normal, gradient);
    const next = logs.map((value, i) => value - Math.max(-1, Math.min(1, step[i] ?? 0)));
    const value = loss(options, next);
    if (value < best) {
      const gain = best - value;
      logs = next;
      best = value;
      damping = Math.max(1e-6, damping / 3);
      if (gain < 1e-7 * best) break;
    } else {
      damping *= 5;
      if (damping > 1e6) break;
    }
  }
  return valuesOf(options, logs);
}

function normalEquations(options: FitOptions, logs: Float64Array): { normal: Float64Array[]; gradient: Float64Array } {
  const n = options.parameters.length;
  const values = valuesOf(options, logs);
  const shifted = options.parameters.map((_, i) => {
    const copy = [...values];
    copy[i] = (copy[i] ?? 0) * Math.exp(STEP);
    return copy;
  });
  const normal = Array.from({ length: n }, () => new Float64Array(n));
  const gradient = new Float64Array(n);
  const slope = new Float64Array(n);
  for (let row = 0; row < options.rows; row += 1) {
    const base = options.residual(values, row);
    const size = Math.abs(base);
    const weight = (options.weights[row] ?? 0) * (size <= options.huber ? 1 : options.huber / size);
    for (let i = 0; i < n; i += 1) slope[i] = (options.residual(shifted[i] ?? values, row) - base) / STEP;
    for (let i = 0; i < n; i += 1) {
      const si = slope[i] ?? 0;
      if (si === 0) continue;
      gradient[i] = (gradient[i] ?? 0) + weight * si * base;
      const line = normal[i];
      if (line) for (let j = 0; j <= i; j += 1) line[j] = (line[j] ?? 0) + weight * si * (slope[j] ?? 0);
    }
  }
  options.parameters.forEach((parameter, i) => {
    const weight = (options.huber * PRIOR_WEIGHT) / parameter.spread ** 2;
    gradient[i] = (gradient[i] ?? 0) + weight * (logs[i] ?? 0);
    const line = normal[i];
    if (line) line[i] = (line[i] ?? 0) + weight;
  });
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      const line = normal[i];
      if (line) line[j] = normal[j]?.[i] ?? 0;
    }
  }
  return { normal, gradient };
}
