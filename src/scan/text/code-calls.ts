import type { Token } from './code-tokens.ts';

/** Tokens `from` up to, not including, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Argument {
  /** Python keyword; absent for positional arguments. */
  readonly name?: string;
  readonly value: Range;
}

export interface Call {
  /** `AutoModel.from_pretrained`: names and dots before the bracket. */
  readonly callee: string;
  /** Last name of the callee. */
  readonly name: string;
  readonly at: number;
  /** Behind the closing bracket. */
  readonly end: number;
  readonly args: readonly Argument[];
}

interface Frame {
  readonly mark: string;
  readonly callee: string | undefined;
  readonly at: number;
  readonly args: Argument[];
  start: number;
}

const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const MAX_ARGUMENTS = 400;
/** Bigger literals are tables. */
const MAX_LITERAL = 2_000;

/** Every call with the ranges of its arguments, in order of the opening bracket. A call that never closes ends with the text. */
export function readCalls(tokens: readonly Token[]): readonly Call[] {
  const calls: Call[] = [];
  const stack: Frame[] = [];
  const argument = (frame: Frame, end: number): void => {
    if (end <= frame.start || frame.args.length >= MAX_ARGUMENTS) return;
    const [first, second] = [tokens[frame.start], tokens[frame.start + 1]];
    const named = first?.kind === 'name' && second?.kind === 'mark' && second.text === '=';
    frame.args.push(
      named
        ? { name: first.text, value: { from: frame.start + 2, to: end } }
        : { value: { from: frame.start, to: end } },
    );
  };
  const finish = (frame: Frame, end: number): void => {
    if (frame.callee === undefined) return;
    argument(frame, end);
    const name = frame.callee.slice(frame.callee.lastIndexOf('.') + 1);
    calls.push({ callee: frame.callee, name, at: frame.at, end: end + 1, args: frame.args });
  };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'mark') continue;
    if (token.text === '(' || token.text === '[' || token.text === '{') {
      const callee = token.text === '(' ? calleeBefore(tokens, at) : undefined;
      stack.push({ mark: token.text, callee, at, args: [], start: at + 1 });
    } else if (token.text === ',') {
      const frame = stack.at(-1);
      if (frame?.callee !== undefined) {
        argument(frame, at);
        frame.start = at + 1;
      }
    } else if (CLOSES[token.text] !== undefined && stack.at(-1)?.mark === CLOSES[token.text]) {
      const frame = stack.pop();
      if (frame !== undefined) finish(frame, at);
    }
  }
  for (const frame of stack) finish(frame, tokens.length);
  return calls.sort((a, b) => a.at - b.at);
}

function calleeBefore(tokens: readonly Token[], open: number): string | undefined {
  let at = open - 1;
  // Type arguments: `pipeline<"text-generation">(`.
  if (tokens[at]?.text === '>') {
    const from = at;
    while (at > 0 && from - at < 20 && tokens[at]?.text !== '<') at -= 1;
    at -= 1;
  }
  const parts: string[] = [];
  while (parts.length < 12) {
    const name = tokens[at];
    if (name?.kind !== 'name') break;
    parts.unshift(name.text);
    const dot = tokens[at - 1];
    if (dot?.kind !== 'mark' || (dot.text !== '.' && dot.text !== '?.')) break;
    at -= 2;
  }
  return parts.length === 0 ? undefined : parts.join('.');
}

export interface Pair {
  readonly key: string;
  readonly keyToken: Token;
  readonly value: Range;
}

/** Pairs of an object or dictionary literal that begins at `open` (a `{`), without the nested ones. */
export function readPairs(tokens: readonly Token[], open: number): readonly Pair[] {
  const pairs: Pair[] = [];
  let depth = 0;
  let start = open + 1;
  const pair = (end: number): void => {
    const [key, colon] = [tokens[start], tokens[start + 1]];
    if (key !== undefined && (key.kind === 'name' || key.kind === 'string') && colon?.text === ':')
      pairs.push({ key: key.text, keyToken: key, value: { from: start + 2, to: end } });
  };
  const limit = Math.min(tokens.length, open + MAX_LITERAL);
  for (let at = open + 1; at < limit && pairs.length < MAX_ARGUMENTS; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'mark') continue;
    if (token.text === '{' || token.text === '[' || token.text === '(') depth += 1;
    else if (token.text === '}' || token.text === ']' || token.text === ')') {
      if (depth === 0) {
        pair(at);
        return pairs;
      }
      depth -= 1;
    } else if (token.text === ',' && depth === 0) {
      pair(at);
      start = at + 1;
    }
  }
  pair(limit);
  return pairs;
}
