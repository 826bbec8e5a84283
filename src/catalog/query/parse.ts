import { suggest } from '../did-you-mean.ts';
import type { Comparison, QueryNode, QueryResult, QueryTest } from './ast.ts';
import { findField, QUERY_FIELDS, type QueryField } from './fields.ts';
import { type Token, tokenize } from './tokens.ts';
import { readCount, readDate, readTokens } from './values.ts';

/** Words of open fields, by field: with them a value that no model has is an error with suggestions, not an empty answer. */
export type QueryVocabulary = Readonly<Record<string, ReadonlySet<string>>>;

/** Brackets and `not`s may nest this deep. */
const MAX_DEPTH = 100;

/**
 * `or  = and {"or" and}` · `and = unary {"and" unary}` · `unary = "not" unary | "(" or ")" | test` ·
 * `test = field [":" value {"," value}] [comparison value]`. Keywords and names in any case. Never throws.
 */
export function parseQuery(text: string, vocabulary: QueryVocabulary = {}): QueryResult {
  const split = tokenize(text);
  if (split.kind === 'error') return { ...split, suggestions: [] };
  const parser: Parser = { tokens: split.tokens, next: 0, vocabulary };
  const parsed = parseOr(parser, 0);
  if (parsed.kind === 'error') return parsed;
  const rest = peek(parser);
  if (rest.kind === 'end') return parsed;
  const message = rest.text === ')' ? 'this bracket was never opened' : `expected "and" or "or" before ${show(rest)}`;
  return fail(rest, message);
}

interface Parser {
  readonly tokens: readonly Token[];
  next: number;
  readonly vocabulary: QueryVocabulary;
}

function peek(parser: Parser): Token {
  return parser.tokens[parser.next] ?? { kind: 'end', text: '', offset: 0 };
}

function take(parser: Parser): Token {
  const token = peek(parser);
  if (token.kind !== 'end') parser.next += 1;
  return token;
}

function isKeyword(token: Token, keyword: string): boolean {
  return token.kind === 'word' && !token.quoted && token.text.toLowerCase() === keyword;
}

function isSymbol(token: Token, symbol: string): boolean {
  return token.kind === 'symbol' && token.text === symbol;
}

const fail = (token: Token, message: string, suggestions: readonly string[] = []): QueryResult => ({
  kind: 'error',
  message,
  offset: token.offset,
  suggestions,
});

const show = (token: Token): string => (token.kind === 'end' ? 'the end' : `"${token.text}"`);

function parseOr(parser: Parser, depth: number): QueryResult {
  return parseChain(parser, 'or', () => parseChain(parser, 'and', () => parseUnary(parser, depth)));
}

function parseChain(parser: Parser, kind: 'and' | 'or', operand: () => QueryResult): QueryResult {
  const nodes: QueryNode[] = [];
  do {
    const parsed = operand();
    if (parsed.kind === 'error') return parsed;
    nodes.push(parsed.ast);
  } while (isKeyword(peek(parser), kind) && take(parser));
  const [only] = nodes;
  return { kind: 'ok', ast: nodes.length === 1 && only !== undefined ? only : { kind, nodes } };
}

function parseUnary(parser: Parser, depth: number): QueryResult {
  const token = peek(parser);
  if (depth > MAX_DEPTH) return fail(token, `nested more than ${MAX_DEPTH} deep`);
  if (isKeyword(token, 'not')) {
    take(parser);
    const negated = parseUnary(parser, depth + 1);
    return negated.kind === 'error' ? negated : { kind: 'ok', ast: { kind: 'not', node: negated.ast } };
  }
  if (!isSymbol(token, '(')) return parseTest(parser);
  take(parser);
  const inner = parseOr(parser, depth + 1);
  if (inner.kind === 'error') return inner;
  const close = take(parser);
  if (isSymbol(close, ')')) return inner;
  return close.kind === 'end'
    ? fail(token, 'this bracket is never closed')
    : fail(close, `expected "and", "or" or ")" before ${show(close)}`);
}

function parseTest(parser: Parser): QueryResult {
  const token = take(parser);
  if (token.kind !== 'word' || isKeyword(token, 'and') || isKeyword(token, 'or')) {
    return fail(
      token,
      `expected a field before ${show(token)}`,
      token.kind === 'end' ? QUERY_FIELDS.slice(0, 3).map((field) => field.example) : [],
    );
  }
  const field = findField(token.text);
  if (field === undefined) {
    const names = QUERY_FIELDS.map((known) => known.name);
    const near = suggest(token.text, names);
    return fail(token, `there is no field "${token.text}"`, near.length > 0 ? near : names);
  }
  if (field.type === 'set') return parseSet(parser, field, token);
  if (field.type === 'grade') return parseGrade(parser, field, token);
  return parseComparison(parser, field, token);
}

type Of<T extends QueryField['type']> = Extract<QueryField, { readonly type: T }>;

function parseSet(parser: Parser, field: Of<'set'>, name: Token): QueryResult {
  const op = peek(parser);
  if (op.kind !== 'symbol' || op.text === ')' || op.text === '(' || op.text === ',') {
    if (field.bare === undefined) return fail(name, `"${field.name}" needs a value`, [field.example]);
    return test({ kind: 'has', field: field.name, values: field.bare, negated: false, offset: name.offset });
  }
  take(parser);
  if (op.text !== ':' && op.text !== '=' && op.text !== '!=') {
    return fail(op, `"${field.name}" cannot be compared with "${op.text}"`, [field.example]);
  }
  const values: string[] = [];
  do {
    const value = take(parser);
    if (value.kind !== 'word')
      return fail(value, `expected a value of "${field.name}" before ${show(value)}`, [field.example]);
    const word = value.text.toLowerCase();
    const known = field.values ?? parser.vocabulary[field.name];
    if (known !== undefined && !word.includes('*') && ![...known].includes(word)) {
      const near = suggest(word, known);
      return fail(value, `"${field.name}" is never "${value.text}"`, near.length > 0 ? near : [...known].slice(0, 10));
    }
    values.push(word);
  } while (isSymbol(peek(parser), ',') && take(parser));
  return test({ kind: 'has', field: field.name, values, negated: op.text === '!=', offset: name.offset });
}

function parseGrade(parser: Parser, field: Of<'grade'>, name: Token): QueryResult {
  const separator = take(parser);
  const subject = isSymbol(separator, ':') || isSymbol(separator, '=') ? take(parser) : separator;
  if (subject === separator || subject.kind !== 'word') {
    return fail(subject, `"${field.name}" needs to know of what`, [field.example]);
  }
  const op = comparisonOf(peek(parser));
  const base = { kind: 'grade', field: field.name, subject: subject.text.toLowerCase(), offset: name.offset } as const;
  if (op === undefined) return test({ ...base, op: '>=', rank: field.grades.indexOf(field.enough) });
  take(parser);
  const value = take(parser);
  const word = value.text.toLowerCase();
  const rank = field.grades.indexOf(field.synonyms[word] ?? word);
  if (rank >= 0) return test({ ...base, op, rank });
  const grades = [...field.grades, ...Object.keys(field.synonyms)];
  const near = suggest(word, grades);
  return fail(value, `expected a grade, received ${show(value)}`, near.length > 0 ? near : grades);
}

function parseComparison(parser: Parser, field: Of<'parameters' | 'tokens' | 'date'>, name: Token): QueryResult {
  const symbol = peek(parser);
  const op = isSymbol(symbol, ':') ? '=' : comparisonOf(symbol);
  if (op === undefined)
    return fail(symbol.kind === 'end' ? name : symbol, `"${field.name}" needs a comparison`, [field.example]);
  take(parser);
  const value = take(parser);
  const wrong = (): QueryResult =>
    fail(value, `expected ${EXPECTED[field.type]}, received ${show(value)}`, [field.example]);
  if (value.kind !== 'word') return wrong();
  if (field.type === 'date') {
    const date = readDate(value.text);
    return date === undefined
      ? wrong()
      : test({ kind: 'date', field: field.name, op, value: date, offset: name.offset });
  }
  const number = field.type === 'tokens' ? readTokens(value.text) : readCount(value.text);
  return number === undefined
    ? wrong()
    : test({ kind: 'number', field: field.name, op, value: number, offset: name.offset });
}

const EXPECTED = {
  parameters: 'a number of parameters such as 7b or 500m',
  tokens: 'a number of tokens such as 32768 or 128k',
  date: 'a date such as 2025-04-28, 2025-04 or 2025',
} as const;

function comparisonOf(token: Token): Comparison | undefined {
  const { text } = token;
  if (token.kind !== 'symbol') return undefined;
  return text === '=' || text === '!=' || text === '<' || text === '<=' || text === '>' || text === '>='
    ? text
    : undefined;
}

const test = (ast: QueryTest): QueryResult => ({ kind: 'ok', ast });
