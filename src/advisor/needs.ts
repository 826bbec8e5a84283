import type { LanguageGrade, ModelSpec } from '../domain/model.ts';

/** Longest context the model is made for, extension included. */
export function contextLimit(model: ModelSpec): number {
  return Math.max(model.context.native, model.context.extended?.tokens ?? 0);
}

const STRENGTH: Readonly<Record<LanguageGrade, number>> = { native: 3, supported: 2, incidental: 1, none: 0 };

/** Grade of one language. A language the sources do not name is `none` for a need: unknown is not served. */
export function gradeOf(model: ModelSpec, language: string): LanguageGrade {
  return model.languages[language] ?? 'none';
}

/** Weakest grade over the asked languages with the language it belongs to; null when none is asked. */
export function weakestLanguage(
  model: ModelSpec,
  languages: readonly string[],
): { readonly language: string; readonly grade: LanguageGrade } | null {
  let weakest: { language: string; grade: LanguageGrade } | null = null;
  for (const language of languages) {
    const grade = gradeOf(model, language);
    if (weakest === null || STRENGTH[grade] < STRENGTH[weakest.grade]) weakest = { language, grade };
  }
  return weakest;
}

/** A language need is met from `supported` upwards. */
export function servesLanguage(grade: LanguageGrade): 'yes' | 'no' {
  return STRENGTH[grade] >= STRENGTH.supported ? 'yes' : 'no';
}
