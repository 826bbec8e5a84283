import { describe, expect, it } from 'vitest';
import { estimateAbilities } from '../../../src/catalog/ability.ts';
import type { UnratedModel } from '../../../src/catalog/expand-model.ts';
import type { Score } from '../../../src/domain/model.ts';
import { parameters, tokens } from '../../../src/units/quantities.ts';

function model(id: string, billions: number, more: Partial<UnratedModel> = {}): UnratedModel {
  return {
    id,
    name: id,
    family: id.split('/')[0] ?? id,
    series: id.split('/')[0] ?? id,
    publisher: 'Acme',
    role: 'instruct',
    status: 'current',
    released: '2025-06-01',
    parameters: { total: parameters(billions * 1e9), active: parameters(billions * 1e9) },
    architecture: {
      className: 'Sample',
      hiddenSize: 1,
      vocabSize: 1,
      embeddings: 'tied',
      norm: 'rms',
      kinds: [],
      order: [],
    },
    context: { native: tokens(8192) },
    modalities: ['text'],
    languages: { en: 'native', zh: 'native' },
    capabilities: { tools: 'yes', reasoning: 'none', code: 'general', math: 'general', fim: 'no' },
    license: { id: 'mit', confidence: 'text', gated: 'no' },
    nativePrecision: 'bf16',
    weights: [],
    engines: {},
    aliases: [],
    scores: [],
    ...more,
  };
}

const scored = (values: Readonly<Record<string, number>>, by: Score['by'] = 'third-party'): readonly Score[] =>
  Object.entries(values).map(([benchmark, value]) => ({ benchmark, value, by, source: 'https://example.org' }));

/** Models of every size with plausible scores, so that benchmarks have a difficulty. */
const FIELD = [1, 2, 4, 8, 16, 32, 64, 128].map((billions, index) =>
  model(`field${index}/m`, billions, {
    scores: scored({
      mmlu: 45 + 5 * index,
      'mmlu-pro': 15 + 8 * index,
      gpqa: 26 + 5 * index,
      humaneval: 30 + 7 * index,
      'c-eval': 40 + 6 * index,
    }),
  }),
);

const rate = (...models: readonly UnratedModel[]) => {
  const abilities = estimateAbilities([...FIELD, ...models]);
  return models.map((one) => {
    const rated = abilities.get(one.id);
    if (rated === undefined) throw new Error(`not rated: ${one.id}`);
    return rated;
  });
};

const only = (one: UnratedModel) => {
  const [rated] = rate(one);
  if (rated === undefined) throw new Error('not rated');
  return rated;
};

describe('estimateAbilities', () => {
  it('expects more of larger, newer and reasoning models when nothing is scored', () => {
    const [small, large, old, thinking] = rate(
      model('a/s', 4),
      model('b/l', 30),
      model('c/o', 4, { released: '2023-06-01' }),
      model('d/t', 4, {
        capabilities: { tools: 'yes', reasoning: 'always', code: 'general', math: 'general', fim: 'no' },
      }),
    );
    expect(large?.general.typical).toBeGreaterThan(small?.general.typical ?? 0);
    expect(old?.general.typical).toBeLessThan(small?.general.typical ?? 0);
    expect(thinking?.reasoning.typical).toBeGreaterThan(small?.reasoning.typical ?? 0);
  });

  it('says how it knows: assumed, derived, measured, each surer than the one before', () => {
    const few = scored({ 'mmlu-pro': 50 });
    const many = scored({ mmlu: 70, 'mmlu-pro': 50, 'mmlu-redux': 72, ifeval: 70, bbh: 65, gpqa: 45 });
    const [none, one, several] = rate(
      model('a/m', 8),
      model('b/m', 8, { scores: few }),
      model('c/m', 8, { scores: many }),
    );
    expect([none?.general.basis, one?.general.basis, several?.general.basis]).toEqual([
      'assumed',
      'derived',
      'measured',
    ]);
    const widths = [none, one, several].map((rated) => (rated?.general.high ?? 0) - (rated?.general.low ?? 0));
    expect(widths[0]).toBeGreaterThan(widths[1] ?? 0);
    expect(widths[1]).toBeGreaterThan(widths[2] ?? 0);
    expect(several?.general.scores).toBe(5);
  });

  it('follows scores, and its own less than those of others', () => {
    const high = { 'mmlu-pro': 85, mmlu: 88, gpqa: 75 };
    const [plain, own, others] = rate(
      model('a/m', 8, { scores: scored({ 'mmlu-pro': 40, mmlu: 62, gpqa: 40 }) }),
      model('b/m', 8, { scores: scored(high, 'vendor') }),
      model('c/m', 8, { scores: scored(high) }),
    );
    expect(own?.general.typical).toBeGreaterThan(plain?.general.typical ?? 0);
    expect(others?.general.typical).toBeGreaterThan(own?.general.typical ?? 0);
  });

  it('does not let Chinese multiple choice stand for writing Chinese', () => {
    const scores = scored({ 'c-eval': 80, cmmlu: 80 });
    const [native, none, unsaid] = rate(
      model('a/m', 30, { scores }),
      model('b/m', 30, { scores, languages: { en: 'native', zh: 'none' } }),
      model('c/m', 30, { scores, languages: { en: 'native' } }),
    );
    expect(none?.zh.typical).toBeLessThan((native?.zh.typical ?? 0) / 2);
    expect(unsaid?.zh.typical).toBeLessThan(native?.zh.typical ?? 0);
    expect(unsaid?.zh.typical).toBeGreaterThan(none?.zh.typical ?? 0);
  });

  it('gives no ability that a model cannot have', () => {
    const rated = only(model('a/m', 8));
    expect(rated.vision).toEqual({ low: 0, typical: 0, high: 0, basis: 'assumed', scores: 0 });
    const retriever = only(model('b/e', 0.6, { role: 'embedding' }));
    expect(retriever.general.typical).toBe(0);
    expect(retriever.embedding.typical).toBeGreaterThan(0);
    expect(only(model('c/v', 8, { modalities: ['text', 'vision'] })).vision.typical).toBeGreaterThan(0);
  });

  it('keeps an unmeasured model between its measured siblings', () => {
    const kin = { family: 'kin', series: 'kin' };
    const good = scored({ mmlu: 75, 'mmlu-pro': 55, 'mmlu-redux': 76, ifeval: 80 });
    const weak = scored({ mmlu: 35, 'mmlu-pro': 12, 'mmlu-redux': 36, ifeval: 40 });
    const [small, middle, large] = rate(
      model('kin/8', 8, { ...kin, scores: weak }),
      model('kin/14', 14, kin),
      model('kin/30', 30, { ...kin, scores: good }),
    );
    expect(middle?.general.typical).toBeGreaterThanOrEqual(small?.general.typical ?? 0);
    expect(middle?.general.typical).toBeLessThanOrEqual(large?.general.typical ?? 0);
  });

  it('gives the same for any order of models and scores', () => {
    const extra = [model('a/m', 8, { scores: scored({ mmlu: 70, gpqa: 50 }) }), model('b/m', 3)];
    const once = estimateAbilities([...FIELD, ...extra]);
    const again = estimateAbilities([...extra].reverse().concat([...FIELD].reverse()));
    for (const [id, rated] of once) expect(again.get(id)).toEqual(rated);
  });

  it('ranges are in order and in 0 to 100', () => {
    for (const rated of rate(model('a/m', 0.1, { released: '2021' }), model('b/m', 3000, { released: '2026-12' }))) {
      for (const { low, typical, high } of Object.values(rated)) {
        expect(low).toBeGreaterThanOrEqual(0);
        expect(typical).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(typical);
        expect(high).toBeLessThanOrEqual(100);
      }
    }
  });

  it('rates nothing when there is nothing, and everything when nothing is scored', () => {
    expect(estimateAbilities([]).size).toBe(0);
    expect(estimateAbilities([model('a/m', 8)]).get('a/m')?.general.basis).toBe('assumed');
  });
});
