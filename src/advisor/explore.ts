import type { EngineSpec } from '../domain/engine.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { Quantization } from '../domain/quantization.ts';
import { type Reason, reason } from '../domain/reason.ts';
import type { QualityEstimate } from '../domain/result.ts';
import type { Artifact } from '../engine/contract.ts';
import { engineModule } from '../engine/registry.ts';
import { findPlacement } from '../estimate/placement.ts';
import { qualityKept } from '../estimate/quality.ts';
import { estimateSpeed } from '../estimate/speed.ts';
import { leastBytes, mostTokensPerSecond } from './bounds.ts';
import type { Candidate, EligibleModel } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { floorReasons } from './floors.ts';
import type { RunOption } from './options.ts';
import { baseQuality, quantizedQuality } from './quality.ts';

export type Attempt = { readonly engine: EngineSpec; readonly quantization: Quantization } & (
  | { readonly kind: 'works'; readonly candidate: Candidate }
  | { readonly kind: 'rejected'; readonly reasons: readonly Reason[] }
);

/** An option that is open to a model, not yet placed. */
export interface Trial {
  readonly option: RunOption;
  readonly artifact: Artifact;
  readonly quality: QualityEstimate;
  /** Memory it needs at the very least, over all that could hold it: above 1 it is not worth placing. */
  readonly fill: number;
  /** No placement decodes faster for one user. */
  readonly mostTokensPerSecond: number;
}

export type RejectedAttempt = Extract<Attempt, { kind: 'rejected' }>;

export interface Prospects {
  readonly eligible: EligibleModel;
  readonly trials: readonly Trial[];
  /** Options that fell out before placing, with the reason; worked out when asked for. */
  readonly blocked: () => readonly RejectedAttempt[];
}

/**
 * Least share of reasoning ability a quantization must keep to be advised unasked. Below it the measured loss scatters widely and shows first in
 * instruction following, arithmetic and code (intel/auto-round gguf_accuracy: Q2_K_S 61.6 % on hard tasks at 7B); a smaller model at more bits is safer.
 */
const LEAST_KEPT = 0.97;

/** Which options this model has at all: the engine knows its class, the weights are published, enough quality is kept. Places nothing. */
export function prospectsOf(eligible: EligibleModel, options: readonly RunOption[], context: AdviceContext): Prospects {
  const { model } = eligible;
  const trials: Trial[] = [];
  const blocked: RunOption[] = [];
  for (const option of options) {
    const trial = openTrial(eligible, option, context);
    if (trial === null) blocked.push(option);
    else trials.push(trial);
  }
  return { eligible, trials, blocked: () => blocked.map((option) => rejectBlocked(model, option, context)) };
}

/** The option as a trial of this model; null when it is not open to it. */
export function openTrial({ model }: EligibleModel, option: RunOption, context: AdviceContext): Trial | null {
  const { engine, quantization, refusal } = option;
  if (refusal !== null || model.engines[engine.id] === undefined) return null;
  const kept = qualityKept(quantization, model);
  if (context.request.quantizations.length === 0 && kept.reasoning < LEAST_KEPT) return null;
  const artifact = engineModule(engine.id).artifact(model, quantization);
  if (artifact === null) return null;
  return {
    option,
    artifact,
    quality: quantizedQuality(baseQuality(model, context.profile, context.request.languages), kept),
    fill: leastBytes(model, option) / option.memoryBytes,
    mostTokensPerSecond: mostTokensPerSecond(model, option),
  };
}

/** Why an option is not even tried for a model, cheapest test first; null when it is, as far as it goes without its artifact. */
function blockOf(
  model: ModelSpec,
  { engine, quantization, refusal }: RunOption,
  { request }: AdviceContext,
): Reason | null {
  if (model.engines[engine.id] === undefined) {
    return reason('engine-unsupported-architecture', 'blocks', {
      engine: engine.name,
      architecture: model.architecture.className,
    });
  }
  if (refusal !== null) return refusal;
  if (request.quantizations.length > 0) return null;
  const kept = qualityKept(quantization, model).reasoning;
  return kept < LEAST_KEPT
    ? reason('quantization-too-low', 'blocks', { quantization: quantization.id, keptPercent: kept * 100 })
    : null;
}

function rejectBlocked(model: ModelSpec, option: RunOption, context: AdviceContext): RejectedAttempt {
  const { engine, quantization } = option;
  const why =
    blockOf(model, option, context) ??
    reason('engine-no-artifact', 'blocks', { engine: engine.name, quantization: quantization.id });
  return { kind: 'rejected', engine, quantization, reasons: [why] };
}

/** Places, times and checks one trial. */
export function evaluate(
  { option, artifact, quality }: Trial,
  eligible: EligibleModel,
  context: AdviceContext,
): Attempt {
  const { request, catalog } = context;
  const { engine, quantization, settings, lane, kernel } = option;
  const { model } = eligible;
  const input = { model, quantization, engine, machine: lane.machine, settings, tensorTypes: catalog.tensorTypes };
  const { placement, ledger, fit } = findPlacement(input);
  const reject = (...reasons: readonly Reason[]): Attempt => ({ kind: 'rejected', engine, quantization, reasons });
  if (fit.kind === 'too-big') {
    const have = (ledger.devices.find((device) => device.id === fit.where) ?? ledger.host).usableBytes;
    return reject(
      reason('too-big', 'blocks', { needBytes: have + fit.shortByBytes, haveBytes: have, where: fit.where }),
    );
  }
  if (fit.kind === 'unsupported') {
    return reject(
      reason('engine-unsupported-architecture', 'blocks', {
        engine: engine.name,
        architecture: model.architecture.className,
      }),
    );
  }
  const speed = estimateSpeed({
    ...input,
    placement,
    ledger,
    calibration: catalog.calibration,
    promptTokens: request.promptTokens,
    outputTokens: request.outputTokens,
    users: request.users,
  });
  const kernelNote = lane.gate.note === 'no-row' ? null : lane.gate.note;
  const candidate: Candidate = {
    ...eligible,
    engine,
    quantization,
    artifact,
    kernel,
    kernelNote,
    quality,
    settings,
    placement,
    ledger,
    fit,
    speed,
  };
  const floors = floorReasons(candidate, context);
  return floors.length > 0 ? reject(...floors) : { kind: 'works', engine, quantization, candidate };
}
