import { contextLimit } from '../needs.ts';
import type { Criterion } from './criterion.ts';

/** Room above the asked context, as a multiple of it. Less than asked never gets here: that is a gate. */
export const context: Criterion = {
  id: 'context',
  unit: 'x of the asked context',
  stage: 'model',
  curve: () => [
    { value: 1, score: 0.5 },
    { value: 2, score: 0.8 },
    { value: 4, score: 1 },
  ],
  value: ({ model }, { request }) => contextLimit(model) / request.contextTokens,
};
