import type { EntryRule, LintEntry, LintReport } from './contract.ts';
import { files, sample } from './samples.ts';

export const profileBalanced: EntryRule<'profiles'> = {
  id: 'profile-balanced',
  level: 'error',
  scope: 'entry',
  section: 'profiles',
  description: 'A profile weighs something, its ability shares add up to 1, and its limits stand in order.',
  examples: {
    good: files({ 'profiles/chat.yaml': sample('profiles') }),
    bad: files({ 'profiles/chat.yaml': sample('profiles', { abilities: { general: 0.7, reasoning: 0.2 } }) }),
  },
  check: findImbalance,
};

const sum = (shares: object): number =>
  Object.values(shares).reduce((total: number, share: number) => total + share, 0);

function* findImbalance({ value }: LintEntry<'profiles'>): Iterable<LintReport> {
  const { needs, defaults } = value;
  if (sum(value.weights) <= 0)
    yield { at: ['weights'], message: 'the weights add up to nothing', tip: 'give at least one criterion a weight' };
  const shares = sum(value.abilities);
  if (Math.abs(shares - 1) > 1e-6)
    yield {
      at: ['abilities'],
      message: `the shares add up to ${Number(shares.toFixed(6))}`,
      tip: 'they must add up to 1',
    };
  if (needs.minTokensPerSecond >= needs.enoughTokensPerSecond) {
    yield { at: ['needs', 'minTokensPerSecond'], message: 'the least speed is not below the speed that is enough' };
  }
  if (needs.goodTimeToFirstTokenSeconds >= needs.badTimeToFirstTokenSeconds) {
    yield {
      at: ['needs', 'goodTimeToFirstTokenSeconds'],
      message: 'the good time to first token is not below the bad one',
    };
  }
  if (defaults.promptTokens + defaults.outputTokens > defaults.contextTokens) {
    yield { at: ['defaults', 'contextTokens'], message: 'prompt and output do not fit the context' };
  }
}
