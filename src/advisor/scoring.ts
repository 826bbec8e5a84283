import type { CriterionId } from '../domain/profile.ts';
import type { ControlPoint, CriterionResult } from '../domain/result.ts';
import type { Candidate } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { CRITERIA, CRITERION_IDS } from './criteria/registry.ts';
import { scoreAt } from './curve.ts';

/** The criteria with the curves and weights of one request, made once. */
export interface Scorer {
  readonly score: (candidate: Candidate) => number;
  readonly explain: (candidate: Candidate) => readonly CriterionResult[];
}

/** Weighted mean of the applicable criteria; one that does not apply gives its weight to the others. */
export function makeScorer(context: AdviceContext): Scorer {
  const rows = CRITERION_IDS.map((id) => ({
    id,
    criterion: CRITERIA[id],
    weight: context.profile.weights[id],
    curve: CRITERIA[id].curve(context),
  }));
  const parts = (candidate: Candidate) =>
    rows.map(({ id, criterion, weight, curve }) => {
      const value = criterion.value(candidate, context);
      return { id, unit: criterion.unit, weight, curve, value, score: value === null ? null : scoreAt(curve, value) };
    });
  return {
    score: (candidate) => mean(parts(candidate)),
    explain: (candidate) => normalise(parts(candidate)),
  };
}

interface Part {
  readonly id: CriterionId;
  readonly unit: string | null;
  readonly weight: number;
  readonly curve: readonly ControlPoint[];
  readonly value: number | null;
  readonly score: number | null;
}

function mean(parts: readonly Part[]): number {
  let sum = 0;
  let weights = 0;
  for (const { score, weight } of parts) {
    if (score === null) continue;
    sum += score * weight;
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

function normalise(parts: readonly Part[]): readonly CriterionResult[] {
  const applicable = parts.reduce((sum, part) => sum + (part.score === null ? 0 : part.weight), 0);
  return parts.map(({ weight, ...part }) => ({
    ...part,
    weight: part.score === null || applicable === 0 ? 0 : weight / applicable,
  }));
}
