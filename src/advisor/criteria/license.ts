import type { LicenseVerdictKind } from '../../domain/license.ts';
import type { Criterion } from './criterion.ts';

const EASE: Readonly<Record<LicenseVerdictKind, number>> = { allowed: 2, conditional: 1, unknown: 0, denied: 0 };

/** How little the license asks for: nothing beyond a notice, some duties, or not known. */
export const license: Criterion = {
  id: 'license',
  unit: 'ease',
  stage: 'model',
  curve: () => [
    { value: 0, score: 0 },
    { value: 1, score: 0.6 },
    { value: 2, score: 1 },
  ],
  value: ({ license: verdict }) => EASE[verdict.verdict],
};
