import type { EngineSpec } from '../domain/engine.ts';
import type { KvCacheType, RunSettings } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import { AdvisorError, type Problem } from '../domain/problem.ts';
import type { Quantization } from '../domain/quantization.ts';
import { findQuantization } from '../quantization/find.ts';
import { tokens } from '../units/quantities.ts';
import type { AdviceInput } from './context.ts';
import { contextLimit } from './needs.ts';
import { unknownName } from './request.ts';
import { requireModel } from './why.ts';

/** What a caller may fix when planning one model; what is left out is chosen. Field names are the JSON request fields of `plan --batch`. */
export interface PlanOptions {
  readonly model: string;
  readonly engine?: string;
  readonly quantization?: string;
  readonly contextTokens?: number;
  readonly users?: number;
  readonly kvCacheType?: string;
  readonly kvCacheTypeK?: string;
  readonly kvCacheTypeV?: string;
  readonly batchTokens?: number;
  readonly ubatchTokens?: number;
  readonly parallelSequences?: number;
  readonly kvUnified?: boolean;
  readonly logitsReserve?: string;
  readonly kvOffload?: boolean;
  readonly flashAttention?: string;
  readonly slidingWindowFull?: boolean;
  readonly gpuLayers?: number | 'all';
  readonly cpuMoeLayers?: number;
  readonly tensorParallel?: number;
  readonly pipelineParallel?: number;
  readonly gpuMemoryUtilization?: number;
  readonly maxNumSeqs?: number;
  readonly maxBatchedTokens?: number;
  readonly promptTokens?: number;
  readonly outputTokens?: number;
}

export interface ResolvedPlan {
  readonly model: ModelSpec;
  readonly engines: readonly EngineSpec[];
  /** Empty: the engine's ladder. */
  readonly quantizations: readonly Quantization[];
  readonly contextTokens: number;
  readonly users: number;
  /** Only the settings that were asked for. */
  readonly overrides: Partial<RunSettings>;
  readonly promptTokens: number;
  readonly outputTokens: number;
}

const KV_TYPES: readonly KvCacheType[] = [
  'f32',
  'f16',
  'bf16',
  'q8_0',
  'q5_1',
  'q5_0',
  'q4_1',
  'q4_0',
  'iq4_nl',
  'fp8',
];
const DEFAULT_CONTEXT = 8192;
const DEFAULT_PROMPT = 1024;
const DEFAULT_OUTPUT = 512;

/** Checks every field against the catalog and the domain; all problems in one {@link AdvisorError} of kind `usage`. */
export function resolvePlan(options: PlanOptions, { catalog }: AdviceInput): ResolvedPlan {
  const problems: Problem[] = [];
  const model = collect(problems, () => requireModel(options.model, catalog.models));
  const engines =
    options.engine === undefined ? catalog.engines : pickEngine(options.engine, catalog.engines, problems);
  const quantizations =
    options.quantization === undefined ? [] : pickQuantizations(options.quantization, catalog.quantizations, problems);
  for (const check of NUMBERS) checkNumber(options, check, problems);
  const overrides = collectOverrides(options, problems);
  if (problems.length > 0 || model === undefined) throw new AdvisorError('usage', problems);
  const contextTokens = options.contextTokens ?? Math.min(contextLimit(model), DEFAULT_CONTEXT);
  return {
    model,
    engines,
    quantizations,
    contextTokens,
    users: options.users ?? options.parallelSequences ?? 1,
    overrides,
    promptTokens: Math.min(options.promptTokens ?? DEFAULT_PROMPT, contextTokens),
    outputTokens: Math.min(options.outputTokens ?? DEFAULT_OUTPUT, contextTokens),
  };
}

function collect<T>(problems: Problem[], get: () => T): T | undefined {
  try {
    return get();
  } catch (error) {
    if (!(error instanceof AdvisorError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function pickEngine(name: string, engines: readonly EngineSpec[], problems: Problem[]): readonly EngineSpec[] {
  const wanted = name.toLowerCase();
  const found = engines.filter((engine) => engine.id === wanted || engine.name.toLowerCase() === wanted);
  if (found.length === 0)
    problems.push(
      unknownName(
        'engine',
        name,
        engines.map((engine) => engine.id),
      ),
    );
  return found;
}

function pickQuantizations(name: string, rows: readonly Quantization[], problems: Problem[]): readonly Quantization[] {
  const found = findQuantization(rows, name);
  if (found.length === 0)
    problems.push(
      unknownName(
        'quantization',
        name,
        rows.map((row) => row.id),
      ),
    );
  return found;
}

interface NumberCheck {
  readonly field: keyof PlanOptions;
  readonly least: number;
  readonly most: number;
  readonly whole?: 'no';
}

const NUMBERS: readonly NumberCheck[] = [
  { field: 'contextTokens', least: 1, most: 100_000_000 },
  { field: 'users', least: 1, most: 100_000 },
  { field: 'batchTokens', least: 1, most: 1_000_000 },
  { field: 'ubatchTokens', least: 1, most: 1_000_000 },
  { field: 'parallelSequences', least: 1, most: 100_000 },
  { field: 'cpuMoeLayers', least: 0, most: 10_000 },
  { field: 'tensorParallel', least: 1, most: 1024 },
  { field: 'pipelineParallel', least: 1, most: 1024 },
  { field: 'gpuMemoryUtilization', least: 0.01, most: 1, whole: 'no' },
  { field: 'maxNumSeqs', least: 1, most: 100_000 },
  { field: 'maxBatchedTokens', least: 1, most: 10_000_000 },
  { field: 'promptTokens', least: 0, most: 100_000_000 },
  { field: 'outputTokens', least: 1, most: 100_000_000 },
];

function checkNumber(options: PlanOptions, { field, least, most, whole }: NumberCheck, problems: Problem[]): void {
  const value = options[field];
  if (value === undefined) return;
  const ok =
    typeof value === 'number' && value >= least && value <= most && (whole === 'no' || Number.isInteger(value));
  if (!ok)
    problems.push({
      code: 'bad-number',
      message: `${field} must be a ${whole === 'no' ? '' : 'whole '}number from ${least} to ${most}, got ${String(value)}`,
    });
}

/** Fields that go into the settings as they are. */
const PASSED = [
  'batchTokens',
  'ubatchTokens',
  'parallelSequences',
  'kvUnified',
  'kvOffload',
  'slidingWindowFull',
  'gpuMemoryUtilization',
  'maxNumSeqs',
  'maxBatchedTokens',
] as const satisfies readonly (keyof PlanOptions & keyof RunSettings)[];

/** The settings that were asked for, in the engine's own terms. */
function collectOverrides(options: PlanOptions, problems: Problem[]): Partial<RunSettings> {
  const choose = <T extends string>(field: keyof PlanOptions, allowed: readonly T[]): T | undefined => {
    const value = options[field];
    if (value === undefined) return undefined;
    const found = allowed.find((item) => item === String(value).toLowerCase());
    if (found === undefined) problems.push(unknownName(field, String(value), allowed));
    return found;
  };
  const both = choose('kvCacheType', KV_TYPES);
  const kvCacheTypeK = choose('kvCacheTypeK', KV_TYPES) ?? both;
  const kvCacheTypeV = choose('kvCacheTypeV', KV_TYPES) ?? both;
  const flash = choose('flashAttention', ['on', 'off', 'auto'] as const);
  const logitsReserve = choose('logitsReserve', ['slots', 'batch'] as const);
  const context = options.contextTokens;
  return {
    ...Object.fromEntries(PASSED.flatMap((field) => (options[field] === undefined ? [] : [[field, options[field]]]))),
    ...(context !== undefined && Number.isSafeInteger(context) && context > 0
      ? { contextTokens: tokens(context) }
      : {}),
    // The engine's own number of sequences shares the engine's own context; users each get the asked context.
    ...(options.parallelSequences === undefined ? {} : { contextScope: 'total' }),
    ...(kvCacheTypeK === undefined ? {} : { kvCacheTypeK }),
    ...(kvCacheTypeV === undefined ? {} : { kvCacheTypeV }),
    // llama.cpp's `auto` turns it on wherever the backend has it (tools/server/README.md).
    ...(flash === undefined ? {} : { flashAttention: flash === 'off' ? 'off' : 'on' }),
    ...(logitsReserve === undefined ? {} : { logitsReserve }),
  };
}
