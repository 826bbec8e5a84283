import type { Criterion } from './criterion.ts';

/** Ability for the use case after quantization. The lower half of the estimate counts: an uncertain model must not win by its upper end. */
export const quality: Criterion = {
  id: 'quality',
  unit: 'ability points',
  stage: 'quality',
  curve: () => [
    { value: 10, score: 0 },
    { value: 90, score: 1 },
  ],
  value: ({ quality: estimate }) => (estimate.low + estimate.typical) / 2,
};
