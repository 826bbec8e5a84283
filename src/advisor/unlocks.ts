import type { ComputeDevice, KvCacheType, Machine } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { Unlock } from '../domain/result.ts';
import { tokens } from '../units/quantities.ts';
import type { ScoredCandidate } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { prospectsOf } from './explore.ts';
import { gateModel } from './model-gates.ts';
import { listOptions } from './options.ts';
import { baseQuality } from './quality.ts';
import { compareText } from './rank.ts';
import { makeScorer } from './scoring.ts';
import { boundTrials, findBest } from './search.ts';
import type { RejectedModel, Survey } from './survey.ts';

/** One change and the world in which it was made. */
interface Variation {
  readonly change: Unlock['change'];
  readonly context: AdviceContext;
}

/** Better models looked at, and unlocks told. */
const TRIED = 4;
const TOLD = 3;

/** What one change would bring: for the best models that were rejected, the cheapest change that lets them in. */
export function findUnlocks(survey: Survey, context: AdviceContext): readonly Unlock[] {
  const pick = survey.ranked[0];
  const floor = pick?.candidate.quality.typical ?? 0;
  const unlocks: Unlock[] = [];
  for (const outcome of promising(survey.rejected, floor, context)) {
    const unlock = cheapest(outcome, floor, context);
    if (unlock !== null && !unlocks.some((known) => known.model === unlock.model)) unlocks.push(unlock);
    if (unlocks.length === TOLD) break;
  }
  return unlocks;
}

const OPENABLE: readonly string[] = ['too-big', 'below-min-speed', 'license-denied', 'license-unknown'];

function promising(
  rejected: readonly RejectedModel[],
  floor: number,
  context: AdviceContext,
): readonly RejectedModel[] {
  return rejected
    .flatMap((lost) => {
      if (!OPENABLE.includes(lost.code) || lost.model.status !== 'current') return [];
      const quality = baseQuality(lost.model, context.profile, context.request.languages);
      return quality.low > floor || quality.typical > floor * NOTICEABLE ? [{ lost, quality: quality.typical }] : [];
    })
    .sort(
      (a, b) =>
        distance(a.lost) - distance(b.lost) || b.quality - a.quality || compareText(a.lost.model.id, b.lost.model.id),
    )
    .slice(0, TRIED)
    .map(({ lost }) => lost);
}

/** A gain below this is inside the error of the estimates. */
const NOTICEABLE = 1.02;

/** How far a rejected model is from fitting, in half doublings of memory. */
function distance({ fill }: RejectedModel): number {
  return Math.floor(Math.log2(Math.max(fill, 1)) * 2);
}

function cheapest(lost: RejectedModel, floor: number, context: AdviceContext): Unlock | null {
  const { model } = lost;
  for (const variation of variations(lost, context)) {
    const best = tryVariation(model, variation.context, floor);
    if (best === null || best.candidate.quality.typical <= floor) continue;
    return {
      change: variation.change,
      model: model.id,
      quantization: best.candidate.quantization.id,
      engine: best.candidate.engine.id,
      gain: { quality: best.candidate.quality.typical - floor },
    };
  }
  return null;
}

function tryVariation(model: ModelSpec, context: AdviceContext, floor: number): ScoredCandidate | null {
  const gated = gateModel(model, context);
  if (gated.kind === 'rejected') return null;
  const scorer = makeScorer(context);
  const prospects = prospectsOf(gated.eligible, listOptions(context), context);
  const better = prospects.trials.filter((trial) => trial.quality.typical > floor);
  const found = findBest(gated.eligible, boundTrials({ ...prospects, trials: better }, scorer), scorer, context);
  return found.kind === 'found' ? found.value : null;
}

/** Changes that could help where the model failed, from the cheapest to the dearest. */
function* variations(lost: RejectedModel, context: AdviceContext): Generator<Variation> {
  if (lost.code === 'license-denied' || lost.code === 'license-unknown') {
    yield* looserPolicy(context);
    return;
  }
  // Weights that alone are more than all memory are not helped by a smaller cache.
  if (lost.fill <= 1) yield* smallerCache(context);
  yield* moreHardware(context, context.machine, lost.fill);
}

function* looserPolicy(context: AdviceContext): Generator<Variation> {
  const any = context.catalog.policies.find((policy) => policy.name === 'any');
  if (any !== undefined && any.name !== context.policy.name) {
    yield { change: { kind: 'license-policy', to: any.name }, context: { ...context, policy: any } };
  }
}

function* smallerCache(context: AdviceContext): Generator<Variation> {
  const { request } = context;
  for (const type of ['q8_0', 'fp8'] as const satisfies readonly KvCacheType[]) {
    if (context.engines.some((engine) => engine.kvCacheTypes.includes(type))) {
      yield { change: { kind: 'kv-cache-type', to: type }, context: { ...context, kvCacheType: type } };
    }
  }
  for (const share of [2, 4]) {
    const shorter = Math.floor(request.contextTokens / share);
    if (shorter < request.promptTokens + request.outputTokens) continue;
    const shortened = { ...context, request: { ...request, contextTokens: tokens(shorter) } };
    yield { change: { kind: 'shorter-context', toTokens: shorter }, context: shortened };
  }
}

/** Totals of equal cards a common host takes. */
const CARD_COUNTS: readonly number[] = [2, 4, 8];

function* moreHardware(context: AdviceContext, machine: Machine, fill: number): Generator<Variation> {
  const device = machine.devices[0];
  if (device === undefined || device.unified) {
    for (const factor of [2, 4]) {
      if (factor < fill) continue;
      const bytes = Math.round(machine.host.capacityBytes * (factor - 1));
      yield { change: { kind: 'more-memory', bytes }, context: { ...context, machine: growMemory(machine, factor) } };
    }
    return;
  }
  for (const total of CARD_COUNTS) {
    const count = total - machine.devices.length;
    if (count > 0)
      yield {
        change: { kind: 'more-devices', count, device: device.name },
        context: { ...context, machine: addDevices(machine, device, count) },
      };
  }
}

function addDevices(machine: Machine, device: ComputeDevice, count: number): Machine {
  const extra = Array.from({ length: count }, (_, i) => ({
    ...device,
    id: `gpu${machine.devices.length + i}`,
    usableBytes: device.capacityBytes,
  }));
  return { ...machine, devices: [...machine.devices, ...extra] };
}

function growMemory(machine: Machine, factor: number): Machine {
  const grow = <T extends { readonly capacityBytes: number; readonly usableBytes: number }>(pool: T): T => ({
    ...pool,
    capacityBytes: Math.round(pool.capacityBytes * factor),
    usableBytes: Math.round(pool.usableBytes + pool.capacityBytes * (factor - 1)),
  });
  return { devices: machine.devices.map(grow), host: grow(machine.host) };
}
