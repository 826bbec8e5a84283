import type { ComputeDevice, KvCacheType, Machine } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { Unlock } from '../domain/result.ts';
import { tokens } from '../units/quantities.ts';
import type { ScoredCandidate } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { makeExplorer } from './explore.ts';
import { baseQuality } from './quality.ts';
import { compareText } from './rank.ts';
import { makeScorer } from './scoring.ts';
import { judgeModel, type ModelOutcome, type Survey } from './survey.ts';

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
  for (const outcome of promising(survey.outcomes, floor, context)) {
    const unlock = cheapest(outcome, floor, context);
    if (unlock !== null && !unlocks.some((known) => known.model === unlock.model)) unlocks.push(unlock);
    if (unlocks.length === TOLD) break;
  }
  return unlocks;
}

const OPENABLE: readonly string[] = ['too-big', 'below-min-speed', 'license-denied', 'license-unknown'];

function promising(outcomes: readonly ModelOutcome[], floor: number, context: AdviceContext): readonly ModelOutcome[] {
  return outcomes
    .flatMap((outcome) => {
      const code = outcome.kind === 'rejected' ? outcome.reasons[0]?.code : undefined;
      if (code === undefined || !OPENABLE.includes(code) || outcome.model.status !== 'current') return [];
      const quality = baseQuality(outcome.model, context.profile, context.request.languages);
      return quality.low > floor || quality.typical > floor * 1.02 ? [{ outcome, quality: quality.typical }] : [];
    })
    .sort(
      (a, b) =>
        nearness(a.outcome) - nearness(b.outcome) ||
        b.quality - a.quality ||
        compareText(a.outcome.model.id, b.outcome.model.id),
    )
    .slice(0, TRIED)
    .map(({ outcome }) => outcome);
}

/** How far a rejected model is from fitting, in doublings of memory; the rest are as near as it gets. */
function nearness(outcome: ModelOutcome): number {
  const first = outcome.kind === 'rejected' ? outcome.reasons[0] : undefined;
  if (first?.code !== 'too-big') return 0;
  return Math.floor(Math.log2(Math.max(first.args.needBytes / Math.max(first.args.haveBytes, 1), 1)) * 2);
}

function cheapest(outcome: ModelOutcome, floor: number, context: AdviceContext): Unlock | null {
  for (const variation of variations(context)) {
    const best = tryVariation(outcome.model, variation.context);
    if (best === null || best.candidate.quality.typical <= floor) continue;
    return {
      change: variation.change,
      model: outcome.model.id,
      quantization: best.candidate.quantization.id,
      engine: best.candidate.engine.id,
      gain: { quality: best.candidate.quality.typical - floor },
    };
  }
  return null;
}

function tryVariation(model: ModelSpec, context: AdviceContext): ScoredCandidate | null {
  const outcome = judgeModel(model, context, makeExplorer(context).explore, makeScorer(context));
  return outcome.kind === 'works' ? outcome.best : null;
}

/** Changes from the cheapest to the dearest. */
function* variations(context: AdviceContext): Generator<Variation> {
  const { request, machine } = context;
  for (const type of ['q8_0', 'fp8'] as const satisfies readonly KvCacheType[]) {
    if (context.engines.some((engine) => engine.kvCacheTypes.includes(type)))
      yield { change: { kind: 'kv-cache-type', to: type }, context: { ...context, kvCacheType: type } };
  }
  for (const share of [2, 4]) {
    const shorter = Math.floor(request.contextTokens / share);
    if (shorter >= request.promptTokens + request.outputTokens) {
      yield {
        change: { kind: 'shorter-context', toTokens: shorter },
        context: { ...context, request: { ...request, contextTokens: tokens(shorter) } },
      };
    }
  }
  const any = context.catalog.policies.find((policy) => policy.name === 'any');
  if (any !== undefined && any.name !== context.policy.name)
    yield { change: { kind: 'license-policy', to: any.name }, context: { ...context, policy: any } };
  yield* moreHardware(context, machine);
}

/** Totals of equal cards a common host takes. */
const CARD_COUNTS: readonly number[] = [2, 4, 8];

function* moreHardware(context: AdviceContext, machine: Machine): Generator<Variation> {
  const device = machine.devices[0];
  if (device === undefined || device.unified) {
    for (const factor of [2, 4]) {
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
