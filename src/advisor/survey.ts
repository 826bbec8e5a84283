import type { ModelSpec } from '../domain/model.ts';
import type { Reason } from '../domain/reason.ts';
import { bestScores } from './best-scores.ts';
import type { EligibleModel, ScoredCandidate } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { type Prospects, prospectsOf, type RejectedAttempt } from './explore.ts';
import { gateModel } from './model-gates.ts';
import { listOptions, type RunOption } from './options.ts';
import { baseQuality } from './quality.ts';
import { compareText, rank } from './rank.ts';
import { makeScorer, type Scorer } from './scoring.ts';
import { boundTrials, findBest, mayRun, nearestCode, nearestReasons, tooSlow } from './search.ts';

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
  /** Models that could not be among the best and were therefore not placed. */
  readonly unplaced: number;
}

interface Contender {
  readonly eligible: EligibleModel;
  /** Best score any configuration of it could get. */
  readonly bound: number;
}

/**
 * Judges every model and ranks at least the best `depth`. Exact: models are placed in the order of what they could score at best; one that cannot come
 * among the best `depth` is not placed, and rejected only where gates or bounds rule it out for certain.
 */
export function surveyCatalog(context: AdviceContext, depth: number): Survey {
  const options = listOptions(context);
  const scorer = makeScorer(context);
  const search: Search = { options, scorer, context, rejected: [], unplaced: { count: 0 } };
  const contenders: Contender[] = [];
  for (const model of context.catalog.models) {
    const gated = gateModel(model, context);
    if (gated.kind === 'rejected') search.rejected.push({ model, code: gated.code, reasons: gated.reasons, fill: 0 });
    else contenders.push(contend(gated.eligible, search));
  }
  contenders.sort((a, b) => b.bound - a.bound || compareText(a.eligible.model.id, b.eligible.model.id));
  const entries = searchContenders(contenders, depth, search);
  return {
    options,
    scorer,
    ranked: rank(entries, context.models),
    rejected: search.rejected,
    unplaced: search.unplaced.count,
  };
}

interface Search {
  readonly options: readonly RunOption[];
  readonly scorer: Scorer;
  readonly context: AdviceContext;
  readonly rejected: RejectedModel[];
  readonly unplaced: { count: number };
}

function contend(eligible: EligibleModel, { scorer, context }: Search): Contender {
  const { reasoningShare: _, ...base } = baseQuality(eligible.model, context.profile, context.request.languages);
  return { eligible, bound: scorer.modelBound(eligible, { ...base, kept: 1 }) };
}

function searchContenders(contenders: readonly Contender[], depth: number, search: Search): readonly ScoredCandidate[] {
  const entries = new Map<string, ScoredCandidate>();
  const byId = new Map(contenders.map(({ eligible }) => [eligible.model.id, eligible]));
  const best = bestScores(depth);
  for (const { eligible, bound } of contenders) {
    if (bound < best.least()) {
      passOver(eligible, search);
      continue;
    }
    const entry = searchModel(eligible, best.least(), search);
    if (entry === null) continue;
    entries.set(eligible.model.id, entry);
    // A superseded model may yet be put below its successor: only the others set the bar.
    if (eligible.model.supersededBy === undefined) best.add(entry.score);
  }
  // Only what may still be among the best can be moved by a successor.
  const bar = best.least();
  for (const [id, { score }] of [...entries]) if (score >= bar) addSuccessors(id, entries, byId, search);
  return [...entries.values()];
}

/** The best configuration of a model; null when none works, which is recorded, or when none could reach `bar`. */
function searchModel(eligible: EligibleModel, bar: number, search: Search): ScoredCandidate | null {
  const { options, scorer, context } = search;
  const prospects = prospectsOf(eligible, options, context);
  const trials = boundTrials(prospects, scorer);
  if ((trials[0]?.bound ?? Number.NEGATIVE_INFINITY) < bar) {
    passOver(eligible, search);
    return null;
  }
  const found = findBest(eligible, trials, scorer, context);
  if (found.kind === 'found') return found.value;
  search.rejected.push(lose(prospects, found.attempts));
  return null;
}

/** A model that cannot be among the best: rejected when its bounds say so, else outranked without being placed. */
function passOver(eligible: EligibleModel, search: Search): void {
  const { options, context } = search;
  if (options.some((option) => mayRun(eligible, option, context))) {
    search.unplaced.count++;
    return;
  }
  const prospects = prospectsOf(eligible, options, context);
  search.rejected.push(lose(prospects, tooSlow(prospects.trials, context)));
}

/** Successors decide the place of what they supersede, so they are placed too, however low they score. */
function addSuccessors(
  id: string,
  entries: Map<string, ScoredCandidate>,
  byId: ReadonlyMap<string, EligibleModel>,
  search: Search,
): void {
  const { options, scorer, context } = search;
  const seen = new Set<string>([id]);
  let next = context.models.get(id)?.supersededBy;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const eligible = byId.get(next);
    if (eligible !== undefined && !entries.has(next)) {
      const found = findBest(eligible, boundTrials(prospectsOf(eligible, options, context), scorer), scorer, context);
      if (found.kind === 'found') entries.set(next, found.value);
    }
    next = context.models.get(next)?.supersededBy;
  }
}

function lose(prospects: Prospects, placed: readonly RejectedAttempt[]): RejectedModel {
  const code = nearestCode(prospects, placed);
  const fill = code === 'too-big' ? Math.min(...prospects.trials.map((trial) => trial.fill)) : 0;
  return { model: prospects.eligible.model, code, reasons: () => nearestReasons(prospects, placed), fill };
}
