import type { EngineSpec } from '../domain/engine.ts';
import type { Fit, MemoryLedger, Placement, RunSettings } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { Quantization } from '../domain/quantization.ts';
import { type Reason, reason } from '../domain/reason.ts';
import type { PlanResult } from '../domain/result.ts';
import type { SpeedEstimate } from '../domain/speed.ts';
import type { Artifact } from '../engine/contract.ts';
import { engineModule } from '../engine/registry.ts';
import { maxContext, maxUsers } from '../estimate/limits.ts';
import { findPlacement } from '../estimate/placement.ts';
import { qualityKept } from '../estimate/quality.ts';
import { estimateSpeed } from '../estimate/speed.ts';
import { judgeLicense } from '../license/judge.ts';
import { tokens } from '../units/quantities.ts';
import { summarise } from './assemble.ts';
import { type AdviceContext, type AdviceInput, envelope, makeContext } from './context.ts';
import { type Lane, makeLane, refusalOf } from './options.ts';
import { placementReasons } from './placement-reasons.ts';
import { type PlanOptions, type ResolvedPlan, resolvePlan } from './plan-request.ts';
import { baseQuality, quantizedQuality } from './quality.ts';
import { compareText } from './rank.ts';
import { resolveRequest } from './request.ts';
import { makeScorer } from './scoring.ts';

/**
 * The exact ledger of one model on this hardware, with the best legal placement and what is left open chosen.
 * Throws {@link AdvisorError} (`usage`) with every bad field. Not fitting is an answer: `plan.fit.kind` says so and the ledger shows by how much.
 */
export function plan(options: PlanOptions, input: AdviceInput): PlanResult {
  const resolved = resolvePlan(options, input);
  const { contextTokens, users } = resolved;
  const context = makeContext(input, resolveRequest({ license: 'any', contextTokens, users }, input.catalog));
  const trials = makeTrials(options, resolved, context);
  const trial = trials.reduce((best, next) => (compareTrials(next, best) < 0 ? next : best));
  return describe(trial, options, resolved, context);
}

interface Trial {
  readonly engine: EngineSpec;
  readonly quantization: Quantization;
  readonly lane: Lane;
  readonly settings: RunSettings;
  readonly placement: Placement;
  readonly ledger: MemoryLedger;
  readonly fit: Fit;
  readonly speed: SpeedEstimate;
  /** Reasons that forbid it whatever the memory. */
  readonly blocks: readonly Reason[];
  readonly quality: ReturnType<typeof quantizedQuality>;
  readonly artifact: Artifact | null;
  /** As recommend scores it; 0 for what does not run. */
  readonly score: number;
}

function makeTrials(options: PlanOptions, resolved: ResolvedPlan, context: AdviceContext): readonly Trial[] {
  const trials: Trial[] = [];
  for (const engine of resolved.engines) {
    // Maintenance engines are planned only when they are asked for.
    if (options.engine === undefined && engine.status === 'maintenance') continue;
    for (const quantization of quantizationsFor(engine, resolved, context))
      trials.push(makeTrial(engine, quantization, options, resolved, context));
  }
  return trials;
}

/** What to plan for one engine: what was asked, in the engine's formats where there is a choice; else its ladder. */
function quantizationsFor(
  engine: EngineSpec,
  { quantizations }: ResolvedPlan,
  context: AdviceContext,
): readonly Quantization[] {
  const loads = (row: Quantization) =>
    engine.gates.some((gate) => gate.outcome !== 'refused' && gate.kernels.includes(row.kernel));
  if (quantizations.length > 0) {
    const own = quantizations.filter(loads);
    return own.length > 0 ? own : quantizations.slice(0, 1);
  }
  return engine.ladder.flatMap((id) => context.quantizations.get(id) ?? []);
}

function makeTrial(
  engine: EngineSpec,
  quantization: Quantization,
  options: PlanOptions,
  resolved: ResolvedPlan,
  context: AdviceContext,
): Trial {
  const { model, overrides, users } = resolved;
  const { catalog } = context;
  const lane = makeLane(engine, quantization.kernel, context.machine);
  const blocks = blockReasons(engine, quantization, lane, resolved, context);
  // A refused combination still gets its ledger: how much it would need is part of the answer.
  const machine = lane.gate.outcome === 'refused' ? context.machine : lane.machine;
  const contextTokens = tokens(resolved.contextTokens);
  const defaults = engineModule(engine.id).defaults({ engine, machine, contextTokens, users, vision: false });
  const settings: RunSettings = { ...defaults, ...overrides };
  const input = { model, quantization, engine, machine, settings, tensorTypes: catalog.tensorTypes };
  const found = findPlacement(input, constraintsOf(options));
  const speed = estimateSpeed({
    ...input,
    ...found,
    calibration: catalog.calibration,
    promptTokens: tokens(resolved.promptTokens),
    outputTokens: tokens(resolved.outputTokens),
    users,
  });
  const quality = quantizedQuality(baseQuality(model, context.profile, []), qualityKept(quantization, model));
  const fit: Fit = blocks.length > 0 ? { kind: 'unsupported', code: blocks[0]?.code ?? '' } : found.fit;
  const artifact = engineModule(engine.id).artifact(model, quantization);
  const trial = { engine, quantization, lane, settings, ...found, fit, speed, blocks, quality, artifact };
  return { ...trial, score: scoreOf(trial, model, context) };
}

function scoreOf(trial: Omit<Trial, 'score'>, model: ModelSpec, context: AdviceContext): number {
  const { fit, lane, artifact } = trial;
  if (fit.kind !== 'fits' && fit.kind !== 'fits-offloaded') return 0;
  return makeScorer(context).score({
    ...trial,
    model,
    fit,
    license: judgeLicense(model, context, context.policy),
    language: null,
    artifact: artifact ?? { kind: 'hub', ref: model.id, publishedBy: 'convert' },
    kernel: lane.gate.outcome === 'fallback' ? 'fallback' : 'native',
    kernelNote: null,
  });
}

function constraintsOf({ gpuLayers, cpuMoeLayers, tensorParallel, pipelineParallel }: PlanOptions) {
  return {
    ...(gpuLayers === undefined ? {} : { gpuLayers }),
    ...(cpuMoeLayers === undefined ? {} : { cpuMoeLayers }),
    ...(tensorParallel === undefined ? {} : { tensorParallel }),
    ...(pipelineParallel === undefined ? {} : { pipelineParallel }),
  };
}

function blockReasons(
  engine: EngineSpec,
  quantization: Quantization,
  lane: Lane,
  { model }: ResolvedPlan,
  { machine }: AdviceContext,
): readonly Reason[] {
  const unsupported = reason('engine-unsupported-architecture', 'blocks', {
    engine: engine.name,
    architecture: model.architecture.className,
  });
  const refusal = refusalOf(engine, quantization, lane, machine);
  return [...(model.engines[engine.id] === undefined ? [unsupported] : []), ...(refusal === null ? [] : [refusal])];
}

const FIT_ORDER: Readonly<Record<Fit['kind'], number>> = { fits: 0, 'fits-offloaded': 1, 'too-big': 2, unsupported: 3 };
/** Something published to load counts for more than the nicest format nobody has uploaded. */
const UNPUBLISHED = 0.5;

/** What runs beats what does not; then the score that recommend would give; then the smaller lack of memory; then ids. */
function compareTrials(a: Trial, b: Trial): number {
  const order = orderOf(a) - orderOf(b);
  if (order !== 0) return order;
  if (a.fit.kind === 'too-big' && b.fit.kind === 'too-big' && a.fit.shortByBytes !== b.fit.shortByBytes) {
    return a.fit.shortByBytes - b.fit.shortByBytes;
  }
  return (
    b.score - a.score || compareText(a.engine.id, b.engine.id) || compareText(a.quantization.id, b.quantization.id)
  );
}

function orderOf({ fit, artifact }: Trial): number {
  return FIT_ORDER[fit.kind] + (artifact === null ? UNPUBLISHED : 0);
}

function describe(trial: Trial, options: PlanOptions, resolved: ResolvedPlan, context: AdviceContext): PlanResult {
  const { engine, quantization, lane, settings, placement, ledger, fit, speed, blocks, quality, artifact } = trial;
  const { model } = resolved;
  const machine = lane.gate.outcome === 'refused' ? context.machine : lane.machine;
  const input = { model, quantization, engine, machine, settings, tensorTypes: context.catalog.tensorTypes };
  const runs = fit.kind === 'fits' || fit.kind === 'fits-offloaded';
  const launch =
    artifact === null || !runs
      ? null
      : engineModule(engine.id).launch({
          engine,
          model,
          quantization,
          machine: context.machine,
          placement,
          settings,
          artifact,
        });
  const missing =
    artifact === null
      ? [reason('engine-no-artifact', 'note', { engine: engine.name, quantization: quantization.id })]
      : [];
  return {
    ...envelope(context),
    command: 'plan',
    request: {
      model: model.id,
      engine: options.engine === undefined ? null : engine.id,
      quantization: options.quantization ?? null,
      settings: resolved.overrides,
      users: resolved.users,
      gpuLayers: options.gpuLayers ?? null,
      cpuMoeLayers: options.cpuMoeLayers ?? null,
      tensorParallel: options.tensorParallel ?? null,
      pipelineParallel: options.pipelineParallel ?? null,
      promptTokens: tokens(resolved.promptTokens),
      outputTokens: tokens(resolved.outputTokens),
    },
    hardware: context.hardware,
    plan: {
      model: summarise(model),
      quantization: { id: quantization.id, format: quantization.format },
      engine: { id: engine.id, version: engine.version },
      settings,
      fit,
      placement,
      memory: ledger,
      speed,
      license: judgeLicense(model, context, context.policy),
      quality,
      limits: { maxContextTokens: maxContext({ ...input, placement }), maxUsers: maxUsers({ ...input, placement }) },
      launch,
      reasons: [...blocks, ...placementReasons({ fit, placement, ledger, model }), ...missing],
    },
  };
}
