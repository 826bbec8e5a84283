import { describe, expect, it } from 'vitest';
import type { CompanyFacts, Condition, FactValue } from '../../../src/domain/license.ts';
import { evaluate } from '../../../src/license/evaluate.ts';
import { EU_MEMBERS } from '../../../src/license/facts.ts';

const fact = (
  name: string,
  op: '==' | '!=' | '>' | '>=' | '<' | '<=' | 'in' | 'has' | 'intersects',
  value: FactValue,
): Condition => ({
  fact: name,
  op,
  value,
});
const HOLDS: Condition = { always: true };
const FAILS: Condition = { not: HOLDS };
const OPEN = fact('monthlyActiveUsers', '>', 10);

describe('comparisons', () => {
  const cases: readonly (readonly [string, Condition, CompanyFacts, boolean])[] = [
    ['equal', fact('use', '==', 'commercial'), { use: 'commercial' }, true],
    ['not equal', fact('use', '!=', 'commercial'), { use: 'research' }, true],
    ['above, at the limit', fact('annualRevenueUsd', '>', 10), { annualRevenueUsd: 10 }, false],
    ['at least, at the limit', fact('annualRevenueUsd', '>=', 10), { annualRevenueUsd: 10 }, true],
    ['below, at the limit', fact('employees', '<', 10), { employees: 10 }, false],
    ['at most, at the limit', fact('employees', '<=', 10), { employees: 10 }, true],
    ['in a list', fact('use', 'in', ['research', 'personal']), { use: 'personal' }, true],
    ['not in a list', fact('use', 'in', ['research', 'personal']), { use: 'internal' }, false],
    ['a list that has', fact('distribution', 'has', 'weights'), { distribution: ['product', 'weights'] }, true],
    ['a list that lacks', fact('distribution', 'has', 'weights'), { distribution: ['none'] }, false],
    [
      'lists that overlap',
      fact('distribution', 'intersects', ['weights', 'hosted-api']),
      { distribution: ['hosted-api'] },
      true,
    ],
    ['an EU member', fact('domicile', 'in', ['EU']), { domicile: 'DE' }, true],
    ['Switzerland', fact('domicile', 'in', ['EU']), { domicile: 'CH' }, false],
    ['the United Kingdom after 2020', fact('domicile', 'in', ['EU']), { domicile: 'GB' }, false],
    ['UK for GB', fact('domicile', 'in', ['GB']), { domicile: 'UK' }, true],
    [
      'lower case countries',
      fact('servedTerritories', 'intersects', ['KR']),
      { servedTerritories: ['us', 'kr'] },
      true,
    ],
    ['the EU as a whole', fact('servedTerritories', 'intersects', ['FR']), { servedTerritories: ['EU'] }, true],
    ['the whole world', fact('servedTerritories', 'intersects', ['KR']), { servedTerritories: ['WORLD'] }, true],
  ];
  it.each(cases)('%s', (_, condition, facts, expected) => {
    expect(evaluate(condition, facts, {}).value).toBe(expected);
  });

  it('counts 27 members of the EU', () => {
    expect(new Set(EU_MEMBERS).size).toBe(27);
  });

  it('asks instead of passing when a fact has the wrong type', () => {
    expect(evaluate(OPEN, { monthlyActiveUsers: 'many' }, {}).value).toBe('unknown');
    expect(evaluate(OPEN, { monthlyActiveUsers: Number.NaN }, {}).value).toBe('unknown');
  });
});

describe('three values', () => {
  const cases: readonly (readonly [string, Condition, boolean | 'unknown'])[] = [
    ['a missing fact', OPEN, 'unknown'],
    ['not unknown', { not: OPEN }, 'unknown'],
    ['all with a failure', { all: [OPEN, FAILS] }, false],
    ['all with an open part', { all: [HOLDS, OPEN] }, 'unknown'],
    ['any with a success', { any: [OPEN, HOLDS] }, true],
    ['any with an open part', { any: [FAILS, OPEN] }, 'unknown'],
    ['all of what holds', { all: [HOLDS, HOLDS] }, true],
    ['any of what fails', { any: [FAILS, FAILS] }, false],
  ];
  it.each(cases)('%s', (_, condition, expected) => {
    expect(evaluate(condition, {}, {}).value).toBe(expected);
  });

  it('names every fact that would settle it, with the limit', () => {
    const truth = evaluate({ any: [OPEN, FAILS, { all: [HOLDS, fact('domicile', 'in', ['EU'])] }] }, {}, {});
    expect(truth).toEqual({
      value: 'unknown',
      missing: [
        { fact: 'monthlyActiveUsers', op: '>', value: 10 },
        { fact: 'domicile', op: 'in', value: ['EU'] },
      ],
    });
  });

  it('asks for a missing modality, but takes a missing family for another one', () => {
    const modality: Condition = { model: 'modality', op: '==', value: 'multimodal' };
    const family: Condition = { model: 'family', op: '==', value: 'cosmos' };
    expect(evaluate(modality, {}, {}).value).toBe('unknown');
    expect(evaluate(modality, {}, { modality: 'text' }).value).toBe(false);
    expect(evaluate(family, {}, {}).value).toBe(false);
    expect(evaluate(family, {}, { family: 'cosmos' }).value).toBe(true);
  });
});
