import type { LanguageGrade } from '../../domain/model.ts';
import type { Criterion } from './criterion.ts';

const GRADES: Readonly<Record<LanguageGrade, number>> = { native: 3, supported: 2, incidental: 1, none: 0 };

/** Weakest grade over the asked languages. Without a language need it does not apply. */
export const language: Criterion = {
  id: 'language',
  unit: 'grade',
  stage: 'model',
  curve: () => [
    { value: 1, score: 0 },
    { value: 2, score: 0.6 },
    { value: 3, score: 1 },
  ],
  value: (candidate) => (candidate.language === null ? null : GRADES[candidate.language]),
};
