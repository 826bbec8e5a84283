import type { CompanyFacts, Condition, ConditionOperator, FactValue, ModelFactName } from '../domain/license.ts';
import { COMPANY_FACTS, expandTerritories, isCompanyFact, WORLD } from './facts.ts';

/** What the catalog knows of a model. A missing modality is unknown; a missing family matches nothing. */
export interface ModelFacts {
  readonly modality?: 'text' | 'multimodal';
  readonly family?: string;
}

/** `unknown` names the facts that would settle it. */
export type Truth = { readonly value: true | false } | { readonly value: 'unknown'; readonly missing: readonly Atom[] };

/** A comparison that lacks its fact. */
export interface Atom {
  readonly fact: string;
  readonly op: ConditionOperator;
  readonly value: FactValue;
}

const HOLDS: Truth = { value: true };
const FAILS: Truth = { value: false };

/** Judges a condition in three values. */
export function evaluate(condition: Condition, company: CompanyFacts, model: ModelFacts): Truth {
  if ('always' in condition) return HOLDS;
  if ('all' in condition) return combine(condition.all, false, company, model);
  if ('any' in condition) return combine(condition.any, true, company, model);
  if ('not' in condition) {
    const inner = evaluate(condition.not, company, model);
    return inner.value === 'unknown' ? inner : inner.value ? FAILS : HOLDS;
  }
  if ('fact' in condition) return compareFact(condition.fact, condition.op, condition.value, company[condition.fact]);
  const actual = model[condition.model];
  if (actual === undefined && condition.model === 'family') return FAILS;
  return compareFact(modelFactName(condition.model), condition.op, condition.value, actual);
}

/** How a question calls a fact of the model, to keep it apart from company facts. */
function modelFactName(name: ModelFactName): string {
  return `model.${name}`;
}

/** `any` is settled by the first that holds, `all` by the first that fails; what stays open collects the questions. */
function combine(parts: readonly Condition[], settles: boolean, company: CompanyFacts, model: ModelFacts): Truth {
  const missing: Atom[] = [];
  for (const part of parts) {
    const truth = evaluate(part, company, model);
    if (truth.value === settles) return truth;
    if (truth.value === 'unknown') missing.push(...truth.missing);
  }
  if (missing.length > 0) return { value: 'unknown', missing };
  return settles ? FAILS : HOLDS;
}

function compareFact(fact: string, op: ConditionOperator, value: FactValue, actual: FactValue | undefined): Truth {
  const result = actual === undefined ? undefined : COMPARE[op](...sides(fact, actual, value));
  return result === undefined ? { value: 'unknown', missing: [{ fact, op, value }] } : result ? HOLDS : FAILS;
}

/** Both sides as comparable values: countries with the EU spelled out, the rest as they are. */
function sides(fact: string, actual: FactValue, value: FactValue): [FactValue, FactValue] {
  if (!isCompanyFact(fact)) return [actual, value];
  const type = COMPANY_FACTS[fact].type;
  if (type !== 'country' && type !== 'countries') return [actual, value];
  const wanted = expandTerritories(value);
  const codes = expandTerritories(actual);
  if (codes.includes(WORLD)) return [wanted, wanted];
  return [codes, wanted];
}

/** Undefined where the two sides cannot be compared, so that a fact of the wrong type asks instead of passing. */
type Compare = (actual: FactValue, wanted: FactValue) => boolean | undefined;

const overlap: Compare = (actual, wanted) => {
  const list = asList(wanted);
  return asList(actual).some((item) => list.includes(item));
};

function ordered(test: (a: number, b: number) => boolean): Compare {
  return (actual, wanted) =>
    typeof actual === 'number' && typeof wanted === 'number' && !Number.isNaN(actual)
      ? test(actual, wanted)
      : undefined;
}

const COMPARE = {
  '==': overlap,
  '!=': (actual, wanted) => !overlap(actual, wanted),
  '>': ordered((a, b) => a > b),
  '>=': ordered((a, b) => a >= b),
  '<': ordered((a, b) => a < b),
  '<=': ordered((a, b) => a <= b),
  in: overlap,
  has: overlap,
  intersects: overlap,
} as const satisfies Readonly<Record<ConditionOperator, Compare>>;

function asList(value: FactValue): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
