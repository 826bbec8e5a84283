import type { Call } from '../text/code-calls.ts';
import type { Token } from '../text/code-tokens.ts';
import { type Value, valuesOf } from './code-values.ts';

/** A name that the file gives a text to. */
export interface Constant {
  readonly name: string;
  readonly values: readonly (Value & { readonly kind: 'literal' })[];
  /** Default of a parameter or an option rather than a fixed value. */
  readonly isDefault: boolean;
}

const MAX_TYPE = 16;
/** Longer expressions give no name. */
const MAX_STATEMENT = 400;

/** Assignments at statement level and defaults of parameters, first value first. */
export function readConstants(tokens: readonly Token[], calls: readonly Call[]): ReadonlyMap<string, Constant> {
  const found = new Map<string, Constant>();
  const add = (name: string, from: number, to: number, isDefault: boolean): void => {
    const values = valuesOf(tokens, { from, to }).filter((value) => value.kind === 'literal');
    if (values.length === 0 || name === '') return;
    const known = found.get(name);
    if (known === undefined) found.set(name, { name, values, isDefault });
    else if (!known.isDefault || isDefault)
      found.set(name, { ...known, values: [...known.values, ...values].slice(0, 20) });
  };
  let depth = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'mark') continue;
    if (/^[([]$/.test(token.text)) depth += 1;
    else if (/^[)\]]$/.test(token.text)) depth = Math.max(0, depth - 1);
    if (depth > 0 || token.text !== '=') continue;
    const { name, typed } = targetBefore(tokens, at);
    if (name === '') continue;
    // `model: str = "…"` is the default of a field; `MODEL: str` is a constant with a type.
    add(name, at + 1, statementEnd(tokens, at + 1), typed && name !== name.toUpperCase());
    if (name.includes('.')) add(name.slice(name.lastIndexOf('.') + 1), at + 1, statementEnd(tokens, at + 1), false);
  }
  for (const call of calls) {
    for (const { name, value } of call.args) {
      if (name !== undefined) continue;
      const [first, mark] = [tokens[value.from], tokens[value.from + 1]];
      if (first?.kind !== 'name' || (mark?.text !== ':' && mark?.text !== '?')) continue;
      for (let at = value.from + 2; at < Math.min(value.to, value.from + MAX_TYPE); at += 1)
        if (tokens[at]?.text === '=') add(first.text, at + 1, value.to, true);
    }
    // `def load(model="x")` reads like a call with a keyword.
    const definer = tokens[call.at - 2]?.text;
    if (definer !== 'def' && definer !== 'function') continue;
    for (const { name, value } of call.args) if (name !== undefined) add(name, value.from, value.to, true);
  }
  return found;
}

/** `NAME`, `self.name`, `NAME: type`: what stands before `=`; empty when it is something else. */
function targetBefore(tokens: readonly Token[], at: number): { readonly name: string; readonly typed: boolean } {
  let from = at - 1;
  for (let back = 0; back < MAX_TYPE && from >= 0; back += 1, from -= 1) {
    const token = tokens[from];
    if (token?.first === true || /^(?:const|let|var|static|readonly|final|private|public)$/.test(token?.text ?? ''))
      break;
  }
  const parts = tokens
    .slice(Math.max(from, 0), at)
    .filter((token) => !/^(?:export|const|let|var|static|readonly|final|private|public)$/.test(token.text));
  const colon = parts.findIndex((token) => token.text === ':');
  const target = colon < 0 ? parts : parts.slice(0, colon);
  const isName =
    target.length > 0 &&
    target.length <= 5 &&
    target.every((token, index) => (index % 2 === 0 ? token.kind === 'name' : token.text === '.'));
  return { name: isName ? target.map((token) => token.text).join('') : '', typed: colon >= 0 };
}

/** First token of the next line outside brackets. */
function statementEnd(tokens: readonly Token[], from: number): number {
  let depth = 0;
  const limit = Math.min(tokens.length, from + MAX_STATEMENT);
  for (let at = from; at < limit; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (at > from && depth === 0 && token.first === true && !/^(?:\?|:|\|\||\?\?|\.|or|if|else)$/.test(token.text))
      return at;
    if (depth === 0 && (token.text === ';' || token.text === '}')) return at;
    if (token.kind !== 'mark') continue;
    if (/^[([{]$/.test(token.text)) depth += 1;
    else if (/^[)\]}]$/.test(token.text)) {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return limit;
}
