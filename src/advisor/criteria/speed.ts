import { mostTokensPerSecond } from '../bounds.ts';
import { ratioCurve } from '../curve.ts';
import type { Criterion } from './criterion.ts';

/** Decode speed one user sees, judged between what the use case needs and what it can use. */
export const speed: Criterion = {
  id: 'speed',
  unit: 'tokens/s per user',
  stage: 'placed',
  most: ({ model }, option) => (mostTokensPerSecond(model, option) * (1 + option.readable.lowShare)) / 2,
  curve: ({ profile }) => {
    const { minTokensPerSecond: least, enoughTokensPerSecond: enough } = profile.needs;
    return ratioCurve(Math.max(least, 1), enough, [0, 0.45, 0.8, 1]);
  },
  value: ({ speed: estimate }) => {
    const rate = estimate.perUserTokensPerSecond ?? estimate.decodeTokensPerSecond;
    return rate === null ? null : (rate.low + rate.typical) / 2;
  },
};
