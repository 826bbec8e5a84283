import { ratioCurve } from '../curve.ts';
import { answerDelaySeconds } from '../delay.ts';
import type { Criterion } from './criterion.ts';

/** Time until the answer begins, thinking included for models that always think. */
export const ttft: Criterion = {
  id: 'ttft',
  unit: 's',
  stage: 'placed',
  curve: ({ profile }) =>
    ratioCurve(profile.needs.goodTimeToFirstTokenSeconds, profile.needs.badTimeToFirstTokenSeconds, [1, 0.8, 0.4, 0]),
  value: (candidate, context) => answerDelaySeconds(candidate, context.profile),
};
