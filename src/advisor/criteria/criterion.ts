import type { CriterionId } from '../../domain/profile.ts';
import type { ControlPoint, QualityEstimate } from '../../domain/result.ts';
import type { Candidate, EligibleModel } from '../candidate.ts';
import type { AdviceContext } from '../context.ts';
import type { EngineChoice, RunOption } from '../options.ts';

interface CriterionBase {
  readonly id: CriterionId;
  readonly unit: string | null;
  /** Curve for this request; ascending values. */
  readonly curve: (context: AdviceContext) => readonly ControlPoint[];
}

/**
 * One thing that makes a configuration better or worse: a value, and a declared curve from value to 0..1. A null value does not apply: its weight goes
 * to the others. `stage` says what must be known first; the earlier stages bound the score of what is not worth placing.
 */
export type Criterion = CriterionBase &
  (
    | { readonly stage: 'model'; readonly value: (model: EligibleModel, context: AdviceContext) => number | null }
    | { readonly stage: 'engine'; readonly value: (choice: EngineChoice, context: AdviceContext) => number | null }
    | {
        readonly stage: 'quality';
        readonly value: (prospect: { readonly quality: QualityEstimate }, context: AdviceContext) => number | null;
      }
    | {
        readonly stage: 'placed';
        readonly value: (candidate: Candidate, context: AdviceContext) => number | null;
        /** A value no placement goes beyond; without it the best is assumed. */
        readonly most?: (model: EligibleModel, option: RunOption) => number;
      }
  );
