import type { Range } from '../text/code-calls.ts';
import type { Token } from '../text/code-tokens.ts';

/** What an expression gives, as far as the file alone tells. */
export type Value =
  | { readonly kind: 'literal'; readonly text: string; readonly at: Token; readonly fallback: boolean }
  /** A name whose value is elsewhere; `name` is what a table of constants knows it by. */
  | { readonly kind: 'name'; readonly name: string; readonly at: Token };

/** Longer ones are tables or functions, not names. */
const MAX_EXPRESSION = 400;
const ENVIRONMENT = /^(?:getenv|environ|env|get_env|getEnv)$/;
const OPERATORS = /^(?:\+|%)$/;
/** Wrappers of a default value: of fields and of options. */
const WRAPPERS = /^(?:Field|field|Option|Argument|typer|click|str|String)$/;
const OTHER_WORDS = /^(?:and|not|is|in|await|new|lambda|for|None|null|undefined|True|False|true|false)$/;
const CHOICES = /^(?:or|\|\||\?\?|\?|else|if)$/;

/** Values of an expression: a literal, each side of a choice, the default of a look-up in the environment, or a name. */
export function valuesOf(tokens: readonly Token[], { from, to }: Range): readonly Value[] {
  const first = tokens[from];
  if (first === undefined || to <= from || to - from > MAX_EXPRESSION) return [];
  const strings: Token[] = [];
  let depth = 0;
  let choice = false;
  let environment = false;
  let computed = false;
  let names = true;
  const wrapped = first.kind === 'name' && WRAPPERS.test(first.text);
  for (let at = from; at < to; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.kind === 'string') {
      strings.push(token);
      names = false;
      if (token.dynamic === true) computed = true;
      if (depth > 0 && !environment && !(wrapped && strings.length === 1)) strings.pop();
    } else if (token.kind === 'mark') {
      if (/^[([{]$/.test(token.text)) depth += 1;
      else if (/^[)\]}]$/.test(token.text)) depth -= 1;
      else if (depth === 0 && OPERATORS.test(token.text)) computed = true;
      if (CHOICES.test(token.text)) choice = true;
      if (token.text !== '.' && token.text !== '?.') names = false;
    } else if (token.kind === 'name') {
      if (ENVIRONMENT.test(token.text)) environment = true;
      else if (CHOICES.test(token.text)) choice = true;
      if (CHOICES.test(token.text) || OTHER_WORDS.test(token.text)) names = false;
    } else names = false;
  }
  if (names)
    return [
      {
        kind: 'name',
        name: tokens
          .slice(from, to)
          .map((token) => token.text)
          .join(''),
        at: first,
      },
    ];
  if (computed && !environment) return [{ kind: 'name', name: '', at: first }];
  if (environment) {
    // The first text is the name of the variable, except where JavaScript reads it as a property.
    const own = tokens.slice(from, to);
    const property = own.findIndex((token, index) => token.text === 'env' && own[index + 1]?.text === '.');
    const fallbacks = property >= 0 ? strings : strings.slice(1);
    const variable = (property >= 0 ? own[property + 2]?.text : strings[0]?.text) ?? '';
    const known = fallbacks.filter((token) => token.dynamic !== true);
    return known.length > 0
      ? known.map((token) => ({ kind: 'literal', text: token.text, at: token, fallback: true }))
      : [{ kind: 'name', name: `$${variable}`, at: first }];
  }
  const [only] = strings;
  if (only === undefined) return [{ kind: 'name', name: '', at: first }];
  if (choice) return strings.map((token) => ({ kind: 'literal', text: token.text, at: token, fallback: true }));
  // Something is done to it: looked up, formatted, called.
  if (to - from > strings.length && !wrapped && first.kind !== 'string') return [{ kind: 'name', name: '', at: first }];
  return [{ kind: 'literal', text: strings.map((token) => token.text).join(''), at: only, fallback: false }];
}
