import { type Reason, reason } from '../domain/reason.ts';
import type { CriterionResult, RecommendResult } from '../domain/result.ts';
import type { ScoredCandidate } from './candidate.ts';
import type { Survey } from './survey.ts';

/** A margin below this is inside the error of the estimates. */
const NEAR_TIE = 0.01;

/** The second best and the criterion that decided; null when there is no second. */
export function runnerUpOf({ ranked, scorer }: Survey): RecommendResult['runnerUp'] {
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return null;
  const margin = first.score - second.score;
  const decisive = decisiveCriterion(scorer.explain(first.candidate), scorer.explain(second.candidate));
  const reasons: Reason[] = [];
  if (decisive !== null)
    reasons.push(
      reason('lost-to', 'against', { winner: first.candidate.model.id, criterion: decisive.id, byScore: decisive.by }),
    );
  if (margin < NEAR_TIE && overlaps(first, second))
    reasons.push(reason('near-tie', 'note', { with: first.candidate.model.id }));
  return { model: second.candidate.model.id, margin, reasons };
}

/** The criterion with the largest weighted difference in the winner's favour. */
function decisiveCriterion(
  winner: readonly CriterionResult[],
  loser: readonly CriterionResult[],
): { readonly id: string; readonly by: number } | null {
  let best: { id: string; by: number } | null = null;
  for (const [i, mine] of winner.entries()) {
    const theirs = loser[i];
    if (theirs === undefined || mine.score === null || theirs.score === null) continue;
    const by = mine.score * mine.weight - theirs.score * theirs.weight;
    if (by > 0 && (best === null || by > best.by)) best = { id: mine.id, by };
  }
  return best;
}

function overlaps(a: ScoredCandidate, b: ScoredCandidate): boolean {
  return a.candidate.quality.low <= b.candidate.quality.high && b.candidate.quality.low <= a.candidate.quality.high;
}
