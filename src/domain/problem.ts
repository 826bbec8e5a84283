/** One thing wrong with what was given, with what to do about it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly remedy?: string;
}

/** What kind of input was bad; decides the exit code. */
export type ProblemKind = 'usage' | 'input-file' | 'no-machine';

/** Thrown at the borders with every problem found in one go. Never carries a stack to the user. */
export class AdvisorError extends Error {
  override readonly name = 'AdvisorError';
  readonly kind: ProblemKind;
  readonly problems: readonly Problem[];

  constructor(kind: ProblemKind, problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join('; '));
    this.kind = kind;
    this.problems = problems;
  }
}
