import type { ModelSpec } from '../../domain/model.ts';
import type { Comparison, Interval, QueryNode, QueryTest } from './ast.ts';
import { findField, type QueryContext } from './fields.ts';
import { readDate } from './values.ts';

/** Does the model answer the query? What is unknown about it satisfies no comparison. */
export function matchesQuery(node: QueryNode, model: ModelSpec, context: QueryContext): boolean {
  if (node.kind === 'and') return node.nodes.every((part) => matchesQuery(part, model, context));
  if (node.kind === 'or') return node.nodes.some((part) => matchesQuery(part, model, context));
  if (node.kind === 'not') return !matchesQuery(node.node, model, context);
  return passes(node, model, context);
}

function passes(test: QueryTest, model: ModelSpec, context: QueryContext): boolean {
  const field = findField(test.field);
  if (test.kind === 'has' && field?.type === 'set') {
    const words = field.read(model, context);
    return test.values.some((value) => hasWord(words, value)) !== test.negated;
  }
  if (test.kind === 'number' && (field?.type === 'parameters' || field?.type === 'tokens')) {
    const value = field.read(model, context);
    return value !== null && compare({ low: value, high: value }, test.op, test.value);
  }
  if (test.kind === 'date' && field?.type === 'date') {
    const released = field.read(model, context);
    const days = released === null ? undefined : readDate(released);
    return days !== undefined && compare(days, test.op, test.value);
  }
  if (test.kind === 'grade' && field?.type === 'grade') {
    const grade = field.read(model, test.subject);
    const rank = grade === null ? -1 : field.grades.indexOf(grade);
    return rank >= 0 && compare({ low: rank, high: rank }, test.op, { low: test.rank, high: test.rank });
  }
  return false;
}

/** Certain only: a month is `<=` a day when its last day is. `=`: lies within. */
function compare<T extends number | string>(have: Interval<T>, op: Comparison, want: Interval<T>): boolean {
  if (op === '>=') return have.low >= want.low;
  if (op === '>') return have.low > want.high;
  if (op === '<=') return have.high <= want.high;
  if (op === '<') return have.high < want.low;
  const inside = have.low >= want.low && have.high <= want.high;
  return inside === (op === '=');
}

function hasWord(words: readonly string[], value: string): boolean {
  if (!value.includes('*')) return words.includes(value);
  const parts = value.split('*');
  return words.some((word) => matchesGlob(word, parts));
}

/** `*` stands for anything; linear in the word, whatever the pattern. */
function matchesGlob(word: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (word.length < first.length + last.length || !word.startsWith(first) || !word.endsWith(last)) return false;
  const end = word.length - last.length;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = word.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
