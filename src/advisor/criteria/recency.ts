import type { ModelStatus } from '../../domain/model.ts';
import type { Criterion } from './criterion.ts';

const STANDING: Readonly<Record<ModelStatus, number>> = { current: 2, superseded: 1, legacy: 0, withdrawn: 0 };

/** Whether its own line has moved on. */
export const recency: Criterion = {
  id: 'recency',
  unit: 'standing',
  stage: 'model',
  curve: () => [
    { value: 0, score: 0 },
    { value: 1, score: 0.4 },
    { value: 2, score: 1 },
  ],
  value: ({ model }) => STANDING[model.status],
};
