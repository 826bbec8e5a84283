import type { AnyResult, FormatId } from '../domain/result.ts';
import type { ColorLevel } from './layout/paint.ts';

export type Locale = 'en' | 'zh-CN';

export interface FormatOptions {
  readonly format: FormatId;
  readonly locale: Locale;
  /** Cells of the terminal; nothing but commands and identifiers longer than a line goes beyond it. */
  readonly width: number;
  /** 0: not one escape byte. */
  readonly color: ColorLevel;
  /** Frames and punctuation in ASCII, for terminals that lack them or draw them two cells wide. */
  readonly ascii: boolean;
}

/** One output format: a pure function of the result. The text ends with a line feed. */
export type Formatter = (result: AnyResult, options: FormatOptions) => string;
