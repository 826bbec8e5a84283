import type { ReferenceConfidence, ReferenceKind, TextPosition } from '../../domain/reference.ts';
import type { Candidate, NameSpace } from '../types.ts';

type Extras = Partial<Omit<Candidate, 'raw' | 'line' | 'column' | 'space' | 'kind' | 'confidence' | 'strong'>>;

/** A candidate whose place is for models alone. */
export function strong(
  at: TextPosition,
  raw: string,
  space: NameSpace = 'hub',
  kind: ReferenceKind = 'use',
  confidence: ReferenceConfidence = 'high',
  extras: Extras = {},
): Candidate {
  return { line: at.line, column: at.column, raw, space, kind, confidence, strong: true, ...extras };
}

/** A candidate that counts only where its value is a complete name. */
export const weak = (...args: Parameters<typeof strong>): Candidate => ({ ...strong(...args), strong: false });

/** Something stands here, and it is no reference, whatever it looks like. */
export const nothing = (at: TextPosition): Candidate => ({ ...weak(at, ''), claimed: true });
