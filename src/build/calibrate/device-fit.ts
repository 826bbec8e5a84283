import type { Band, CalibrationTables, DeviceCalibration, SpeedClass, Validation } from '../../domain/calibration.ts';
import type { ComputeHost } from '../../domain/memory.ts';
import { generationOf } from '../../estimate/speed/generation.ts';
import { prefillTime } from '../../estimate/speed/prefill.ts';
import { type StepInput, stepTime, totalSeconds } from '../../estimate/speed/step.ts';
import { bytes } from '../../units/quantities.ts';
import type { DevicePrior } from './priors.ts';
import { bandOf, coverageOf, rounded, type Solution, solve, stepOf } from './problem.ts';
import type { Parameter } from './robust-fit.ts';
import { numberIn, type Row } from './rows.ts';
import { errorsOf } from './statistics.ts';

const CLASSES: readonly SpeedClass[] = ['F16', 'Q8_0', 'Q5_Q6_K', 'Q4_K', 'Q4_0', 'MXFP4', 'Q2_Q3_K', 'IQ1_IQ3'];

/** No row of a device fit touches the host. */
export const NO_HOST: ComputeHost = {
  capacityBytes: bytes(0),
  usableBytes: bytes(0),
  bandwidth: null,
  cores: null,
  instructionSets: [],
  class: 'unknown',
};

type Steps = readonly (Omit<StepInput, 'tables' | 'host'> | null)[];

/** Values by parameter name. */
export function reader(parameters: readonly Parameter[], values: readonly number[]): (name: string) => number {
  const byName = new Map(parameters.map((parameter, i) => [parameter.name, values[i] ?? parameter.prior]));
  return (name) => byName.get(name) ?? 1;
}

export function fields(
  prefix: string,
  names: readonly string[],
  read: (name: string) => number,
): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, read(`${prefix}.${name}`)]));
}

/** Generations the rows contain. */
function measuredGenerations(rows: readonly Row[]): string[] {
  const found = rows.map((row) => (row.device ? generationOf(row.device) : null));
  return [...new Set(found.filter((name) => name !== null))].sort();
}

function priorFactors(prior: DevicePrior, which: 0 | 1): Record<string, number> {
  return Object.fromEntries(Object.entries(prior.generation).map(([name, factors]) => [name, factors[which]]));
}

/** Groups by device. */
export function byDevice(rows: readonly Row[]): string[] {
  return rows.map((row) => row.device?.catalogId ?? 'host');
}

export function validationOf(
  solution: Solution,
  groups: readonly string[],
  leftOut: Validation['leftOut'],
  band: Band,
): Validation {
  const errors = errorsOf(solution.leftOut, groups);
  return {
    leftOut,
    rows: errors.rows,
    groups: errors.groups,
    medianError: rounded(errors.groupMedian),
    p90Error: rounded(errors.groupP90),
    coverage: coverageOf(solution.leftOut, band),
  };
}

/** Nothing to say where nothing was measured. */
export function validated(rows: readonly Row[], validation: Validation): { readonly validation?: Validation } {
  return rows.length > 0 ? { validation } : {};
}

export interface FittedPart<T> {
  readonly part: T;
  readonly solution: Solution;
  readonly groups: readonly string[];
}

/** Fits the decode part of a table on rows of one stream. */
export function fitDecode(
  base: DeviceCalibration,
  prior: DevicePrior,
  rows: readonly Row[],
): FittedPart<DeviceCalibration['decode']> {
  const generations = measuredGenerations(rows);
  const exceptions = Object.keys(prior.exceptions ?? {});
  const parameters: Parameter[] = [
    ...CLASSES.map((name) => ({ name: `class.${name}`, prior: prior.efficiency[name], spread: 0.3 })),
    ...generations.map((name) => ({
      name: `generation.${name}`,
      prior: prior.generation[name]?.[0] ?? 1,
      spread: 0.25,
    })),
    ...exceptions.map((name) => ({ name: `exception.${name}`, prior: prior.exceptions?.[name] ?? 1, spread: 0.5 })),
    { name: 'layer', prior: prior.layerMicroseconds, spread: 0.7 },
    { name: 'expertLayer', prior: 20, spread: 0.7 },
    { name: 'token', prior: 300, spread: 0.7 },
    { name: 'cache', prior: 0.85, spread: 0.3 },
    { name: 'attention', prior: 0.15, spread: 0.7 },
  ];
  const decodeOf = (values: readonly number[]): DeviceCalibration['decode'] => {
    const read = reader(parameters, values);
    return {
      efficiency: fields('class', CLASSES, read),
      generation: { ...priorFactors(prior, 0), ...fields('generation', generations, read) },
      measured: generations,
      ...(exceptions.length > 0 ? { exceptions: fields('exception', exceptions, read) } : {}),
      ceiling: 0.95,
      cacheEfficiency: read('cache'),
      attentionEfficiency: read('attention'),
      layerMicroseconds: read('layer'),
      expertLayerMicroseconds: read('expertLayer'),
      tokenMicroseconds: read('token'),
      band: base.decode.band,
    };
  };
  return fitPart(base, rows, parameters, 'decode', decodeOf, decodeResidual, { low: 0.65, high: 1.5 });
}

/** Logarithm of predicted / measured tokens a second of one stream. */
function decodeResidual(
  tables: CalibrationTables,
  step: Omit<StepInput, 'tables' | 'host'> | null,
  row: Row | undefined,
): number {
  if (step === null || row === undefined) return Number.NaN;
  const depth = (numberIn(row.cells, 'depthTokens') ?? 0) + (numberIn(row.cells, 'tokens') ?? 0) / 2;
  const host = tables.host?.kind === 'host' ? tables.host : null;
  const time = stepTime({ ...step, tables, host }, depth, 1);
  return time === null ? Number.NaN : -Math.log(totalSeconds(time) * (numberIn(row.cells, 'tokensPerSecond') ?? 0));
}

/** Fits the prompt-processing part of a table. */
export function fitPrefill(
  base: DeviceCalibration,
  prior: DevicePrior,
  rows: readonly Row[],
): FittedPart<DeviceCalibration['prefill']> {
  const generations = measuredGenerations(rows);
  const classPrior: Partial<Record<SpeedClass, number>> = { F16: 1.08, Q8_0: 0.94, MXFP4: 1.24 };
  const parameters: Parameter[] = [
    { name: 'efficiency', prior: prior.prefill.efficiency, spread: 0.5 },
    ...CLASSES.map((name) => ({ name: `class.${name}`, prior: classPrior[name] ?? 0.88, spread: 0.25 })),
    ...generations.map((name) => ({
      name: `generation.${name}`,
      prior: prior.generation[name]?.[1] ?? 1,
      spread: 0.4,
    })),
    { name: 'expert', prior: 0.7, spread: 0.5 },
    { name: 'read', prior: 0.4, spread: 0.5 },
    { name: 'attention', prior: prior.prefill.attentionEfficiency, spread: 0.7 },
    { name: 'layer', prior: prior.prefill.layerMicroseconds, spread: 0.7 },
  ];
  const prefillOf = (values: readonly number[]): DeviceCalibration['prefill'] => {
    const read = reader(parameters, values);
    return {
      peak: prior.prefill.peak,
      efficiency: read('efficiency'),
      class: fields('class', CLASSES, read),
      generation: { ...priorFactors(prior, 1), ...fields('generation', generations, read) },
      measured: generations,
      expertFactor: read('expert'),
      readEfficiency: read('read'),
      attentionEfficiency: read('attention'),
      layerMicroseconds: read('layer'),
      band: base.prefill.band,
    };
  };
  return fitPart(base, rows, parameters, 'prefill', prefillOf, prefillResidual, { low: 0.5, high: 2 });
}

/** Logarithm of predicted / measured prompt tokens a second; `depthTokens` were in the cache before. */
function prefillResidual(
  tables: CalibrationTables,
  step: Omit<StepInput, 'tables' | 'host'> | null,
  row: Row | undefined,
): number {
  if (step === null || row === undefined) return Number.NaN;
  const host = tables.host?.kind === 'host' ? tables.host : null;
  const prompt = numberIn(row.cells, 'tokens') ?? 512;
  const time = prefillTime({ ...step, tables, host }, prompt, numberIn(row.cells, 'depthTokens') ?? 0);
  return time === null ? Number.NaN : Math.log(prompt / time.seconds / (numberIn(row.cells, 'tokensPerSecond') ?? 0));
}

/** Solves for one part of a table over rows grouped by device, and puts the band and the errors of left-out devices beside the result. */
function fitPart<K extends 'decode' | 'prefill'>(
  base: DeviceCalibration,
  rows: readonly Row[],
  parameters: readonly Parameter[],
  kind: K,
  partOf: (values: readonly number[]) => DeviceCalibration[K],
  residual: typeof decodeResidual,
  least: Parameters<typeof bandOf>[2],
): FittedPart<DeviceCalibration[K]> {
  const steps: Steps = rows.map((row) => stepOf(row, NO_HOST));
  const groups = byDevice(rows);
  const solution = solve({
    parameters,
    rows,
    groups,
    tables: (values) => ({ [base.id]: { ...base, [kind]: partOf(values) } }),
    residual: (tables, i) => residual(tables, steps[i] ?? null, rows[i]),
  });
  const band = bandOf(solution.leftOut, groups, least);
  return {
    part: {
      ...partOf(solution.values.map(rounded)),
      band,
      ...validated(rows, validationOf(solution, groups, 'device', band)),
    },
    solution,
    groups,
  };
}
