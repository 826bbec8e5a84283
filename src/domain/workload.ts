import type { Seconds, Tokens, TokensPerSecond } from '../units/quantities.ts';

export type UseCase = 'chat' | 'code' | 'reasoning' | 'agent' | 'rag' | 'translate' | 'vision' | 'embedding';

/** What is asked for, fully resolved; the `request` part of every answer. */
export interface Workload {
  readonly useCase: UseCase;
  /** BCP-47 primary tags, lower case; each is a need. */
  readonly languages: readonly string[];
  readonly contextTokens: Tokens;
  readonly users: number;
  readonly promptTokens: Tokens;
  readonly outputTokens: Tokens;
  readonly minTokensPerSecond: TokensPerSecond | null;
  readonly maxTimeToFirstTokenSeconds: Seconds | null;
}
