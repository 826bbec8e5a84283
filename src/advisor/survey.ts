import type { ModelSpec } from '../domain/model.ts';
import type { Reason } from '../domain/reason.ts';
import { bestScores } from './best-scores.ts';
import type { EligibleModel, ScoredCandidate } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { type Prospects, prospectsOf, type RejectedAttempt } from './explore.ts';
import { gateModel } from './model-gates.ts';
import { listOptions, type RunOption } from './options.ts';
import { compareText, rank } from './rank.ts';
import { makeScorer, type Scorer } from './scoring.ts';
import { type BoundedTrial, boundTrials, findAny, findBest, nearestCode, nearestReasons } from './search.ts';

/** A model that was turned down. `reasons` are worked out when asked for. */
export interface RejectedModel {
  readonly model: ModelSpec;
  readonly code: Reason['code'];
  readonly reasons: () => readonly Reason[];
  /** Memory it needs at least, over what there is; 0 when memory is not what it lacks. */
  readonly fill: number;
}

/** Every model of the catalog judged for one request. */
export interface Survey {
  readonly options: readonly RunOption[];
  readonly scorer: Scorer;
  /** At least the first `depth` models in order; further ones may be missing, none is out of place. */
  readonly ranked: readonly ScoredCandidate[];
  readonly rejected: readonly RejectedModel[];
}

interface Contender {
  readonly eligible: EligibleModel;
  readonly prospects: Prospects;
  readonly trials: readonly BoundedTrial[];
  /** Best score any of its trials could get. */
  readonly bound: number;
}

/**
 * Judges every model and ranks at least the best `depth`. Exact: models are placed in the order of what they could score at best, and one that cannot
 * come among the best `depth` is only checked for whether it runs at all.
 */
export function surveyCatalog(context: AdviceContext, depth: number): Survey {
  const options = listOptions(context);
  const scorer = makeScorer(context);
  const rejected: RejectedModel[] = [];
  const contenders: Contender[] = [];
  for (const model of context.catalog.models) {
    const gated = gateModel(model, context);
    if (gated.kind === 'rejected') rejected.push({ model, code: gated.code, reasons: gated.reasons, fill: 0 });
    else contenders.push(contend(gated.eligible, options, scorer, context));
  }
  contenders.sort((a, b) => b.bound - a.bound || compareText(a.eligible.model.id, b.eligible.model.id));
  const entries = searchContenders(contenders, depth, scorer, context, (lost) => rejected.push(lost));
  return { options, scorer, ranked: rank(entries, context.models), rejected };
}

function contend(
  eligible: EligibleModel,
  options: readonly RunOption[],
  scorer: Scorer,
  context: AdviceContext,
): Contender {
  const prospects = prospectsOf(eligible, options, context);
  const trials = boundTrials(prospects, scorer);
  return { eligible, prospects, trials, bound: trials[0]?.bound ?? 0 };
}

function searchContenders(
  contenders: readonly Contender[],
  depth: number,
  scorer: Scorer,
  context: AdviceContext,
  reject: (lost: RejectedModel) => void,
): readonly ScoredCandidate[] {
  const entries = new Map<string, ScoredCandidate>();
  const byId = new Map(contenders.map((contender) => [contender.eligible.model.id, contender]));
  const best = bestScores(depth);
  for (const contender of contenders) {
    const { model } = contender.eligible;
    if (contender.bound < best.least()) {
      const any = findAny(contender.eligible, contender.trials, context);
      if (any.kind === 'none') reject(lose(contender, any.attempts, context));
      continue;
    }
    const found = findBest(contender.eligible, contender.trials, scorer, context);
    if (found.kind === 'none') {
      reject(lose(contender, found.attempts, context));
      continue;
    }
    const entry = found.value;
    entries.set(model.id, entry);
    // A superseded model may yet be put below its successor: only the others set the bar.
    if (model.supersededBy === undefined) best.add(entry.score);
  }
  for (const id of [...entries.keys()]) addSuccessors(id, entries, byId, scorer, context);
  return [...entries.values()];
}

/** Successors decide the place of what they supersede, so they are placed too, however low they score. */
function addSuccessors(
  id: string,
  entries: Map<string, ScoredCandidate>,
  byId: ReadonlyMap<string, Contender>,
  scorer: Scorer,
  context: AdviceContext,
): void {
  const seen = new Set<string>([id]);
  let next = context.models.get(id)?.supersededBy;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const contender = byId.get(next);
    if (contender !== undefined && !entries.has(next)) {
      const found = findBest(contender.eligible, contender.trials, scorer, context);
      if (found.kind === 'found') entries.set(next, found.value);
    }
    next = context.models.get(next)?.supersededBy;
  }
}

function lose(
  { prospects, eligible }: Contender,
  placed: readonly RejectedAttempt[],
  context: AdviceContext,
): RejectedModel {
  const code = nearestCode(prospects, placed, context);
  const fill = code === 'too-big' ? Math.min(...prospects.trials.map((trial) => trial.fill)) : 0;
  return { model: eligible.model, code, reasons: () => nearestReasons(prospects, placed, context), fill };
}
