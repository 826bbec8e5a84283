import type { CalibrationTables, DeviceCalibration } from '../../domain/calibration.ts';
import { generationOf } from '../../estimate/speed/generation.ts';
import { type LoadTime, loadTime } from '../../estimate/speed/load.ts';
import { prefillTime } from '../../estimate/speed/prefill.ts';
import { type StepInput, stepTime, totalSeconds } from '../../estimate/speed/step.ts';
import { fields, NO_HOST, reader, validated, validationOf } from './device-fit.ts';
import type { ServingPrior } from './priors.ts';
import { bandOf, type Problem, rounded, type Solution, solve, stepOf } from './problem.ts';
import type { Parameter } from './robust-fit.ts';
import { numberIn, type Row } from './rows.ts';

type Steps = readonly (Omit<StepInput, 'tables' | 'host'> | null)[];

interface Predicted {
  readonly load: LoadTime;
  readonly step: number;
  readonly prefill: number;
}

function predict(tables: CalibrationTables, step: Steps[number] | undefined, row: Row): Predicted | null {
  if (!step) return null;
  const input: StepInput = { ...step, tables, host: null };
  const prompt = numberIn(row.cells, 'promptTokens') ?? 0;
  const cached = numberIn(row.cells, 'cachedTokens') ?? 0;
  const prefill = prefillTime(input, Math.max(1, prompt - cached), cached);
  const table = Object.values(tables).find((entry) => entry.kind === 'device');
  if (prefill === null || !table) return null;
  const users = numberIn(row.cells, 'users') ?? 1;
  const outputTokens = numberIn(row.cells, 'outputTokens') ?? 1;
  const batching = table.batch;
  const load = loadTime({
    step: input,
    batching,
    users,
    promptTokens: prompt,
    outputTokens,
    kvCapacityTokens: null,
    prefillSeconds: prefill.seconds,
  });
  const one = stepTime(input, prompt + outputTokens / 2, users);
  return load && one && { load, step: totalSeconds(one), prefill: prefill.seconds };
}

/** All prompts at once, then all answers in step: what static benchmarks measure. */
function staticThroughput(predicted: Predicted, users: number, output: number): number {
  return (users * output) / (users * predicted.prefill + output * predicted.step);
}

/** Logarithm of predicted / measured speed between tokens; for static batches, of the throughput. */
function tokenResidual(tables: CalibrationTables, step: Steps[number] | undefined, row: Row): number {
  const predicted = predict(tables, step, row);
  const measured = numberIn(row.cells, 'tokenMilliseconds');
  if (predicted === null) return Number.NaN;
  if (measured !== null) return Math.log(measured / 1000 / predicted.load.tokenSeconds);
  return throughputResidual(tables, step, row);
}

function throughputResidual(tables: CalibrationTables, step: Steps[number] | undefined, row: Row): number {
  const predicted = predict(tables, step, row);
  if (predicted === null) return Number.NaN;
  const users = numberIn(row.cells, 'users') ?? 1;
  const output = numberIn(row.cells, 'outputTokens') ?? 1;
  const first = numberIn(row.cells, 'firstTokenMilliseconds');
  const token = numberIn(row.cells, 'tokenMilliseconds');
  const derived = first !== null && token !== null ? (users * output) / ((first + (output - 1) * token) / 1000) : null;
  const measured = numberIn(row.cells, 'throughputTokensPerSecond') ?? derived;
  if (measured === null) return Number.NaN;
  const typical =
    row.cells.workload === 'static' ? staticThroughput(predicted, users, output) : predicted.load.throughput;
  return Math.log(typical / measured);
}

/** Logarithm of predicted / measured time to first token. */
function firstTokenResidual(tables: CalibrationTables, step: Steps[number] | undefined, row: Row): number {
  const predicted = predict(tables, step, row);
  const measured = numberIn(row.cells, 'firstTokenMilliseconds');
  if (predicted === null || measured === null) return Number.NaN;
  return Math.log((predicted.load.firstTokenSeconds * 1000) / measured);
}

/** Whether tokens came faster than the device can read the weights: speculative decoding, or another unit. */
function aboveRoofline(tables: CalibrationTables, step: Steps[number], row: Row): boolean {
  const measured = numberIn(row.cells, 'tokenMilliseconds');
  if (measured === null || !step) return false;
  const depth = numberIn(row.cells, 'promptTokens') ?? 0;
  const time = stepTime({ ...step, tables, host: null }, depth, numberIn(row.cells, 'users') ?? 1);
  return time !== null && time.floor * 1000 > measured;
}

export interface ServingFit {
  readonly table: DeviceCalibration;
  readonly token: Solution;
  readonly tokenRows: readonly Row[];
  readonly throughput: readonly number[];
  readonly firstToken: Solution;
  readonly firstTokenRows: readonly Row[];
}

const CLASSES = ['F16', 'Q8_0', 'Q4_K', 'Q4_0', 'MXFP4'] as const;

type Metric = 'token' | 'first';

/** A measurement gives up to two figures to fit. */
interface Figure {
  readonly row: Row;
  readonly metric: Metric;
}

function figuresOf(rows: readonly Row[]): Figure[] {
  return rows.flatMap((row): Figure[] => {
    const token = numberIn(row.cells, 'tokenMilliseconds') !== null || row.cells.workload === 'static';
    const first = numberIn(row.cells, 'firstTokenMilliseconds') !== null;
    return [
      ...(token ? [{ row, metric: 'token' } as const] : []),
      ...(first ? [{ row, metric: 'first' } as const] : []),
    ];
  });
}

function parametersOf(prior: ServingPrior, generations: readonly string[]): Parameter[] {
  return [
    ...CLASSES.map((name) => ({
      name: `class.${name}`,
      prior: prior.efficiency * (name === 'Q4_K' ? 0.7 : 1),
      spread: 0.3,
    })),
    ...generations.map((name) => ({ name: `generation.${name}`, prior: 1, spread: 0.3 })),
    { name: 'layer', prior: prior.layerMicroseconds, spread: 0.5 },
    { name: 'expertLayer', prior: 30, spread: 0.7 },
    { name: 'token', prior: prior.tokenMicroseconds, spread: 0.7 },
    { name: 'cache', prior: 0.9, spread: 0.3 },
    { name: 'attention', prior: 0.2, spread: 0.7 },
    { name: 'sequence', prior: 35, spread: 0.7 },
    { name: 'sync.nvlink', prior: 33, spread: 0.7 },
    { name: 'sync.pcie', prior: 80, spread: 0.7 },
    { name: 'sequenceSync', prior: 0.5, spread: 1 },
    { name: 'prefill', prior: prior.prefillEfficiency, spread: 0.5 },
    ...CLASSES.map((name) => ({ name: `prefillClass.${name}`, prior: 1, spread: 0.25 })),
    ...generations.map((name) => ({ name: `prefillGeneration.${name}`, prior: 1, spread: 0.3 })),
    { name: 'prefillExpert', prior: 0.8, spread: 0.4 },
    { name: 'prefillLayer', prior: 100, spread: 0.5 },
    { name: 'first.base', prior: prior.firstToken.baseMilliseconds, spread: 1 },
    { name: 'first.factor', prior: 1.2, spread: 0.3 },
    { name: 'first.crowd', prior: 0.2, spread: 1.5 },
    { name: 'first.exponent', prior: 1, spread: 0.3 },
  ];
}

function tableFrom(
  base: DeviceCalibration,
  generations: readonly string[],
  read: (name: string) => number,
): DeviceCalibration {
  const nvlink = read('sync.nvlink');
  return {
    ...base,
    decode: {
      ...base.decode,
      efficiency: fields('class', CLASSES, read),
      generation: fields('generation', generations, read),
      measured: generations,
      cacheEfficiency: read('cache'),
      attentionEfficiency: read('attention'),
      layerMicroseconds: read('layer'),
      expertLayerMicroseconds: read('expertLayer'),
      tokenMicroseconds: read('token'),
    },
    prefill: {
      ...base.prefill,
      peak: 'native',
      efficiency: read('prefill'),
      class: fields('prefillClass', CLASSES, read),
      generation: fields('prefillGeneration', generations, read),
      measured: generations,
      expertFactor: read('prefillExpert'),
      layerMicroseconds: read('prefillLayer'),
    },
    batch: {
      ...base.batch,
      sequenceMicroseconds: read('sequence'),
      sequenceSyncMicroseconds: { nvlink: 0, pcie: read('sequenceSync') },
      syncMicroseconds: { nvlink, 'infinity-fabric': nvlink, pcie: read('sync.pcie') },
      pcieShare: {},
      firstToken: {
        ...base.batch.firstToken,
        baseMilliseconds: read('first.base'),
        prefillFactor: read('first.factor'),
        crowdFactor: read('first.crowd'),
        crowdExponent: read('first.exponent'),
      },
    },
  };
}

/** Part of a solution: the figures of one metric. */
function partOf(solution: Solution, figures: readonly Figure[], metric: Metric): { solution: Solution; rows: Row[] } {
  const kept = figures.map((figure, i) => ({ figure, i })).filter(({ figure }) => figure.metric === metric);
  const pick = (residuals: readonly number[]): number[] => kept.map(({ i }) => residuals[i] ?? Number.NaN);
  return {
    rows: kept.map(({ figure }) => figure.row),
    solution: { ...solution, leftOut: pick(solution.leftOut), inSample: pick(solution.inSample) },
  };
}

/** Fits steps, batches and the time to first token of one engine, leaving models out. */
export function fitServing(base: DeviceCalibration, prior: ServingPrior, all: readonly Row[]): ServingFit {
  const rows = all.filter((row) => !aboveRoofline({ [base.id]: base }, stepOf(row, NO_HOST), row));
  const generations = [...new Set(rows.flatMap((row) => (row.device ? (generationOf(row.device) ?? []) : [])))].sort();
  const parameters = parametersOf(prior, generations);
  const figures = figuresOf(rows);
  const steps: Steps = figures.map(({ row }) => stepOf(row, NO_HOST));
  const problem: Problem = {
    parameters,
    rows: figures.map(({ row }) => row),
    groups: figures.map(({ row, metric }) => `${metric} of ${row.model.id} on ${row.device?.catalogId}`),
    tables: (values) => ({ [base.id]: tableFrom(base, generations, reader(parameters, values)) }),
    residual: (tables, i) => {
      const figure = figures[i];
      if (!figure) return Number.NaN;
      // Times to first token scatter three times as far: sources do not say mean or median, and closed loops start with a burst.
      return figure.metric === 'token'
        ? tokenResidual(tables, steps[i], figure.row)
        : firstTokenResidual(tables, steps[i], figure.row) / FIRST_TOKEN_SCATTER;
    },
  };
  const models = figures.map(({ row }) => row.model.id);
  const solution = solve(problem, models);
  const token = partOf(solution, figures, 'token');
  const scaled = partOf(solution, figures, 'first');
  const unscale = (residuals: readonly number[]): number[] =>
    residuals.map((residual) => residual * FIRST_TOKEN_SCATTER);
  const first: Solution = {
    ...solution,
    leftOut: unscale(scaled.solution.leftOut),
    inSample: unscale(scaled.solution.inSample),
  };
  const fitted = tableFrom(base, generations, reader(parameters, solution.values.map(rounded)));
  const tokenModels = token.rows.map((row) => row.model.id);
  const firstModels = scaled.rows.map((row) => row.model.id);
  const band = bandOf(token.solution.leftOut, tokenModels, { low: 0.6, high: 1.6 });
  const firstBand = bandOf(first.leftOut, firstModels, { low: 0.4, high: 2.5 });
  const table: DeviceCalibration = {
    ...fitted,
    decode: { ...fitted.decode, band },
    batch: {
      ...fitted.batch,
      band,
      ...validated(token.rows, validationOf(token.solution, tokenModels, 'model', band)),
      firstToken:
        firstModels.length === 0
          ? fitted.batch.firstToken
          : {
              ...fitted.batch.firstToken,
              // Residuals are of a time: measured / predicted is the band of a time.
              band: firstBand,
              validation: validationOf(first, firstModels, 'model', firstBand),
            },
    },
    sources: prior.sources,
  };
  const throughput = token.rows.map((row) => throughputResidual({ [base.id]: fitted }, stepOf(row, NO_HOST), row));
  return {
    table,
    token: token.solution,
    tokenRows: token.rows,
    throughput,
    firstToken: first,
    firstTokenRows: scaled.rows,
  };
}

const FIRST_TOKEN_SCATTER = 3;
