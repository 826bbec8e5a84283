import { addPair, type Entry, rootScope, type Scope } from './entry.ts';
import type { Place } from './line-index.ts';

/** Deeper nesting is nobody's configuration. */
const MAX_DEPTH = 100;
/** More scalars are data. */
const MAX_ENTRIES = 100_000;

export interface FlowScan {
  readonly entries: readonly Entry[];
  /** Nested or long beyond reason: the rest was not read. */
  readonly tooDeep: boolean;
}

interface Frame {
  readonly scope: Scope;
  readonly list?: number;
  /** Key waiting for its value. */
  key?: string;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/**
 * Scalars of JSON, JSON with comments, JSON5 and YAML flow collections, with their places. Takes fragments: what is not closed
 * ends with the text, what closes nothing is passed over. One pass, no recursion.
 */
export function readFlow(text: string, place: Place, parent: Scope = rootScope(), key = ''): FlowScan {
  const entries: Entry[] = [];
  const stack: Frame[] = [{ scope: parent, ...(key === '' ? {} : { key }) }];
  let lists = 0;
  let depth = 0;
  let tooDeep = false;
  let at = 0;
  const top = (): Frame => stack.at(-1) ?? { scope: parent };
  const scalar = (value: string, offset: number): void => {
    const frame = top();
    const isItem = frame.list !== undefined;
    const { line, column } = place(offset);
    const entry: Entry = {
      line,
      column,
      key: isItem ? frame.scope.key : (frame.key ?? ''),
      form: isItem ? 'item' : frame.key === undefined ? 'text' : 'pair',
      value,
      scope: isItem ? (frame.scope.parent ?? frame.scope) : frame.scope,
      ...(isItem ? { list: frame.list ?? 0 } : {}),
    };
    entries.push(entry);
    if (entry.form === 'pair') addPair(entry);
    delete frame.key;
  };
  const open = (isList: boolean): void => {
    depth += 1;
    if (depth > MAX_DEPTH) {
      tooDeep = true;
      return;
    }
    const frame = top();
    const scope: Scope = {
      parent: frame.scope,
      key: frame.key ?? (frame.list === undefined ? '' : frame.scope.key),
      pairs: new Map(),
    };
    delete frame.key;
    lists += 1;
    stack.push(isList ? { scope, list: lists } : { scope });
  };
  const close = (): void => {
    if (depth > 0 && depth <= MAX_DEPTH && stack.length > 1) stack.pop();
    if (depth > 0) depth -= 1;
  };
  while (at < text.length) {
    if (entries.length >= MAX_ENTRIES) return { entries, tooDeep: true };
    const char = text[at] ?? '';
    if (char === '{' || char === '[') {
      open(char === '[');
      at += 1;
    } else if (char === '}' || char === ']') {
      close();
      at += 1;
    } else if (char === '"' || char === "'") {
      const { value, end } = readQuoted(text, at, char);
      const after = skipBlank(text, end);
      if (text[after] === ':' && top().list === undefined) {
        top().key = value;
        at = after + 1;
      } else {
        if (depth <= MAX_DEPTH) scalar(value, at + 1);
        at = end;
      }
    } else if (char === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      at = skipComment(text, at);
    } else if (char === '#' && (at === 0 || isBlank(text.charCodeAt(at - 1)))) {
      at = lineEnd(text, at);
    } else if (isBlank(text.charCodeAt(at)) || char === ',' || char === ':') {
      at += 1;
    } else {
      const end = bareEnd(text, at);
      const value = text.slice(at, end).trim();
      if (text[end] === ':' && top().list === undefined) {
        top().key = value;
        at = end + 1;
      } else {
        if (depth <= MAX_DEPTH && value !== '') scalar(value, at);
        at = Math.max(end, at + 1);
      }
    }
  }
  return { entries, tooDeep };
}

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 160;

/** Where a bare scalar ends: at a mark of the collection, a line's end, a comment, or a colon that makes it a key. */
function bareEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === ',' || char === '{' || char === '}' || char === '[' || char === ']' || char === '\n') return at;
    if (char === ':') {
      const next = text[at + 1] ?? ' ';
      if (isBlank(next.charCodeAt(0)) || next === '"' || next === "'" || next === '{' || next === '[') return at;
    } else if (char === '#' && isBlank(text.charCodeAt(at - 1))) return at;
    // A scheme is part of its value: `hf://org/name`.
    else if (char === '/' && text[at + 1] === '/' && text[at - 1] !== ':') return at;
  }
  return text.length;
}

function readQuoted(text: string, start: number, quote: string): { readonly value: string; readonly end: number } {
  let value = '';
  let from = start + 1;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === quote) return { value: value + text.slice(from, at), end: at + 1 };
    if (char === '\\' && quote === '"') {
      const next = text[at + 1] ?? '';
      const code = next === 'u' ? Number.parseInt(text.slice(at + 2, at + 6), 16) : Number.NaN;
      value += text.slice(from, at) + (Number.isNaN(code) ? (ESCAPES[next] ?? next) : String.fromCharCode(code));
      at += Number.isNaN(code) ? 1 : 5;
      from = at + 1;
    }
  }
  return { value: value + text.slice(from), end: text.length };
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function skipComment(text: string, from: number): number {
  if (text[from + 1] === '/') return lineEnd(text, from);
  const end = text.indexOf('*/', from + 2);
  return end < 0 ? text.length : end + 2;
}
