import type { Architecture, FeedForward, LayerKind, Mixer } from '../../src/domain/architecture.ts';
import { tokens } from '../../src/units/quantities.ts';

/** Config facts of the measured models, written out here so that these tests do not depend on the catalog. */

type Attention = Extract<Mixer, { readonly kind: 'attention' }>;

function attention(heads: number, kvHeads: number, headDim: number, more: Partial<Attention> = {}): Attention {
  return { kind: 'attention', heads, kvHeads, headDim, span: { kind: 'full' }, ...more };
}

const gated = (width: number): FeedForward => ({ kind: 'dense', width, form: 'gated' });

function moe(experts: number, expertsPerToken: number, expertWidth: number, sharedWidth = 0): FeedForward {
  return { kind: 'moe', experts, expertsPerToken, expertWidth, form: 'gated', sharedWidth };
}

interface Shape {
  readonly gguf: string;
  readonly hidden: number;
  readonly vocab: number;
  readonly layers: number;
  readonly tied?: true;
}

function uniform(shape: Shape, mixer: Mixer, feedForward: FeedForward): Architecture {
  return patterned(shape, [{ mixer, feedForward }], () => 0);
}

function patterned(shape: Shape, kinds: readonly LayerKind[], kindOf: (layer: number) => number): Architecture {
  return {
    className: shape.gguf,
    gguf: shape.gguf,
    hiddenSize: shape.hidden,
    vocabSize: shape.vocab,
    embeddings: shape.tied ? 'tied' : 'untied',
    norm: 'rms',
    kinds,
    order: Array.from({ length: shape.layers }, (_, layer) => kindOf(layer)),
  };
}

const llama = (hidden: number, vocab: number, layers: number, mixer: Attention, width: number): Architecture =>
  uniform({ gguf: 'llama', hidden, vocab, layers }, mixer, gated(width));

const qwen2 = (
  hidden: number,
  vocab: number,
  layers: number,
  heads: number,
  kvHeads: number,
  width: number,
  tied?: true,
) =>
  uniform(
    { gguf: 'qwen2', hidden, vocab, layers, ...(tied ? { tied } : {}) },
    attention(heads, kvHeads, hidden / heads, { qkvBias: true }),
    gated(width),
  );

const window = (size: number): Partial<Attention> => ({ span: { kind: 'sliding', window: tokens(size) } });

export const MEASURED: Readonly<Record<string, Architecture>> = {
  'Llama-2-7B': llama(4096, 32000, 32, attention(32, 32, 128), 11008),
  'Meta-Llama-3-8B': llama(4096, 128256, 32, attention(32, 8, 128), 14336),
  'Llama-3.1-8B': llama(4096, 128256, 32, attention(32, 8, 128), 14336),
  'Llama-3.1-70B': llama(8192, 128256, 80, attention(64, 8, 128), 28672),
  'Llama-3.2-1B': uniform(
    { gguf: 'llama', hidden: 2048, vocab: 128256, layers: 16, tied: true },
    attention(32, 8, 64),
    gated(8192),
  ),
  'Mistral-7B-v0.3': llama(4096, 32768, 32, attention(32, 8, 128), 14336),
  'Mixtral-8x7B': uniform(
    { gguf: 'llama', hidden: 4096, vocab: 32000, layers: 32 },
    attention(32, 8, 128),
    moe(8, 2, 14336),
  ),
  'Yi-6B': llama(4096, 64000, 32, attention(32, 4, 128), 11008),
  'Yi-34B': llama(7168, 64000, 60, attention(56, 8, 128), 20480),
  'Qwen1.5-14B': qwen2(5120, 152064, 40, 40, 40, 13696),
  'Qwen2.5-0.5B': qwen2(896, 151936, 24, 14, 2, 4864, true),
  'Qwen2.5-7B': qwen2(3584, 152064, 28, 28, 4, 18944),
  'Qwen2.5-32B': qwen2(5120, 152064, 64, 40, 8, 27648),
  'Qwen3-4B': uniform(
    { gguf: 'qwen3', hidden: 2560, vocab: 151936, layers: 36, tied: true },
    attention(32, 8, 128, { qkNorm: 'per-head' }),
    gated(9728),
  ),
  'Qwen3-14B': uniform(
    { gguf: 'qwen3', hidden: 5120, vocab: 151936, layers: 40 },
    attention(40, 8, 128, { qkNorm: 'per-head' }),
    gated(17408),
  ),
  'Qwen3-30B-A3B': uniform(
    { gguf: 'qwen3moe', hidden: 2048, vocab: 151936, layers: 48 },
    attention(32, 4, 128, { qkNorm: 'per-head' }),
    moe(128, 8, 768),
  ),
  'Qwen3-Next-80B-A3B': patterned(
    { gguf: 'qwen3next', hidden: 2048, vocab: 151936, layers: 48 },
    [
      {
        mixer: {
          kind: 'linear',
          variant: 'gated-delta-net',
          keyHeads: 16,
          valueHeads: 32,
          keyDim: 128,
          valueDim: 128,
          convWidth: 4,
        },
        feedForward: moe(512, 10, 512, 512),
      },
      {
        mixer: attention(16, 2, 256, { qkNorm: 'per-head', outputGate: true }),
        feedForward: moe(512, 10, 512, 512),
      },
    ],
    (layer) => (layer % 4 === 3 ? 1 : 0),
  ),
  'ChatGLM3-6B': uniform(
    { gguf: 'chatglm', hidden: 4096, vocab: 65024, layers: 28 },
    attention(32, 2, 128, { qkvBias: true }),
    gated(13696),
  ),
  'GLM-4-9B-0414': uniform(
    { gguf: 'glm4', hidden: 4096, vocab: 151552, layers: 40 },
    attention(32, 2, 128, { qkvBias: true }),
    gated(13696),
  ),
  'Gemma-2-9B': patterned(
    { gguf: 'gemma2', hidden: 3584, vocab: 256000, layers: 42, tied: true },
    [
      { mixer: attention(16, 8, 256, window(4096)), feedForward: gated(14336) },
      { mixer: attention(16, 8, 256), feedForward: gated(14336) },
    ],
    (layer) => layer % 2,
  ),
  'Gemma-3-12B': patterned(
    { gguf: 'gemma3', hidden: 3840, vocab: 262144, layers: 48, tied: true },
    [
      { mixer: attention(16, 8, 256, { ...window(1024), qkNorm: 'per-head' }), feedForward: gated(15360) },
      { mixer: attention(16, 8, 256, { qkNorm: 'per-head' }), feedForward: gated(15360) },
    ],
    (layer) => (layer % 6 === 5 ? 1 : 0),
  ),
  'Phi-3.5-mini': uniform(
    { gguf: 'phi3', hidden: 3072, vocab: 32064, layers: 32 },
    attention(32, 32, 96, window(262144)),
    gated(8192),
  ),
  'DeepSeek-V2-Lite': patterned(
    { gguf: 'deepseek2', hidden: 2048, vocab: 102400, layers: 27 },
    [
      {
        mixer: { kind: 'mla', heads: 16, queryRank: 0, kvRank: 512, nopeDim: 128, ropeDim: 64, valueDim: 128 },
        feedForward: gated(10944),
      },
      {
        mixer: { kind: 'mla', heads: 16, queryRank: 0, kvRank: 512, nopeDim: 128, ropeDim: 64, valueDim: 128 },
        feedForward: moe(64, 6, 1408, 2816),
      },
    ],
    (layer) => (layer === 0 ? 0 : 1),
  ),
  'gpt-oss-20b': patterned(
    { gguf: 'gpt-oss', hidden: 2880, vocab: 201088, layers: 24 },
    [window(128), {}].map((span) => ({
      mixer: attention(64, 8, 64, { ...span, qkvBias: true, outputBias: true, sinks: true }),
      feedForward: { ...moe(32, 4, 2880), bias: true } as FeedForward,
    })),
    (layer) => layer % 2,
  ),
  'InternLM2-7B': llama(4096, 92544, 32, attention(32, 8, 128), 14336),
};
