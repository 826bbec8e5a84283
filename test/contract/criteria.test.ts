import { beforeAll, describe, expect, it } from 'vitest';
import { makeContext } from '../../src/advisor/context.ts';
import { CRITERIA, CRITERION_IDS } from '../../src/advisor/criteria/registry.ts';
import { scoreAt } from '../../src/advisor/curve.ts';
import { recommend } from '../../src/advisor/recommend.ts';
import { type RecommendOptions, resolveRequest } from '../../src/advisor/request.ts';
import type { Catalog } from '../../src/domain/catalog.ts';
import type { ControlPoint, CriterionResult } from '../../src/domain/result.ts';
import { en } from '../../src/report/i18n/en/messages.ts';
import { zhCN } from '../../src/report/i18n/zh-CN/messages.ts';
import { machineNamed, TOOL, theCatalog } from '../fixtures/catalog.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await theCatalog();
});

const inputOn = (machine: string) => ({ catalog, hardware: machineNamed(machine, catalog), tool: TOOL });
const REQUESTS: readonly RecommendOptions[] = [
  ...['chat', 'code', 'reasoning', 'agent', 'rag', 'translate', 'vision', 'embedding'].map((useCase) => ({ useCase })),
  { users: 64, contextTokens: 4096 },
  { languages: ['zh', 'ja'], contextTokens: 131_072 },
];

/** A curve read as a reader of the JSON would: straight lines between the points, flat beyond them. */
function readCurve(curve: readonly ControlPoint[], value: number): number {
  const [first] = curve;
  const last = curve.at(-1);
  if (first === undefined || last === undefined) throw new Error('empty curve');
  if (value <= first.value) return first.score;
  if (value >= last.value) return last.score;
  const right = curve.findIndex((point) => point.value >= value);
  const [a, b] = [curve[right - 1], curve[right]];
  if (a === undefined || b === undefined) throw new Error('no segment');
  return a.score + ((b.score - a.score) * (value - a.value)) / (b.value - a.value);
}

it('profiles weigh every criterion, and nothing else', () => {
  for (const { id, weights } of catalog.profiles) {
    expect(Object.keys(weights).sort(), id).toEqual([...CRITERION_IDS].sort());
    for (const weight of Object.values(weights)) expect(weight, id).toBeGreaterThanOrEqual(0);
    expect(Math.max(...Object.values(weights)), id).toBeGreaterThan(0);
  }
});

describe.each(CRITERION_IDS)('%s', (id) => {
  const criterion = CRITERIA[id];

  it('is named in both languages, its unit too', () => {
    expect(criterion.id).toBe(id);
    for (const { terms } of [en, zhCN]) expect(terms.criterion[id]).not.toBe('');
    const { unit } = criterion;
    if (unit !== null && unit !== 's') {
      expect(Object.keys(en.terms.unit)).toContain(unit);
      expect(Object.keys(zhCN.terms.unit)).toContain(unit);
    }
  });

  it.each(REQUESTS)('has an ascending curve within 0..1 for %j', (options) => {
    const curve = criterion.curve(makeContext(inputOn('RTX 4090'), resolveRequest(options, catalog)));
    expect(curve.length).toBeGreaterThan(1);
    for (const [i, { value, score }] of curve.entries()) {
      expect(Number.isFinite(value)).toBe(true);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      const before = curve[i - 1];
      if (before !== undefined) expect(value).toBeGreaterThan(before.value);
    }
    // It tells good from bad, and only turns one way.
    const steps = curve.slice(1).map(({ score }, i) => score - (curve[i]?.score ?? 0));
    expect(new Set(steps.map(Math.sign).filter((sign) => sign !== 0)).size).toBe(1);
    for (const { value, score } of curve) expect(scoreAt(curve, value)).toBeCloseTo(score, 12);
  });
});

describe('scores that are shown', () => {
  const seen = new Set<string>();

  it.each(['CPU, 16 GiB', 'RTX 3060', 'RTX 4090', '8 x H100', 'MI300X', 'M4 Max 128 GB'])(
    'on %s can be recomputed',
    (machine) => {
      for (const options of REQUESTS) {
        const { recommendations } = recommend({ ...options, license: 'any', limit: 25 }, inputOn(machine));
        for (const { criteria, score, model } of recommendations) {
          const where = `${model.id} ${JSON.stringify(options)}`;
          for (const one of criteria) checkCriterion(one, where, seen);
          const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
          expect(weights, where).toBeCloseTo(1, 9);
          const mean = criteria.reduce((sum, one) => sum + one.weight * (one.score ?? 0), 0);
          // A model may be held below its successor; nothing else moves a score.
          if (catalog.models.find(({ id }) => id === model.id)?.supersededBy !== undefined)
            expect(score, where).toBeLessThanOrEqual(mean + 1e-9);
          else expect(mean, where).toBeCloseTo(score, 9);
        }
      }
    },
  );

  it('leave no criterion out', () => {
    expect([...seen].sort()).toEqual([...CRITERION_IDS].sort());
  });
});

function checkCriterion({ id, score, value, weight, curve }: CriterionResult, where: string, seen: Set<string>): void {
  if (score === null) {
    expect({ weight, value }, `${where} ${id}`).toEqual({ weight: 0, value: null });
    return;
  }
  seen.add(id);
  expect(typeof value, `${where} ${id}`).toBe('number');
  expect(readCurve(curve, Number(value)), `${where} ${id}`).toBeCloseTo(score, 9);
}
