import { type Reason, reason } from '../domain/reason.ts';
import { engineModule } from '../engine/registry.ts';
import { leastBytes, mostTokensPerSecond } from './bounds.ts';
import type { EligibleModel, ScoredCandidate } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { type Attempt, evaluate, openTrial, type Prospects, type RejectedAttempt, type Trial } from './explore.ts';
import type { RunOption } from './options.ts';
import { compareScored } from './rank.ts';
import type { Scorer } from './scoring.ts';

/** A trial with the best score it could still get. */
export interface BoundedTrial extends Trial {
  readonly bound: number;
}

/** Trials by what they could still score, best first. */
export function boundTrials({ eligible, trials }: Prospects, scorer: Scorer): readonly BoundedTrial[] {
  const bound = scorer.bounder(eligible);
  return trials
    .map((trial) => ({ ...trial, bound: bound(trial.option, trial.quality) }))
    .sort((a, b) => b.bound - a.bound);
}

/** What a search came to: something that works, or every placed attempt that did not. */
export type Found<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'none'; readonly attempts: readonly RejectedAttempt[] };

/** The best configuration of one model. A trial that cannot beat the best one found is not placed: the answer is the same. */
export function findBest(
  eligible: EligibleModel,
  trials: readonly BoundedTrial[],
  scorer: Scorer,
  context: AdviceContext,
): Found<ScoredCandidate> {
  let best: ScoredCandidate | null = null;
  const attempts: RejectedAttempt[] = [];
  for (const trial of trials) {
    if (best !== null && trial.bound < best.score) break;
    if (trial.fill > 1) continue;
    const attempt = surelySlow(trial, context) ?? evaluate(trial, eligible, context);
    if (attempt.kind === 'rejected') {
      attempts.push(attempt);
      continue;
    }
    const scored = { candidate: attempt.candidate, score: scorer.score(attempt.candidate) };
    if (best === null || compareScored(scored, best) < 0) best = scored;
  }
  return best === null ? { kind: 'none', attempts } : { kind: 'found', value: best };
}

/** Could the option run this model, as far as bounds tell? */
export function mayRun(eligible: EligibleModel, option: RunOption, context: AdviceContext): boolean {
  const { model } = eligible;
  if (option.refusal !== null || model.engines[option.engine.id] === undefined) return false;
  if (leastBytes(model, option) > option.memoryBytes || mostTokensPerSecond(model, option) < speedFloor(context))
    return false;
  return openTrial(eligible, option, context) !== null;
}

/** The trials that would fit but cannot reach the floor. */
export function tooSlow(trials: readonly Trial[], context: AdviceContext): readonly RejectedAttempt[] {
  return trials.flatMap((trial) => (trial.fill > 1 ? [] : (surelySlow(trial, context) ?? [])));
}

/** Tokens a second the user or the use case asks for at least. */
function speedFloor({ request, profile }: AdviceContext): number {
  return Math.max(request.minTokensPerSecond ?? 0, profile.needs.minTokensPerSecond);
}

/** A trial that cannot reach the floor even at the full bandwidth of all memory. The figure told is that bound: no placement does better. */
function surelySlow({ option, mostTokensPerSecond: most }: Trial, context: AdviceContext): RejectedAttempt | null {
  const floor = speedFloor(context);
  if (most >= floor) return null;
  const { engine, quantization } = option;
  const args = { needTokensPerSecond: floor, haveTokensPerSecond: most };
  return { kind: 'rejected', engine, quantization, reasons: [reason('below-min-speed', 'blocks', args)] };
}

/** Every attempt, for a full account. */
export function allAttempts({ eligible, trials, blocked }: Prospects, context: AdviceContext): readonly Attempt[] {
  return [...trials.map((trial) => evaluate(trial, eligible, context)), ...blocked()];
}

/** Order in which a failed attempt counts as the closest to working: the nearer the end of the road it failed. */
const DISTANCE: Readonly<Partial<Record<Reason['code'], number>>> = {
  'below-min-speed': 0,
  'above-max-ttft': 0,
  'speed-unknown': 0,
  'too-big': 1,
  'quantization-too-low': 2,
  'engine-refuses-format': 3,
  'engine-no-backend': 4,
  'engine-no-artifact': 5,
  'engine-unsupported-architecture': 6,
};
const FURTHEST = 7;

/**
 * Why a model without a working configuration was rejected: the reasons of the attempt that came closest; among those too big, of the one that lacks
 * least. `placed` are the attempts of the search that failed.
 */
export function nearestReasons(
  { eligible, trials, blocked }: Prospects,
  placed: readonly RejectedAttempt[],
): readonly Reason[] {
  // When nothing comes near, the one that lacks least stands for all.
  const smallest = trials.reduce<Trial | null>(
    (least, trial) => (least === null || trial.fill < least.fill ? trial : least),
    null,
  );
  const hopeless = placed.length === 0 && smallest !== null ? [lacksMemory(eligible, smallest)] : [];
  let nearest: readonly Reason[] = NOTHING_TO_TRY;
  let distance = Number.POSITIVE_INFINITY;
  for (const attempt of [...placed, ...hopeless, ...(placed.length > 0 || smallest !== null ? [] : blocked())]) {
    const first = attempt.kind === 'rejected' ? attempt.reasons[0] : undefined;
    if (first === undefined || attempt.kind !== 'rejected') continue;
    const lacking = first.code === 'too-big' ? first.args.needBytes / Math.max(first.args.haveBytes, 1) : 0;
    // A ratio is folded into 0..1 so that it only decides among attempts at the same stage.
    const own = (DISTANCE[first.code] ?? FURTHEST) + lacking / (1 + lacking);
    if (own < distance) {
      distance = own;
      nearest = attempt.reasons;
    }
  }
  return nearest;
}

/** Weights and cache alone are more than all memory the engine could use: known without placing. */
function lacksMemory({ model }: EligibleModel, { option }: Trial): RejectedAttempt {
  const { engine, quantization, memoryBytes } = option;
  const needBytes = Math.ceil(leastBytes(model, option));
  return {
    kind: 'rejected',
    engine,
    quantization,
    reasons: [
      reason('too-big', 'blocks', {
        needBytes,
        haveBytes: memoryBytes,
        where: engineModule(engine.id).holds === 'devices' ? 'devices' : 'all',
      }),
    ],
  };
}

const NOTHING_TO_TRY: readonly Reason[] = [
  reason('filtered-out', 'blocks', { filter: '--engine, --quantization', value: '' }),
];

/** The code of `nearestReasons`, without placing what is known to be too big: for counting. */
export function nearestCode(prospects: Prospects, placed: readonly RejectedAttempt[]): Reason['code'] {
  if (placed.length === 0 && prospects.trials.length > 0) return 'too-big';
  return nearestReasons(prospects, placed)[0]?.code ?? 'filtered-out';
}
