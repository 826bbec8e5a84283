import type { ModelSpec } from '../domain/model.ts';
import type { ScoredCandidate } from './candidate.ts';

/** Total order of configurations: score, then headroom, then quality, then ids. The same on any machine, in any catalog order. */
export function compareScored(a: ScoredCandidate, b: ScoredCandidate): number {
  return (
    b.score - a.score ||
    b.candidate.fit.headroomRatio - a.candidate.fit.headroomRatio ||
    b.candidate.quality.typical - a.candidate.quality.typical ||
    compareText(a.candidate.model.id, b.candidate.model.id) ||
    compareText(a.candidate.quantization.id, b.candidate.quantization.id) ||
    compareText(a.candidate.engine.id, b.candidate.engine.id)
  );
}

/** Code-unit order: independent of locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How far below its successor a superseded model is kept at equal fit. */
const SUCCESSION_GAP = 1e-4;

/**
 * Orders one entry per model. A model whose successor also runs here, at least as well placed and of at least its quality, never ranks above it.
 * Works on scores only, so that adding or dropping other models moves nothing else.
 */
export function rank(
  entries: readonly ScoredCandidate[],
  models: ReadonlyMap<string, ModelSpec>,
): readonly ScoredCandidate[] {
  const byModel = new Map(entries.map((entry) => [entry.candidate.model.id, entry]));
  const capped = new Map<string, number>();
  const scoreOf = (id: string, depth: number): number => {
    const entry = byModel.get(id);
    if (entry === undefined) return Number.POSITIVE_INFINITY;
    const known = capped.get(id);
    if (known !== undefined) return known;
    const successor = depth < MAX_SUCCESSION ? findSuccessor(entry, byModel, models) : null;
    const score =
      successor === null
        ? entry.score
        : Math.min(entry.score, scoreOf(successor.candidate.model.id, depth + 1) - SUCCESSION_GAP);
    capped.set(id, Math.max(score, 0));
    return Math.max(score, 0);
  };
  return entries.map((entry) => ({ ...entry, score: scoreOf(entry.candidate.model.id, 0) })).sort(compareScored);
}

/** Longest chain of successors followed; also what stops a cycle. */
const MAX_SUCCESSION = 8;

/** Nearest successor that runs here as well as the model itself: same kind of fit or better, quality not lower. */
function findSuccessor(
  entry: ScoredCandidate,
  byModel: ReadonlyMap<string, ScoredCandidate>,
  models: ReadonlyMap<string, ModelSpec>,
): ScoredCandidate | null {
  let id = entry.candidate.model.supersededBy;
  for (let step = 0; id !== undefined && step < MAX_SUCCESSION; step++) {
    const successor = byModel.get(id);
    if (successor !== undefined && runsAsWell(successor, entry)) return successor;
    id = models.get(id)?.supersededBy;
  }
  return null;
}

function runsAsWell(successor: ScoredCandidate, entry: ScoredCandidate): boolean {
  const sameFit = successor.candidate.fit.kind === 'fits' || entry.candidate.fit.kind === 'fits-offloaded';
  return sameFit && successor.candidate.quality.typical >= entry.candidate.quality.typical;
}
