import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompanyFacts } from '../../src/domain/license.ts';
import type { BaseModel, Relation } from '../../src/domain/model.ts';
import { LICENSE_GROUPS } from '../../src/license/categories.ts';
import { COMPANY_FACTS, type CompanyFact } from '../../src/license/facts.ts';
import type { LineageNode } from '../../src/license/lineage.ts';
import { passesPolicy } from '../../src/license/policy.ts';
import { judge, LICENSES, nodeWith, type PolicyFields, policyWith } from '../fixtures/licenses.ts';

const licenseId = fc.constantFrom(...LICENSES.keys());
const country = fc.constantFrom('US', 'DE', 'GB', 'KR', 'CN', 'EU', 'WORLD');

function answersTo(fact: CompanyFact) {
  const choices = fc.constantFrom(...(fact.choices ?? ['none']));
  const values = {
    choice: choices,
    choices: fc.uniqueArray(choices, { minLength: 1, maxLength: 3 }),
    number: fc.constantFrom(0, 999_999, 1_000_000, 10_000_000, 20_000_001, 100_000_001, 700_000_001),
    flag: fc.boolean(),
    country,
    countries: fc.uniqueArray(country, { minLength: 1, maxLength: 3 }),
  };
  return values[fact.type];
}

const profile: fc.Arbitrary<CompanyFacts> = fc.record(
  Object.fromEntries(Object.entries(COMPANY_FACTS).map(([name, fact]) => [name, answersTo(fact)])),
  { requiredKeys: [] },
) as fc.Arbitrary<CompanyFacts>;

const entries = fc.uniqueArray(fc.oneof(licenseId, fc.constantFrom(...LICENSE_GROUPS)), { maxLength: 4 });
const LOOSEST_FIRST = ['allowed', 'conditional', 'unknown', 'denied'] as const;
const accepted = fc.integer({ min: 1, max: LOOSEST_FIRST.length });
const policyFields: fc.Arbitrary<PolicyFields> = fc.record({
  profile,
  licenses: fc.record({
    default: fc.constantFrom('judge', 'review', 'deny'),
    allow: entries,
    conditional: entries,
    deny: entries,
  }),
});

/** A chain of models p0 → p1 → …, each with a license or none, trained on from the next. */
const relation = fc.constantFrom<Relation>('finetune', 'merge', 'adapter', 'continued', 'distil');
const chain: fc.Arbitrary<readonly LineageNode[]> = fc
  .array(fc.record({ licenses: fc.uniqueArray(licenseId, { maxLength: 1 }), relation }), { minLength: 1, maxLength: 4 })
  .map((links) =>
    links.map(({ licenses, relation: how }, index) =>
      nodeWith({
        id: `p${index}/model`,
        publisher: `P${index}`,
        licenses,
        bases: index + 1 < links.length ? [{ id: `p${index + 1}/model`, relation: how }] : [],
      }),
    ),
  );

const first = (nodes: readonly LineageNode[]): LineageNode => nodes[0] ?? nodeWith({ licenses: [] });
const STRICTNESS = { allowed: 0, conditional: 1, unknown: 2, denied: 3 } as const;

describe('license verdicts', () => {
  it('a stricter policy never lets a model through that the other stops', () => {
    fc.assert(
      fc.property(chain, policyFields, entries, accepted, accepted, (nodes, fields, more, most, least) => {
        const loose = policyWith({ ...fields, accept: LOOSEST_FIRST.slice(0, Math.max(most, least)) });
        const strict = policyWith({
          ...fields,
          accept: LOOSEST_FIRST.slice(0, Math.min(most, least)),
          licenses: {
            ...loose.licenses,
            allow: loose.licenses.allow.slice(1),
            deny: [...loose.licenses.deny, ...more],
          },
        });
        const passes = (policy: typeof loose) => passesPolicy(judge(first(nodes), policy, nodes), policy);
        return !passes(strict) || passes(loose);
      }),
      { numRuns: 500 },
    );
  });

  it('another entry in the deny list never loosens a verdict', () => {
    fc.assert(
      fc.property(chain, policyFields, entries, (nodes, fields, more) => {
        const before = judge(first(nodes), policyWith(fields), nodes).verdict;
        const deny = [...(fields.licenses?.deny ?? []), ...more];
        const after = judge(
          first(nodes),
          policyWith({ ...fields, licenses: { ...fields.licenses, deny } }),
          nodes,
        ).verdict;
        return STRICTNESS[after] >= STRICTNESS[before];
      }),
      { numRuns: 500 },
    );
  });

  it('a default of review is never stricter than deny, nor looser than judge', () => {
    fc.assert(
      fc.property(chain, policyFields, (nodes, fields) => {
        const under = (value: 'judge' | 'review' | 'deny') =>
          STRICTNESS[
            judge(first(nodes), policyWith({ ...fields, licenses: { ...fields.licenses, default: value } }), nodes)
              .verdict
          ];
        return under('judge') <= under('review') && under('review') <= under('deny');
      }),
      { numRuns: 300 },
    );
  });

  it('one more base never loosens a verdict', () => {
    fc.assert(
      fc.property(chain, licenseId, relation, policyFields, (nodes, license, how, fields) => {
        const policy = policyWith(fields);
        const model = first(nodes);
        const base = nodeWith({ id: 'other/base', publisher: 'Other', licenses: [license] });
        const added: BaseModel = { id: base.id, relation: how };
        const before = judge(model, policy, nodes).verdict;
        const after = judge({ ...model, bases: [...model.bases, added] }, policy, [...nodes, base]).verdict;
        // A model without any license was unknown already, and a base that denies only makes it worse.
        return STRICTNESS[after] >= STRICTNESS[before];
      }),
      { numRuns: 500 },
    );
  });

  it('more users or revenue never loosen a verdict', () => {
    fc.assert(
      fc.property(licenseId, profile, fc.integer({ min: 0, max: 2_000_000_000 }), (license, facts, extra) => {
        const grown = Object.fromEntries(
          Object.entries(facts).map(([name, value]) => [name, typeof value === 'number' ? value + extra : value]),
        );
        const verdict = (of: CompanyFacts) =>
          STRICTNESS[judge({ licenses: [license] }, policyWith({ profile: of })).verdict];
        return verdict(grown) >= verdict(facts);
      }),
      { numRuns: 500 },
    );
  });

  it('an answered question never turns allowed into anything else', () => {
    fc.assert(
      fc.property(licenseId, profile, profile, (license, facts, answers) => {
        const known = judge({ licenses: [license] }, policyWith({ profile: facts }));
        const full = judge({ licenses: [license] }, policyWith({ profile: { ...answers, ...facts } }));
        const free = LICENSES.get(license)?.rules.every(
          (rule) => rule.effect === 'note' || rule.weight === 'standard-notice',
        );
        return known.verdict !== 'allowed' || free === false || full.verdict === 'allowed';
      }),
      { numRuns: 500 },
    );
  });

  it('waits for a denial: missing facts never deny', () => {
    fc.assert(
      fc.property(licenseId, (license) => judge({ licenses: [license] }, policyWith({})).verdict !== 'denied'),
      { numRuns: 300 },
    );
  });

  it('the order of bases and of policy lists is irrelevant', () => {
    fc.assert(
      fc.property(fc.uniqueArray(licenseId, { minLength: 2, maxLength: 5 }), policyFields, (ids, fields) => {
        const bases = ids.map((id, index) =>
          nodeWith({ id: `b${index}/base`, publisher: `B${index}`, licenses: [id] }),
        );
        const links = bases.map((base): BaseModel => ({ id: base.id, relation: 'merge' }));
        const model = nodeWith({ licenses: ['mit'], bases: links });
        const turned = { ...model, bases: [...links].reverse() };
        const policy = policyWith(fields);
        const reversed = policyWith({
          ...fields,
          licenses: {
            ...fields.licenses,
            deny: [...(fields.licenses?.deny ?? [])].reverse(),
            allow: [...(fields.licenses?.allow ?? [])].reverse(),
          },
        });
        expect(judge(turned, reversed, bases)).toEqual(judge(model, policy, bases));
      }),
      { numRuns: 200 },
    );
  });

  it('asks the same twice and gets the same, whoever asked in between', () => {
    fc.assert(
      fc.property(chain, chain, policyFields, (nodes, others, fields) => {
        const policy = policyWith(fields);
        const before = JSON.stringify(judge(first(nodes), policy, nodes));
        judge(first(others), policy, others);
        return JSON.stringify(judge(first(nodes), policy, nodes)) === before;
      }),
      { numRuns: 200 },
    );
  });
});
