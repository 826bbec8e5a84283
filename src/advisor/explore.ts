import type { EngineSpec } from '../domain/engine.ts';
import type { Machine } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { KernelFamily, Quantization } from '../domain/quantization.ts';
import { type Reason, reason } from '../domain/reason.ts';
import type { Artifact } from '../engine/contract.ts';
import { type Gate, gate, loadsFormat } from '../engine/gates.ts';
import { engineModule } from '../engine/registry.ts';
import { findPlacement } from '../estimate/placement.ts';
import { qualityKept } from '../estimate/quality.ts';
import { estimateSpeed } from '../estimate/speed.ts';
import type { Candidate, EligibleModel } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { answerDelaySeconds } from './delay.ts';
import { baseQuality, quantizedQuality } from './quality.ts';

export type Attempt = { readonly engine: EngineSpec; readonly quantization: Quantization } & (
  | { readonly kind: 'works'; readonly candidate: Candidate }
  | { readonly kind: 'rejected'; readonly reasons: readonly Reason[] }
);

/** The part of the machine an engine can use for a kernel family, and how. */
export interface Lane {
  readonly machine: Machine;
  readonly gate: Gate;
}

/** Looks at a machine once per engine and kernel family. */
export interface Explorer {
  /** Every quantization and engine that could be tried for this model, with what came of it. */
  readonly explore: (eligible: EligibleModel) => readonly Attempt[];
}

export function makeExplorer(context: AdviceContext): Explorer {
  const lanes = new Map<string, Lane>();
  const laneOf = (engine: EngineSpec, kernel: KernelFamily): Lane => {
    const key = `${engine.id} ${kernel}`;
    const known = lanes.get(key);
    if (known !== undefined) return known;
    const lane = makeLane(engine, kernel, context.machine);
    lanes.set(key, lane);
    return lane;
  };
  return {
    explore: (eligible) => context.engines.flatMap((engine) => exploreEngine(engine, eligible, context, laneOf)),
  };
}

/** Devices that may run this kernel on this engine; the CPU alone when none may and the engine has a CPU path. */
export function makeLane(engine: EngineSpec, kernel: KernelFamily, machine: Machine): Lane {
  const gates = machine.devices.map((device) => gate(engine, kernel, device));
  const devices = machine.devices.filter((_, i) => gates[i]?.outcome !== 'refused');
  if (devices.length > 0) {
    const worst = gates.find((item) => item.outcome === 'fallback') ?? gates.find((item) => item.outcome === 'native');
    if (worst !== undefined) return { machine: { ...machine, devices }, gate: worst };
  }
  const cpu = gate(engine, kernel, { backend: 'cpu' });
  const refusal = gates.find((item) => item.note !== 'no-row');
  return {
    machine: { ...machine, devices: [] },
    gate: cpu.outcome === 'refused' && refusal !== undefined ? refusal : cpu,
  };
}

/**
 * Least share of reasoning ability a quantization must keep to be advised unasked. Below it the measured loss scatters widely and shows first in
 * instruction following, arithmetic and code (intel/auto-round gguf_accuracy: Q2_K_S 61.6 % on hard tasks at 7B); a smaller model at more bits is safer.
 */
const LEAST_KEPT = 0.97;

function exploreEngine(
  engine: EngineSpec,
  eligible: EligibleModel,
  context: AdviceContext,
  laneOf: (engine: EngineSpec, kernel: KernelFamily) => Lane,
): readonly Attempt[] {
  const { model } = eligible;
  const asked = context.request.quantizations;
  const ladder = asked.length > 0 ? asked : engine.ladder;
  const base = baseQuality(model, context.profile, context.request.languages);
  const attempts: Attempt[] = [];
  for (const id of ladder) {
    const quantization = context.quantizations.get(id);
    if (quantization === undefined) continue;
    const lane = laneOf(engine, quantization.kernel);
    const kept = qualityKept(quantization, model).reasoning;
    if (asked.length === 0 && kept < LEAST_KEPT) {
      attempts.push({ kind: 'rejected', engine, quantization, reasons: [reason('quantization-too-low', 'blocks', { quantization: quantization.id, keptPercent: kept * 100 })] });
      continue;
    }
    const blocked = blockedBy(engine, model, quantization, lane, context);
    if (blocked.kind === 'blocked') {
      attempts.push({ kind: 'rejected', engine, quantization, reasons: [blocked.reason] });
      continue;
    }
    attempts.push(tryOne({ engine, quantization, lane, artifact: blocked.artifact, eligible, base, context }));
  }
  return attempts;
}

function blockedBy(
  engine: EngineSpec,
  model: ModelSpec,
  quantization: Quantization,
  lane: Lane,
  context: AdviceContext,
): { readonly kind: 'blocked'; readonly reason: Reason } | { readonly kind: 'open'; readonly artifact: Artifact } {
  const device = context.machine.devices[0]?.name ?? 'CPU';
  if (model.engines[engine.id] === undefined) {
    return {
      kind: 'blocked',
      reason: reason('engine-unsupported-architecture', 'blocks', {
        engine: engine.name,
        architecture: model.architecture.className,
      }),
    };
  }
  if (loadsFormat(engine, quantization.kernel) === 'no') {
    return {
      kind: 'blocked',
      reason: reason('engine-refuses-format', 'blocks', { engine: engine.name, format: quantization.id, device }),
    };
  }
  const artifact = engineModule(engine.id).artifact(model, quantization);
  if (artifact === null)
    return {
      kind: 'blocked',
      reason: reason('engine-no-artifact', 'blocks', { engine: engine.name, quantization: quantization.id }),
    };
  if (lane.gate.outcome === 'refused') {
    return lane.gate.note === 'no-row'
      ? { kind: 'blocked', reason: reason('engine-no-backend', 'blocks', { engine: engine.name, device }) }
      : {
          kind: 'blocked',
          reason: reason('engine-refuses-format', 'blocks', { engine: engine.name, format: quantization.id, device }),
        };
  }
  return { kind: 'open', artifact };
}

interface Trial {
  readonly engine: EngineSpec;
  readonly quantization: Quantization;
  readonly lane: Lane;
  readonly artifact: Artifact;
  readonly eligible: EligibleModel;
  readonly base: ReturnType<typeof baseQuality>;
  readonly context: AdviceContext;
}

function tryOne({ engine, quantization, lane, artifact, eligible, base, context }: Trial): Attempt {
  const { request, catalog, profile } = context;
  const { model } = eligible;
  const vision = profile.needs.vision === 'yes';
  const wanted = { engine, machine: lane.machine, contextTokens: request.contextTokens, users: request.users, vision };
  const settings = engineModule(engine.id).defaults(
    context.kvCacheType === undefined ? wanted : { ...wanted, kvCacheType: context.kvCacheType },
  );
  const input = { model, quantization, engine, machine: lane.machine, settings, tensorTypes: catalog.tensorTypes };
  const { placement, ledger, fit } = findPlacement(input);
  if (fit.kind === 'too-big') {
    const have = usableOf(ledger, fit.where);
    return {
      kind: 'rejected',
      engine,
      quantization,
      reasons: [reason('too-big', 'blocks', { needBytes: have + fit.shortByBytes, haveBytes: have, where: fit.where })],
    };
  }
  if (fit.kind === 'unsupported') {
    return {
      kind: 'rejected',
      engine,
      quantization,
      reasons: [
        reason('engine-unsupported-architecture', 'blocks', {
          engine: engine.name,
          architecture: model.architecture.className,
        }),
      ],
    };
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
  const candidate: Candidate = {
    ...eligible,
    engine,
    quantization,
    artifact,
    kernel: lane.gate.outcome === 'fallback' ? 'fallback' : 'native',
    kernelNote: lane.gate.note,
    settings,
    placement,
    ledger,
    fit,
    speed,
    quality: quantizedQuality(base, model, quantization),
  };
  const floors = floorReasons(candidate, context);
  return floors.length > 0
    ? { kind: 'rejected', engine, quantization, reasons: floors }
    : { kind: 'works', engine, quantization, candidate };
}

function usableOf(ledger: Candidate['ledger'], where: string): number {
  return (ledger.devices.find((device) => device.id === where) ?? ledger.host).usableBytes;
}

/** Floors the user set, and the one below which the use case is not served at all. */
function floorReasons(candidate: Candidate, { request, profile }: AdviceContext): readonly Reason[] {
  const reasons: Reason[] = [];
  const rate = candidate.speed.perUserTokensPerSecond ?? candidate.speed.decodeTokensPerSecond;
  const floor = Math.max(request.minTokensPerSecond ?? 0, profile.needs.minTokensPerSecond);
  if (rate !== null && rate.typical < floor) {
    reasons.push(
      reason('below-min-speed', 'blocks', { needTokensPerSecond: floor, haveTokensPerSecond: rate.typical }),
    );
  }
  // A floor the user set cannot be vouched for when the speed is unknown.
  if (rate === null && request.minTokensPerSecond !== null) reasons.push(reason('speed-unknown', 'blocks', {}));
  const limit = request.maxTimeToFirstTokenSeconds;
  const delay = answerDelaySeconds(candidate, profile);
  if (limit !== null && delay === null) reasons.push(reason('speed-unknown', 'blocks', {}));
  if (limit !== null && delay !== null && delay > limit)
    reasons.push(reason('above-max-ttft', 'blocks', { limitSeconds: limit, haveSeconds: delay }));
  return reasons;
}
