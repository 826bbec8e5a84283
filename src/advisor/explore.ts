import type { EngineSpec } from '../domain/engine.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { Quantization } from '../domain/quantization.ts';
import { type Reason, reason } from '../domain/reason.ts';
import type { QualityEstimate } from '../domain/result.ts';
import { engineModule } from '../engine/registry.ts';
import { findPlacement } from '../estimate/placement.ts';
import { qualityKept } from '../estimate/quality.ts';
import { estimateSpeed } from '../estimate/speed.ts';
import { leastWeightBytes } from './bounds.ts';
import type { Candidate, EligibleModel, Prospect } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { floorReasons } from './floors.ts';
import type { RunOption } from './options.ts';
import { baseQuality, quantizedQuality } from './quality.ts';

export type Attempt = { readonly engine: EngineSpec; readonly quantization: Quantization } & (
  | { readonly kind: 'works'; readonly candidate: Candidate }
  | { readonly kind: 'rejected'; readonly reasons: readonly Reason[] }
);

/** A prospect with its option, ready to be placed. */
export interface Trial {
  readonly option: RunOption;
  readonly prospect: Prospect;
  /** Memory it needs at the very least, over all that could hold it: above 1 it is not worth placing. */
  readonly fill: number;
}

export type RejectedAttempt = Extract<Attempt, { kind: 'rejected' }>;

export interface Prospects {
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
  const base = baseQuality(model, context.profile, context.request.languages);
  const trials: Trial[] = [];
  const blocked: RunOption[] = [];
  const qualities = new Map<Quantization, QualityEstimate>();
  for (const option of options) {
    const { engine, quantization, lane } = option;
    const kept = blockOf(model, option, context) === null ? qualityKept(quantization, model) : null;
    const artifact = kept === null ? null : engineModule(engine.id).artifact(model, quantization);
    if (kept === null || artifact === null) {
      blocked.push(option);
      continue;
    }
    const quality = qualities.get(quantization) ?? quantizedQuality(base, kept);
    qualities.set(quantization, quality);
    const { license, language } = eligible;
    const kernel = lane.gate.outcome === 'fallback' ? 'fallback' : 'native';
    const prospect: Prospect = {
      model,
      license,
      language,
      engine,
      quantization,
      artifact,
      kernel,
      kernelNote: lane.gate.note === 'no-row' ? null : lane.gate.note,
      quality,
    };
    trials.push({ option, prospect, fill: leastWeightBytes(model, quantization) / option.memoryBytes });
  }
  return { trials, blocked: () => blocked.map((option) => rejectBlocked(model, option, context)) };
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
export function evaluate({ option, prospect }: Trial, context: AdviceContext): Attempt {
  const { request, catalog } = context;
  const { engine, quantization, settings, lane } = option;
  const { model } = prospect;
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
  const candidate: Candidate = { ...prospect, settings, placement, ledger, fit, speed };
  const floors = floorReasons(candidate, context);
  return floors.length > 0 ? reject(...floors) : { kind: 'works', engine, quantization, candidate };
}
