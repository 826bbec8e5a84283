import { describe, expect, it } from 'vitest';
import { expandArchitecture } from '../../../src/catalog/expand-architecture.ts';
import type { AuthoredArchitecture } from '../../../src/catalog/schema/model-architecture.ts';

const layer = {
  mixer: { kind: 'attention', heads: 4, kvHeads: 2, headDim: 64 },
  feedForward: { kind: 'dense', width: 384 },
} as const;

const authored = (changes: Partial<AuthoredArchitecture> = {}): AuthoredArchitecture => ({
  class: 'SampleForCausalLM',
  hidden: 256,
  vocab: 1000,
  embeddings: 'untied',
  layers: 6,
  kinds: { a: layer },
  ...changes,
});

const two = { a: layer, b: { ...layer, mixer: { ...layer.mixer, window: 128 } } };

describe('expandArchitecture', () => {
  it.each([
    ['one kind needs no pattern', authored(), [0, 0, 0, 0, 0, 0]],
    ['a pattern is cycled and cut', authored({ kinds: two, pattern: ['b', 'b', 'b', 'a'] }), [1, 1, 1, 0, 1, 1]],
    [
      'first layers stand before the pattern',
      authored({ kinds: two, first: ['a'], pattern: ['b', 'a'] }),
      [0, 1, 0, 1, 0, 1],
    ],
    ['last layers stand behind it', authored({ kinds: two, pattern: ['b'], last: ['a', 'a'] }), [1, 1, 1, 1, 0, 0]],
  ])('%s', (_name, architecture, order) => {
    expect(expandArchitecture(architecture)).toMatchObject({ kind: 'ok', architecture: { order } });
  });

  it('fills in what is left out and nothing else', () => {
    const expanded = expandArchitecture(authored({ kinds: two, pattern: ['a', 'b'], predictionLayers: 1 }));
    expect(expanded).toEqual({
      kind: 'ok',
      architecture: {
        className: 'SampleForCausalLM',
        hiddenSize: 256,
        vocabSize: 1000,
        embeddings: 'untied',
        norm: 'rms',
        order: [0, 1, 0, 1, 0, 1],
        kinds: [
          {
            mixer: { kind: 'attention', heads: 4, kvHeads: 2, headDim: 64, span: { kind: 'full' } },
            feedForward: { kind: 'dense', width: 384, form: 'gated' },
          },
          {
            mixer: { kind: 'attention', heads: 4, kvHeads: 2, headDim: 64, span: { kind: 'sliding', window: 128 } },
            feedForward: { kind: 'dense', width: 384, form: 'gated' },
          },
        ],
        predictionLayers: 1,
      },
    });
  });

  it.each([
    ['cross attention', { cross: true as const }, { kind: 'cross' }],
    ['chunks', { chunk: 8192 }, { kind: 'chunked', chunk: 8192 }],
    ['a window', { window: 512 }, { kind: 'sliding', window: 512 }],
  ])('spells out %s', (_name, more, span) => {
    const kinds = { a: { ...layer, mixer: { ...layer.mixer, ...more } } };
    expect(expandArchitecture(authored({ kinds }))).toMatchObject({ architecture: { kinds: [{ mixer: { span } }] } });
  });

  it.each([
    ['several kinds without a pattern', authored({ kinds: two }), ['kinds'], '2 kinds need a "pattern"'],
    ['an unknown kind in the pattern', authored({ pattern: ['c'] }), ['pattern'], '"c" is none of the kinds a'],
    ['a kind that no layer has', authored({ kinds: two, pattern: ['a'] }), ['kinds', 'b'], 'used by no layer'],
    [
      'more named layers than there are',
      authored({ first: ['a', 'a', 'a', 'a'], last: ['a', 'a', 'a'] }),
      ['layers'],
      '7 layers, more than 6',
    ],
    ['no kind at all', authored({ kinds: {} }), ['kinds'], 'names no kind'],
  ])('refuses %s', (_name, architecture, path, message) => {
    const expanded = expandArchitecture(architecture);
    expect(expanded).toMatchObject({ kind: 'error', problems: [{ path, message: expect.stringContaining(message) }] });
  });
});
