import type { Architecture, Mixer } from '../domain/architecture.ts';
import type { CacheShape, KvCacheType } from '../domain/memory.ts';

type CacheLayer = CacheShape['layers'][number];

/** Bytes of one cached element, block scales included (ggml-org/llama.cpp ggml-common.h; fp8 is one byte in every engine). */
const ELEMENT_BYTES: Readonly<Record<KvCacheType, number>> = {
  f32: 4,
  f16: 2,
  bf16: 2,
  q8_0: 34 / 32,
  q5_1: 24 / 32,
  q5_0: 22 / 32,
  q4_1: 20 / 32,
  q4_0: 18 / 32,
  iq4_nl: 18 / 32,
  fp8: 1,
};

export function cacheElementBytes(type: KvCacheType): number {
  return ELEMENT_BYTES[type];
}

function spanTokens(mixer: Extract<Mixer, { readonly kind: 'attention' }>): number | null {
  if (mixer.span.kind === 'sliding') return mixer.span.window;
  return mixer.span.kind === 'chunked' ? mixer.span.chunk : null;
}

function cacheOf(mixer: Mixer, layer: number): readonly CacheLayer[] {
  switch (mixer.kind) {
    case 'attention':
      // Cross layers hold image keys and values, not text; shared layers read another layer's cache.
      if (mixer.cache === 'shared' || mixer.cache === 'none' || mixer.span.kind === 'cross') return [];
      return [
        {
          layer,
          keyElementsPerToken: mixer.kvHeads * mixer.headDim,
          valueElementsPerToken: mixer.kvHeads * (mixer.valueHeadDim ?? mixer.headDim),
          windowTokens: spanTokens(mixer),
          splits: 'by-kv-head',
          kvHeads: mixer.kvHeads,
        },
      ];
    case 'mla': {
      const latent = (elements: number): CacheLayer => ({
        layer,
        keyElementsPerToken: elements,
        valueElementsPerToken: 0,
        windowTokens: null,
        splits: 'never',
        kvHeads: 1,
      });
      const own = latent(mixer.kvRank + mixer.ropeDim);
      return mixer.indexer?.own ? [own, latent(mixer.indexer.dim)] : [own];
    }
    case 'compressed': {
      const entry = (elements: number, windowTokens: number | null): CacheLayer => ({
        layer,
        keyElementsPerToken: elements,
        valueElementsPerToken: 0,
        windowTokens,
        splits: 'never',
        kvHeads: 1,
      });
      return [entry(mixer.dim / mixer.ratio, null), entry(mixer.dim, mixer.window)];
    }
    case 'parallel':
      return cacheOf(mixer.attention, layer);
    default:
      return [];
  }
}

/** Elements of the state one sequence keeps in one layer, whatever its length. */
function stateElements(mixer: Mixer, hiddenSize: number): number {
  switch (mixer.kind) {
    case 'linear': {
      const inner = mixer.valueHeads * mixer.valueDim;
      const channels = 2 * mixer.keyHeads * mixer.keyDim + inner;
      return Math.max(0, mixer.convWidth - 1) * channels + inner * mixer.keyDim;
    }
    case 'mamba2': {
      const inner = mixer.heads * mixer.headDim;
      return (mixer.convWidth - 1) * (inner + 2 * mixer.groups * mixer.stateSize) + inner * mixer.stateSize;
    }
    case 'mamba1':
      return (mixer.convWidth - 1) * mixer.innerSize + mixer.innerSize * mixer.stateSize;
    case 'short-conv':
      return (mixer.width - 1) * hiddenSize;
    case 'parallel':
      return stateElements(mixer.state, hiddenSize);
    default:
      return 0;
  }
}

const memo = new WeakMap<Architecture, CacheShape>();

/** What a model keeps per token and per sequence, by its config alone; engines differ in how they store it. */
export function cacheShape(architecture: Architecture): CacheShape {
  let shape = memo.get(architecture);
  if (shape === undefined) {
    shape = build(architecture);
    memo.set(architecture, shape);
  }
  return shape;
}

function build(architecture: Architecture): CacheShape {
  if (architecture.direction === 'bidirectional') return { layers: [], stateBytesPerSequence: 0, stateLayers: [] };
  const layers: CacheLayer[] = [];
  const stateLayers: { layer: number; bytesPerSequence: number }[] = [];
  architecture.order.forEach((index, layer) => {
    const mixer = architecture.kinds[index]?.mixer;
    if (mixer === undefined) return;
    layers.push(...cacheOf(mixer, layer));
    const elements = stateElements(mixer, architecture.hiddenSize);
    if (elements > 0) stateLayers.push({ layer, bytesPerSequence: elements * 4 });
  });
  return {
    layers,
    stateLayers,
    stateBytesPerSequence: stateLayers.reduce((sum, entry) => sum + entry.bytesPerSequence, 0),
  };
}
