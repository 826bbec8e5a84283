import type { CriterionId } from '../../domain/profile.ts';
import type { ControlPoint } from '../../domain/result.ts';
import type { Candidate } from '../candidate.ts';
import type { AdviceContext } from '../context.ts';

/** One thing that makes a configuration better or worse: a value, and a declared curve from value to 0..1. */
export interface Criterion {
  readonly id: CriterionId;
  readonly unit: string | null;
  /** Curve for this request; ascending values. */
  readonly curve: (context: AdviceContext) => readonly ControlPoint[];
  /** null: does not apply here; its weight goes to the others. */
  readonly value: (candidate: Candidate, context: AdviceContext) => number | null;
}
