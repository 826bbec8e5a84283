import type { AbilityId } from './model.ts';
import type { UseCase } from './workload.ts';

export type CriterionId =
  | 'quality'
  | 'language'
  | 'speed'
  | 'ttft'
  | 'context'
  | 'headroom'
  | 'license'
  | 'engine'
  | 'recency';

/** Weights and needs of a use case, compiled from `catalog/profiles/<use-case>.yaml`. */
export interface Profile {
  readonly id: UseCase;
  readonly weights: Readonly<Record<CriterionId, number>>;
  /** Ability scales the quality criterion reads, with their shares. */
  readonly abilities: Readonly<Partial<Record<AbilityId, number>>>;
  readonly roles: readonly string[];
  readonly needs: {
    readonly tools?: 'yes';
    readonly vision?: 'yes';
    readonly fim?: 'yes';
    /** Tokens a second below which the use case is not served. */
    readonly minTokensPerSecond: number;
    /** Tokens a second beyond which more is worth nothing. */
    readonly enoughTokensPerSecond: number;
    readonly goodTimeToFirstTokenSeconds: number;
    readonly badTimeToFirstTokenSeconds: number;
    /** Seconds of prompt processing beyond which the use case is not served. */
    readonly maxTimeToFirstTokenSeconds: number;
  };
  readonly defaults: { readonly contextTokens: number; readonly promptTokens: number; readonly outputTokens: number };
  /** Tokens a reasoning model thinks before it answers, for speed and context. */
  readonly thinkingTokens: number;
}
