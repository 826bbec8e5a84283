import type { EngineSpec } from '../domain/engine.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { Quantization } from '../domain/quantization.ts';
import { type Reason, reason } from '../domain/reason.ts';
import { engineModule } from '../engine/registry.ts';
import { findPlacement } from '../estimate/placement.ts';
import { qualityKept } from '../estimate/quality.ts';
import { estimateSpeed } from '../estimate/speed.ts';
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

export interface Prospects {
  readonly trials: readonly Trial[];
  readonly blocked: readonly Extract<Attempt, { kind: 'rejected' }>[];
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
  const asked = context.request.quantizations.length > 0;
  const trials: Trial[] = [];
  const blocked: Extract<Attempt, { kind: 'rejected' }>[] = [];
  for (const option of options) {
    const { engine, quantization, lane } = option;
    const block = (why: Reason) => blocked.push({ kind: 'rejected', engine, quantization, reasons: [why] });
    if (model.engines[engine.id] === undefined) {
      block(
        reason('engine-unsupported-architecture', 'blocks', {
          engine: engine.name,
          architecture: model.architecture.className,
        }),
      );
      continue;
    }
    if (option.refusal !== null) {
      block(option.refusal);
      continue;
    }
    const artifact = engineModule(engine.id).artifact(model, quantization);
    if (artifact === null) {
      block(reason('engine-no-artifact', 'blocks', { engine: engine.name, quantization: quantization.id }));
      continue;
    }
    const kept = qualityKept(quantization, model);
    if (!asked && kept.reasoning < LEAST_KEPT) {
      block(
        reason('quantization-too-low', 'blocks', { quantization: quantization.id, keptPercent: kept.reasoning * 100 }),
      );
      continue;
    }
    const prospect: Prospect = {
      ...eligible,
      engine,
      quantization,
      artifact,
      kernel: lane.gate.outcome === 'fallback' ? 'fallback' : 'native',
      kernelNote: lane.gate.note === 'no-row' ? null : lane.gate.note,
      quality: quantizedQuality(base, kept),
    };
    trials.push({ option, prospect, fill: leastBytes(model, quantization) / memoryOf(option) });
  }
  return { trials, blocked };
}

/** Share of parameters × nominal bits that no layout goes below: vision towers and prediction heads that stay unloaded are in the count. */
const SURELY_LOADED = 0.6;

function leastBytes(model: ModelSpec, quantization: Quantization): number {
  return (model.parameters.total * quantization.nominalBits * SURELY_LOADED) / 8;
}

function memoryOf({ lane }: RunOption): number {
  return lane.machine.devices.reduce<number>((sum, device) => sum + device.usableBytes, lane.machine.host.usableBytes);
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
