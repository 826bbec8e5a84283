import { type Reason, reason } from '../domain/reason.ts';
import type { ScoredCandidate } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { type Attempt, evaluate, type Prospects, type Trial } from './explore.ts';
import { compareScored } from './rank.ts';
import type { Scorer } from './scoring.ts';

/** A trial with the best score it could still get. */
export interface BoundedTrial extends Trial {
  readonly bound: number;
}

/** Trials by what they could still score, best first. */
export function boundTrials({ trials }: Prospects, scorer: Scorer): readonly BoundedTrial[] {
  return trials.map((trial) => ({ ...trial, bound: scorer.bound(trial.prospect) })).sort((a, b) => b.bound - a.bound);
}

/** The best configuration of one model; null when none works. A trial that cannot beat the best one found is not placed: the answer is the same. */
export function bestOf(
  trials: readonly BoundedTrial[],
  scorer: Scorer,
  context: AdviceContext,
): ScoredCandidate | null {
  let best: ScoredCandidate | null = null;
  for (const trial of trials) {
    if (best !== null && trial.bound < best.score) break;
    if (trial.fill > 1) continue;
    const attempt = evaluate(trial, context);
    if (attempt.kind !== 'works') continue;
    const scored = { candidate: attempt.candidate, score: scorer.score(attempt.candidate) };
    if (best === null || compareScored(scored, best) < 0) best = scored;
  }
  return best;
}

/** Does any trial work? The smallest are tried first. */
export function anyWorks(trials: readonly BoundedTrial[], context: AdviceContext): 'yes' | 'no' {
  const bySize = [...trials].filter((trial) => trial.fill <= 1).sort((a, b) => a.fill - b.fill);
  return bySize.some((trial) => evaluate(trial, context).kind === 'works') ? 'yes' : 'no';
}

/** Every attempt, for a full account. */
export function allAttempts({ trials, blocked }: Prospects, context: AdviceContext): readonly Attempt[] {
  return [...trials.map((trial) => evaluate(trial, context)), ...blocked];
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

/** Why a model without a working configuration was rejected: the reasons of the attempt that came closest; among those too big, of the one that lacks least. */
export function nearestReasons(prospects: Prospects, context: AdviceContext): readonly Reason[] {
  const possible = prospects.trials.filter((trial) => trial.fill <= 1);
  // When nothing comes near, the one that lacks least stands for all: placing the others would only say the same.
  const smallest = prospects.trials.reduce<Trial | null>(
    (least, trial) => (least === null || trial.fill < least.fill ? trial : least),
    null,
  );
  const trials = possible.length > 0 ? possible : smallest === null ? [] : [smallest];
  const failed = [...trials.map((trial) => evaluate(trial, context)), ...prospects.blocked];
  let nearest: readonly Reason[] = NOTHING_TO_TRY;
  let distance = Number.POSITIVE_INFINITY;
  for (const attempt of failed) {
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

const NOTHING_TO_TRY: readonly Reason[] = [
  reason('filtered-out', 'blocks', { filter: '--engine, --quantization', value: '' }),
];

/** Stage at which a model without a working configuration failed, without the numbers: for counting. */
export function nearestCode(prospects: Prospects, context: AdviceContext): Reason['code'] {
  // Floors are only known after placing; what cannot fit at all is too big without it.
  if (prospects.trials.length > 0 && prospects.trials.every((trial) => trial.fill > 1)) return 'too-big';
  return nearestReasons(prospects, context)[0]?.code ?? 'filtered-out';
}
