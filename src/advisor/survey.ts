import type { ModelSpec } from '../domain/model.ts';
import { type Reason, reason } from '../domain/reason.ts';
import type { EligibleModel, ScoredCandidate } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { type Attempt, makeExplorer } from './explore.ts';
import { matchesFilters } from './filters.ts';
import { gateModel } from './model-gates.ts';
import { bestOf, rank } from './rank.ts';
import { makeScorer, type Scorer } from './scoring.ts';

/** What became of one model. */
export type ModelOutcome = { readonly model: ModelSpec } & (
  | { readonly kind: 'works'; readonly best: ScoredCandidate; readonly attempts: readonly Attempt[] }
  | {
      readonly kind: 'rejected';
      readonly reasons: readonly Reason[];
      readonly eligible: EligibleModel | null;
      readonly attempts: readonly Attempt[];
    }
);

/** Every model of the catalog judged for one request. */
export interface Survey {
  readonly outcomes: readonly ModelOutcome[];
  readonly ranked: readonly ScoredCandidate[];
  readonly scorer: Scorer;
}

export function surveyCatalog(context: AdviceContext): Survey {
  const scorer = makeScorer(context);
  const explorer = makeExplorer(context);
  const outcomes = context.catalog.models.map(
    (model): ModelOutcome => judgeModel(model, context, explorer.explore, scorer),
  );
  const entries = outcomes.flatMap((outcome) => (outcome.kind === 'works' ? [outcome.best] : []));
  return { outcomes, ranked: rank(entries, context.models), scorer };
}

export function judgeModel(
  model: ModelSpec,
  context: AdviceContext,
  explore: (eligible: EligibleModel) => readonly Attempt[],
  scorer: Scorer,
): ModelOutcome {
  const filtered = matchesFilters(model, context);
  if (filtered !== null) return { kind: 'rejected', model, reasons: [filtered], eligible: null, attempts: [] };
  const gated = gateModel(model, context);
  if (gated.kind === 'rejected')
    return { kind: 'rejected', model, reasons: gated.reasons, eligible: null, attempts: [] };
  const attempts = explore(gated.eligible);
  const best = bestOf(attempts, scorer);
  if (best !== null) return { kind: 'works', model, best, attempts };
  return { kind: 'rejected', model, reasons: nearestReasons(attempts), eligible: gated.eligible, attempts };
}

/** Order in which a failed attempt counts as the closest to working: the nearer the end of the road it failed. */
const DISTANCE: Readonly<Partial<Record<Reason['code'], number>>> = {
  'below-min-speed': 0,
  'above-max-ttft': 0,
  'speed-unknown': 0,
  'too-big': 1,
  'engine-refuses-format': 2,
  'engine-no-backend': 3,
  'quantization-too-low': 4,
  'engine-no-artifact': 4,
  'engine-unsupported-architecture': 5,
};

/** Reasons of the attempt that came closest; among those too big, the one that lacks least. */
function nearestReasons(attempts: readonly Attempt[]): readonly Reason[] {
  let nearest: readonly Reason[] = [
    reason('engine-unsupported-architecture', 'blocks', { engine: '', architecture: '' }),
  ];
  let distance = Number.POSITIVE_INFINITY;
  for (const attempt of attempts) {
    if (attempt.kind !== 'rejected') continue;
    const [first] = attempt.reasons;
    if (first === undefined) continue;
    const lacking = first.code === 'too-big' ? first.args.needBytes / Math.max(first.args.haveBytes, 1) : 0;
    // A ratio is folded into 0..1 so that it only decides among attempts at the same stage.
    const own = (DISTANCE[first.code] ?? 6) + lacking / (1 + lacking);
    if (own < distance) {
      distance = own;
      nearest = attempt.reasons;
    }
  }
  return nearest;
}
