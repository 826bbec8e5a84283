import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandArchitecture } from '../../src/catalog/expand-architecture.ts';
import { resolveModel } from '../../src/catalog/resolve-model.ts';
import { authoredModels } from '../fixtures/models.ts';

const models = authoredModels();

describe('names of models', () => {
  it('every id, name, alias, tag and repository leads to its own model, in any case', () => {
    const names = models.flatMap((model) => {
      const tag = model.engines.ollama?.tag;
      const own = [model.id, model.name, ...model.aliases, ...model.weights.map((offer) => offer.repo)];
      return [...own, ...(tag === undefined ? [] : [tag])].map((name) => ({ name, id: model.id }));
    });
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.func(fc.boolean()), ({ name, id }, upper) => {
        const typed = [...name]
          .map((letter, index) => (upper(index) ? letter.toUpperCase() : letter.toLowerCase()))
          .join('');
        expect(resolveModel(models, typed)).toMatchObject({ kind: 'found', model: { id } });
      }),
      { numRuns: 1000 },
    );
  });

  it('never fails, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const answer = resolveModel(models, typed);
        if (answer.kind === 'ambiguous') expect(answer.candidates.length).toBeGreaterThan(1);
        else expect(['found', 'unknown']).toContain(answer.kind);
      }),
      { numRuns: 300 },
    );
  });
});

describe('patterns of layers', () => {
  const kind = {
    mixer: { kind: 'attention', heads: 1, kvHeads: 1, headDim: 1 },
    feedForward: { kind: 'dense', width: 1 },
  } as const;
  const names = fc.array(fc.constantFrom('a', 'b'), { maxLength: 6 });

  it('unroll to as many layers as there are, or to an error', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), names, names, names, (layers, pattern, first, last) => {
        const shorthand = {
          class: 'S',
          hidden: 1,
          vocab: 1,
          embeddings: 'tied' as const,
          layers,
          kinds: { a: kind, b: kind },
          pattern,
          first,
          last,
        };
        const expanded = expandArchitecture(shorthand);
        if (expanded.kind === 'error') return;
        const { order } = expanded.architecture;
        expect(order.length).toBe(layers);
        expect(order.slice(0, first.length)).toEqual(first.map((name) => (name === 'a' ? 0 : 1)));
        expect(order.slice(layers - last.length)).toEqual(last.map((name) => (name === 'a' ? 0 : 1)));
      }),
    );
  });
});
