import type { Place } from '../../domain/check.ts';
import type { RawFinding } from './judged.ts';
import type { Subject } from './subjects.ts';

/** A finding about one subject; without `at` it holds at every file that names the model. */
export interface SubjectFinding {
  readonly finding: RawFinding;
  readonly at?: Place;
}

/** What the way a model is named says, beside its terms. */
export function findAboutNaming(subject: Subject): readonly SubjectFinding[] {
  const { id, implicitAt, looseAt, resolution } = subject;
  const implicit: RawFinding = { rule: 'LLA020', level: 'warning', kind: 'implicit', license: id, args: {} };
  const loose: RawFinding = { rule: 'LLA013', level: 'note', kind: 'not-pinned', license: id, args: {} };
  return [
    ...(implicitAt === undefined ? [] : [{ finding: implicit, at: implicitAt }]),
    ...(looseAt === undefined || resolution === 'unresolved' ? [] : [{ finding: loose, at: looseAt }]),
  ];
}

/** One place a file: findings are told where the file first names the model. */
export function firstPlaces(places: readonly Place[]): readonly Place[] {
  const byPath = new Map<string, Place>();
  for (const place of places) if (!byPath.has(place.path)) byPath.set(place.path, place);
  return [...byPath.values()];
}
