import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/domain/license.ts';
import { LICENSE_GROUPS } from '../../src/license/categories.ts';
import { COMPANY_FACTS, isCompanyFact } from '../../src/license/facts.ts';
import { OBLIGATION_KINDS, parseObligation } from '../../src/license/obligation-kinds.ts';
import { LICENSE_RULES } from '../../src/license/rules.ts';
import { LICENSES, POLICIES } from '../fixtures/licenses.ts';

function factsOf(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(factsOf);
  if ('any' in condition) return condition.any.flatMap(factsOf);
  if ('not' in condition) return factsOf(condition.not);
  return 'fact' in condition ? [condition.fact] : [];
}

describe('terms of licenses', () => {
  const licenses = [...LICENSES.values()];
  const rules = licenses.flatMap((license) => license.rules.map((rule) => ({ license, rule })));

  it('ask only for facts that have a name and a question', () => {
    const asked = new Set(rules.flatMap(({ rule }) => factsOf(rule.when)));
    expect([...asked].filter((name) => !isCompanyFact(name))).toEqual([]);
    const thresholds = licenses.flatMap((license) => license.terms.thresholds ?? []).map((row) => row.fact);
    expect(thresholds.filter((name) => !isCompanyFact(name))).toEqual([]);
  });

  it('every choice fact has its choices', () => {
    for (const fact of Object.values(COMPANY_FACTS)) expect(fact.type.startsWith('choice')).toBe('choices' in fact);
  });

  it('require what has a code, and lift only what is denied', () => {
    for (const { license, rule } of rules) {
      if (rule.effect === 'require') expect([license.id, rule.code]).not.toEqual([license.id, undefined]);
      if (rule.liftedBy !== undefined) {
        expect([license.id, rule.effect]).toEqual([license.id, 'deny']);
        expect(OBLIGATION_KINDS[parseObligation(rule.liftedBy).kind].class).toBe('permission');
      }
    }
  });

  it('every threshold of the terms is decided by a rule with the same number', () => {
    const numbers = (condition: Condition): readonly string[] => {
      if ('all' in condition) return condition.all.flatMap(numbers);
      if ('any' in condition) return condition.any.flatMap(numbers);
      if ('not' in condition) return numbers(condition.not);
      return 'fact' in condition ? [`${condition.fact} ${condition.op} ${String(condition.value)}`] : [];
    };
    const missing = licenses.flatMap((license) => {
      const decided = license.rules.flatMap((rule) => numbers(rule.when));
      return (license.terms.thresholds ?? [])
        .map((row) => `${row.fact} ${row.op} ${row.value}`)
        .filter((row) => !decided.includes(row))
        .map((row) => `${license.id}: ${row}`);
    });
    expect(missing).toEqual([]);
  });

  it('every display text and name prefix of the terms is a duty, and the other way round', () => {
    for (const license of licenses) {
      const prefixes = (license.terms.naming ?? []).map((row) => `name-prefix:${row.prefix}`);
      const duties = license.rules.flatMap((rule) => (rule.code?.startsWith('name-prefix:') ? [rule.code] : []));
      expect([license.id, [...new Set(duties)]]).toEqual([license.id, prefixes]);
    }
  });

  it('denials and duties that are not free of cost point at a clause, or the source was not read', () => {
    const without = rules
      .filter(({ rule }) => rule.effect === 'deny' && rule.clause === undefined)
      .filter(({ license }) => license.evidenceGrade.startsWith('primary'))
      .map(({ license, rule }) => `${license.id} ${rule.rule}`);
    expect(without).toEqual([]);
  });

  it('ids, aliases and hub tags name one license each, versions of one text aside', () => {
    const seen = new Map<string, string>();
    for (const license of licenses) {
      for (const name of [license.id, ...license.aliases]) {
        expect([name, seen.get(name)]).toEqual([name, undefined]);
        seen.set(name, license.id);
      }
    }
  });

  it('bring along only licenses that exist', () => {
    expect(licenses.flatMap((license) => license.includes).filter((id) => !LICENSES.has(id))).toEqual([]);
  });
});

describe('policies and rules', () => {
  it('lists name licenses or groups that exist', () => {
    for (const { licenses } of POLICIES) {
      for (const entry of [...licenses.allow, ...licenses.conditional, ...licenses.deny]) {
        expect(LICENSES.has(entry) || LICENSE_GROUPS.includes(entry)).toBe(true);
      }
    }
  });

  it('rule ids are 22, without gaps', () => {
    expect(Object.keys(LICENSE_RULES)).toEqual(
      Array.from({ length: 22 }, (_, index) => `LLA${String(index + 1).padStart(3, '0')}`),
    );
  });

  it('a policy that takes a fact for granted does not state it as well', () => {
    for (const { name, profile, assume } of POLICIES) {
      expect([name, Object.keys(assume).filter((fact) => fact in profile)]).toEqual([name, []]);
    }
  });
});
