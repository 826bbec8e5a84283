import type { CriterionId } from '../../domain/profile.ts';
import type { ControlPoint } from '../../domain/result.ts';
import type { Candidate, Prospect } from '../candidate.ts';
import type { AdviceContext } from '../context.ts';
import type { RunOption } from '../options.ts';

interface CriterionBase {
  readonly id: CriterionId;
  readonly unit: string | null;
  /** Curve for this request; ascending values. */
  readonly curve: (context: AdviceContext) => readonly ControlPoint[];
}

/**
 * One thing that makes a configuration better or worse: a value, and a declared curve from value to 0..1. A null value does not apply: its weight goes
 * to the others. What is known before placing (`prospect`) bounds the score of a configuration that is not worth placing.
 */
export type Criterion = CriterionBase &
  (
    | { readonly stage: 'prospect'; readonly value: (prospect: Prospect, context: AdviceContext) => number | null }
    | {
        readonly stage: 'placed';
        readonly value: (candidate: Candidate, context: AdviceContext) => number | null;
        /** A value no placement of this prospect goes beyond; without it the best is assumed. */
        readonly most?: (prospect: Prospect, option: RunOption) => number;
      }
  );
