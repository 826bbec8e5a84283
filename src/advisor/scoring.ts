import type { CriterionId } from '../domain/profile.ts';
import type { ControlPoint, CriterionResult } from '../domain/result.ts';
import type { Candidate, Prospect } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import type { Criterion } from './criteria/criterion.ts';
import { CRITERIA, CRITERION_IDS } from './criteria/registry.ts';
import { scoreAt } from './curve.ts';
import type { RunOption } from './options.ts';

/** The criteria with the curves and weights of one request, made once. */
export interface Scorer {
  /** Weighted mean of the applicable criteria; one that does not apply gives its weight to the others. */
  readonly score: (candidate: Candidate) => number;
  /** No placement of this prospect scores higher: what is not known yet counts as perfect. */
  readonly bound: (prospect: Prospect, option: RunOption) => number;
  readonly explain: (candidate: Candidate) => readonly CriterionResult[];
}

interface Row {
  readonly id: CriterionId;
  readonly criterion: Criterion;
  readonly weight: number;
  readonly curve: readonly ControlPoint[];
}

export function makeScorer(context: AdviceContext): Scorer {
  const rows: readonly Row[] = CRITERION_IDS.map((id) => ({
    id,
    criterion: CRITERIA[id],
    weight: context.profile.weights[id],
    curve: CRITERIA[id].curve(context),
  }));
  return {
    score: (candidate) => mean(rows, (criterion) => criterion.value(candidate, context)),
    bound: (prospect, option) =>
      mean(rows, (criterion) =>
        criterion.stage === 'prospect'
          ? criterion.value(prospect, context)
          : (criterion.most?.(prospect, option) ?? 'perfect'),
      ),
    explain: (candidate) => explain(rows, candidate, context),
  };
}

function mean(rows: readonly Row[], read: (criterion: Criterion) => number | null | 'perfect'): number {
  let sum = 0;
  let weights = 0;
  for (const { criterion, weight, curve } of rows) {
    const value = read(criterion);
    if (value === null) continue;
    sum += weight * (value === 'perfect' ? 1 : scoreAt(curve, value));
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

function explain(rows: readonly Row[], candidate: Candidate, context: AdviceContext): readonly CriterionResult[] {
  const parts = rows.map(({ id, criterion, weight, curve }) => {
    const value = criterion.value(candidate, context);
    return { id, unit: criterion.unit, weight, curve, value, score: value === null ? null : scoreAt(curve, value) };
  });
  const applicable = parts.reduce((sum, part) => sum + (part.score === null ? 0 : part.weight), 0);
  return parts.map(({ id, score, weight, value, unit, curve }) => ({
    id,
    score,
    weight: score === null || applicable === 0 ? 0 : weight / applicable,
    value,
    unit,
    curve,
  }));
}
