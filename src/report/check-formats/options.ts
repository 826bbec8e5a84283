import type { CheckResult } from '../../domain/check.ts';
import type { ColorLevel } from '../layout/paint.ts';
import type { Locale } from '../options.ts';

/** The formats of a check, in the order help lists them. */
export const CHECK_FORMATS = ['table', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'cyclonedx'] as const;
export type CheckFormatId = (typeof CHECK_FORMATS)[number];

export interface CheckFormatOptions {
  /** For people's formats; what machines read is always English. */
  readonly locale: Locale;
  readonly width: number;
  readonly color: ColorLevel;
  readonly ascii: boolean;
  /** SARIF: list waived and accepted results as suppressed instead of leaving them out. */
  readonly suppressed: boolean;
}

/** One format of a check: a pure function of the result. The text ends with a line feed. */
export type CheckFormatter = (result: CheckResult, options: CheckFormatOptions) => string;
