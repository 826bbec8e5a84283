import type { ProblemKind } from '../domain/problem.ts';
import type { AnyResult } from '../domain/result.ts';

/** 0 answered · 1 the answer is no · 2 usage · 3 bad input file · 4 the machine could not be read and none was described · 70 our bug. */
export const EXIT = { answered: 0, no: 1, usage: 2, inputFile: 3, noMachine: 4, bug: 70 } as const;

const BY_PROBLEM: Readonly<Record<ProblemKind, number>> = {
  usage: EXIT.usage,
  'input-file': EXIT.inputFile,
  'no-machine': EXIT.noMachine,
};

export function exitCodeOfProblem(kind: ProblemKind): number {
  return BY_PROBLEM[kind];
}

/** A pure function of the result, never of the format. */
export function exitCodeOf(result: AnyResult): number {
  if (result.command === 'recommend') return result.recommendations.length > 0 ? EXIT.answered : EXIT.no;
  if (result.command === 'plan')
    return result.plan.fit.kind === 'fits' || result.plan.fit.kind === 'fits-offloaded' ? EXIT.answered : EXIT.no;
  if (result.command === 'why') return result.best === null ? EXIT.no : EXIT.answered;
  if (result.command === 'compare') return result.models.length > 0 ? EXIT.answered : EXIT.no;
  return EXIT.answered;
}
