import type { TextPosition } from '../../domain/reference.ts';

export type TokenKind = 'name' | 'string' | 'number' | 'mark';

export interface Token extends TextPosition {
  readonly kind: TokenKind;
  /** Strings: what lies between the quotes, as written. */
  readonly text: string;
  /** Strings put together at run time: f-strings and templates with expressions in them. */
  readonly dynamic?: true;
  /** First token of its line. */
  readonly first?: true;
}

export interface CodeSyntax {
  readonly lineComment: '#' | '//';
  readonly blockComments: boolean;
  readonly tripleQuotes: boolean;
  readonly templates: boolean;
  readonly regexes: boolean;
}

export const PYTHON: CodeSyntax = {
  lineComment: '#',
  blockComments: false,
  tripleQuotes: true,
  templates: false,
  regexes: false,
};
export const JAVASCRIPT: CodeSyntax = {
  lineComment: '//',
  blockComments: true,
  tripleQuotes: false,
  templates: true,
  regexes: true,
};

const NAME_START = /[A-Za-z_$\u0080-\uffff]/;
const NAME = /[\w$\u0080-\uffff]+/y;
const NUMBER = /\d[\w.]*/y;
const STRING_PREFIX = /^(?:[rbuf]|rb|br|fr|rf)$/i;
/** Of more than one character where a detector asks for them. */
const MARK = /=>|\?\?=?|\|\||==|!=|<=|>=|:=|->|&&|./y;

/** Names, strings and marks of a program, without its comments; tolerant of fragments and of what does not close. One pass. */
export function readTokens(text: string, syntax: CodeSyntax): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  let fresh = true;
  let at = 0;
  const push = (kind: TokenKind, value: string, offset: number, dynamic = false): void => {
    tokens.push({
      kind,
      text: value,
      line,
      column: offset - lineStart + 1,
      ...(dynamic ? { dynamic } : {}),
      ...(fresh ? { first: true as const } : {}),
    });
    fresh = false;
  };
  const passLines = (from: number, to: number): void => {
    for (let next = text.indexOf('\n', from); next >= 0 && next < to; next = text.indexOf('\n', next + 1)) {
      line += 1;
      lineStart = next + 1;
      fresh = true;
    }
  };
  const endOf = (needle: string, from: number): number => {
    const end = text.indexOf(needle, from);
    return end < 0 ? text.length : end;
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '\n') {
      passLines(at, at + 1);
      at += 1;
    } else if (char === ' ' || char === '\t' || char === '\r' || char === '\\') {
      at += 1;
    } else if (text.startsWith(syntax.lineComment, at)) {
      at = endOf('\n', at);
    } else if (syntax.blockComments && text.startsWith('/*', at)) {
      const end = Math.min(endOf('*/', at + 2) + 2, text.length);
      passLines(at, end);
      at = end;
    } else if (char === '"' || char === "'" || (char === '`' && syntax.templates)) {
      const triple = syntax.tripleQuotes && text.startsWith(char.repeat(3), at);
      const open = triple ? 3 : 1;
      const multiline = triple || char === '`';
      const end = closeOf(text, at + open, triple ? char.repeat(3) : char, multiline);
      const value = text.slice(at + open, end.at);
      const previous = tokens.at(-1);
      const prefixed =
        syntax.tripleQuotes && previous?.kind === 'name' && text.slice(at - previous.text.length, at) === previous.text;
      let formatted = false;
      if (prefixed && previous !== undefined && STRING_PREFIX.test(previous.text)) {
        formatted = /f/i.test(previous.text);
        tokens.pop();
        fresh = previous.first === true;
      }
      const dynamic = char === '`' ? value.includes('${') : formatted && value.includes('{');
      push('string', value, at + open, dynamic);
      passLines(at, end.next);
      at = end.next;
    } else if (syntax.regexes && char === '/' && startsRegex(tokens.at(-1))) {
      at = regexEnd(text, at);
    } else if (NAME_START.test(char)) {
      NAME.lastIndex = at;
      const word = NAME.exec(text)?.[0] ?? char;
      push('name', word, at);
      at += word.length;
    } else if (char >= '0' && char <= '9') {
      NUMBER.lastIndex = at;
      const word = NUMBER.exec(text)?.[0] ?? char;
      push('number', word, at);
      at += word.length;
    } else {
      MARK.lastIndex = at;
      const mark = MARK.exec(text)?.[0] ?? char;
      push('mark', mark, at);
      at += mark.length;
    }
  }
  return tokens;
}

function closeOf(
  text: string,
  from: number,
  quote: string,
  multiline: boolean,
): { readonly at: number; readonly next: number } {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '\n' && !multiline) return { at, next: at };
    else if (char === quote[0] && text.startsWith(quote, at)) return { at, next: at + quote.length };
  }
  return { at: text.length, next: text.length };
}

const OPERAND_WORDS = /^(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$/;

/** A slash begins an expression, so it cannot divide. */
function startsRegex(previous: Token | undefined): boolean {
  if (previous === undefined) return true;
  if (previous.kind === 'name') return OPERAND_WORDS.test(previous.text);
  return previous.kind === 'mark' && previous.text !== ')' && previous.text !== ']' && previous.text !== '}';
}

/** Longer ones are divisions that look like it. */
const MAX_REGEX = 2_000;

function regexEnd(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length && at - from < MAX_REGEX; at += 1) {
    const char = text[at];
    if (char === '\n') return from + 1;
    if (char === '\\') at += 1;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
  }
  return from + 1;
}
