import type { Band, CalibrationTables } from '../../domain/calibration.ts';
import type { Placement, RunSettings } from '../../domain/memory.ts';
import { segmentsOf } from '../../estimate/speed/segments.ts';
import type { StepInput } from '../../estimate/speed/step.ts';
import { tokens } from '../../units/quantities.ts';
import { type Parameter, robustFit } from './robust-fit.ts';
import { cacheTypeIn, numberIn, type Row } from './rows.ts';
import { groupWeights, weightedQuantile } from './statistics.ts';

/** Free coefficients of a table, the rows they are fitted on, and how a prediction is made from both. */
export interface Problem {
  readonly parameters: readonly Parameter[];
  readonly rows: readonly Row[];
  /** Rows of a group count as much as those of any other group. */
  readonly groups: readonly string[];
  /** Coefficients as tables, by the order of `parameters`. */
  readonly tables: (values: readonly number[]) => CalibrationTables;
  /** Logarithm of predicted / measured; NaN: nothing can be predicted. */
  readonly residual: (tables: CalibrationTables, row: number) => number;
}

export interface Solution {
  readonly values: readonly number[];
  readonly tables: CalibrationTables;
  /** Residuals of each row under coefficients fitted without its group. */
  readonly leftOut: readonly number[];
  readonly inSample: readonly number[];
}

/** Beyond 15 % a row counts linearly: speculative decoding, other batch sizes and hot devices are among them. */
const HUBER = 0.15;
const ITERATIONS = 30;
/** Without one group the answer lies near the answer with it. */
const ITERATIONS_WITHOUT = 8;

function fitOn(problem: Problem, chosen: readonly number[], start?: readonly number[]): number[] {
  const weights = groupWeights(chosen.map((row) => problem.groups[row] ?? '')).map(Math.sqrt);
  const memo = new WeakMap<readonly number[], CalibrationTables>();
  const tablesOf = (values: readonly number[]): CalibrationTables => {
    const known = memo.get(values);
    if (known) return known;
    const made = problem.tables(values);
    memo.set(values, made);
    return made;
  };
  return robustFit({
    parameters: problem.parameters,
    rows: chosen.length,
    residual: (values, i) => problem.residual(tablesOf(values), chosen[i] ?? 0),
    weights,
    huber: HUBER,
    iterations: start ? ITERATIONS_WITHOUT : ITERATIONS,
    ...(start ? { start } : {}),
  });
}

/** Fits on everything, then once for each group on everything else. `folds` keys the groups to leave out, where it differs. */
export function solve(problem: Problem, folds: readonly string[] = problem.groups): Solution {
  const all = problem.rows.map((_, row) => row);
  const values = fitOn(problem, all);
  const tables = problem.tables(values);
  const leftOut = all.map(() => Number.NaN);
  for (const fold of new Set(folds)) {
    const others = all.filter((row) => folds[row] !== fold);
    const without = problem.tables(
      others.length > 0 ? fitOn(problem, others, values) : problem.parameters.map((p) => p.prior),
    );
    for (const row of all) if (folds[row] === fold) leftOut[row] = problem.residual(without, row);
  }
  return { values, tables, leftOut, inSample: all.map((row) => problem.residual(tables, row)) };
}

const round2 = (value: number): number => Math.round(value * 100) / 100;

/** Fewer groups than this say little about the next one. */
const ENOUGH_GROUPS = 5;

/**
 * Factors measured / predicted that hold 80 %: between the quantiles of the rows and those with groups weighing the same; and
 * `least` at the least where only few groups were measured.
 */
export function bandOf(residuals: readonly number[], groups: readonly string[], least: Band): Band {
  const ratios = residuals.map((residual) => Math.exp(-residual));
  const equal = residuals.map(() => 1);
  const weights = groupWeights(groups);
  const at = (p: number): number =>
    Math.sqrt(weightedQuantile(ratios, equal, p) * weightedQuantile(ratios, weights, p)) || 1;
  const few = new Set(groups).size < ENOUGH_GROUPS;
  const low = Math.min(few ? least.low : 0.97, at(0.1));
  const high = Math.max(few ? least.high : 1.03, at(0.9));
  return { low: round2(low), high: round2(high) };
}

/** Share of rows whose measured / predicted lies in the band. */
export function coverageOf(residuals: readonly number[], band: Band): number {
  const inside = residuals.filter((residual) => {
    const ratio = Math.exp(-residual);
    return ratio >= band.low && ratio <= band.high;
  });
  return residuals.length === 0 ? 0 : round2(inside.length / residuals.length);
}

/** A quantity the calibration keeps to four digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function settingsOf(row: Row): RunSettings {
  const cacheType = cacheTypeIn(row.cells);
  const serving = row.engine !== 'llama.cpp' && row.engine !== 'ollama';
  return {
    contextTokens: tokens(131072),
    contextScope: 'per-sequence',
    parallelSequences: 4096,
    kvCacheTypeK: cacheType,
    kvCacheTypeV: cacheType,
    batchTokens: 2048,
    ubatchTokens: numberIn(row.cells, 'ubatchTokens') ?? (serving ? 8192 : 512),
    kvUnified: true,
    logitsReserve: 'slots',
    kvOffload: true,
    flashAttention: 'on',
    slidingWindowFull: false,
    gpuMemoryUtilization: 0.92,
    maxNumSeqs: 4096,
    maxBatchedTokens: 8192,
    vision: false,
  };
}

function placementOf(row: Row): Placement {
  const { layers } = row.features;
  const gpuLayers = Math.min(layers + 1, numberIn(row.cells, 'gpuLayers') ?? layers + 1);
  const tensorParallel = numberIn(row.cells, 'tensorParallel') ?? 1;
  const cpuMoeLayers = Math.min(layers, numberIn(row.cells, 'cpuMoeLayers') ?? 0);
  const onDevice = row.device === null ? 0 : Math.min(layers, gpuLayers);
  const count = row.device === null ? 0 : tensorParallel > 1 ? 1 : row.devices;
  return {
    kind: count === 0 ? 'cpu' : tensorParallel > 1 ? 'tensor-parallel' : count > 1 ? 'layer-split' : 'single',
    devices: Array.from({ length: count }, () => 'gpu0'),
    layersByDevice: Array.from(
      { length: count },
      (_, i) => Math.floor(((i + 1) * onDevice) / count) - Math.floor((i * onDevice) / count),
    ),
    gpuLayers: row.device === null ? 0 : gpuLayers,
    cpuMoeLayers,
    tensorParallel,
    pipelineParallel: numberIn(row.cells, 'pipelineParallel') ?? 1,
  };
}

/** Everything a step needs but the tables. A layer split over equal devices names the one device several times. */
export function stepOf(row: Row, host: StepInput['machine']['host']): Omit<StepInput, 'tables' | 'host'> | null {
  const machine = { devices: row.device ? [row.device] : [], host };
  const placement = placementOf(row);
  const segments = segmentsOf(machine, placement, row.features.layers);
  if (segments === null) return null;
  return {
    model: row.features,
    quantization: row.quantization,
    engine: row.engine,
    machine,
    placement,
    settings: settingsOf(row),
    segments,
  };
}
