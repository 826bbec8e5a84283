import type { Criterion } from './criterion.ts';

/** Memory left over, as a share of what may be used: the margin for a longer chat, a second program, an engine update. */
export const headroom: Criterion = {
  id: 'headroom',
  unit: 'share of usable memory',
  stage: 'placed',
  curve: () => [
    { value: 0, score: 0 },
    { value: 0.03, score: 0.6 },
    { value: 0.1, score: 1 },
  ],
  value: ({ fit }) => fit.headroomRatio,
};
