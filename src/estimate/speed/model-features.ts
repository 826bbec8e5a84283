import type { Architecture, AttentionSpan, Mixer } from '../../domain/architecture.ts';
import type { CacheShape, WeightLayout } from '../../domain/memory.ts';

/** Cache reads of layers that look back equally far: elements a token by layer, summed from the front. */
export interface CacheGroup {
  /** Tokens the layers look back; Infinity: all. */
  readonly window: number;
  readonly keys: Float64Array;
  readonly values: Float64Array;
}

export interface AttentionWork {
  readonly window: number;
  readonly width: number;
  /** The same on MLA's compressed entries. */
  readonly latentWidth: number;
}

/** What speed needs to know of a model under one quantization. Arrays are prefix sums: entry i covers layers 0..i-1. */
export interface ModelFeatures {
  readonly layers: number;
  readonly residentBytes: Float64Array;
  readonly expertBytes: Float64Array;
  /** Layers with routed experts. */
  readonly expertLayers: Float64Array;
  readonly stateBytes: Float64Array;
  /** Output matrix and final norm, read for each token. */
  readonly outputBytes: number;
  /** Share of the routed experts one token touches. */
  readonly expertShare: number;
  readonly cache: readonly CacheGroup[];
  /** Parameters one token is multiplied with in the layers, without embedding and head. */
  readonly layerParameters: number;
  /** Width of the products of one token with the cache, by window: summed over the layers from the front. */
  readonly decodeAttention: readonly { readonly window: number; readonly widths: Float64Array }[];
  /** Query width (key and value side averaged) by window, summed over layers: attention work per pair of tokens. */
  readonly attention: readonly AttentionWork[];
}

/** Width of attention products of one layer: mean of the key and value side over all heads. */
function attentionWidth(mixer: Mixer): number {
  if (mixer.kind === 'attention') return (mixer.heads * (mixer.headDim + (mixer.valueHeadDim ?? mixer.headDim))) / 2;
  if (mixer.kind === 'mla') return (mixer.heads * (mixer.nopeDim + mixer.ropeDim + mixer.valueDim)) / 2;
  if (mixer.kind === 'compressed') return (mixer.heads * mixer.headDim) / mixer.ratio;
  if (mixer.kind === 'parallel') return attentionWidth(mixer.attention);
  return 0;
}

function windowOf(span: AttentionSpan): number {
  if (span.kind === 'sliding') return span.window;
  if (span.kind === 'chunked') return span.chunk;
  return Number.POSITIVE_INFINITY;
}

function attentionPart(mixer: Mixer): Extract<Mixer, { kind: 'attention' }> | null {
  if (mixer.kind === 'attention') return mixer;
  return mixer.kind === 'parallel' ? attentionPart(mixer.attention) : null;
}

/** The same when one token looks at the cache: MLA then works on the compressed entries, once per head. */
function decodeWidth(mixer: Mixer): number {
  if (mixer.kind === 'mla') return mixer.heads * (mixer.kvRank + mixer.ropeDim / 2);
  if (mixer.kind === 'parallel') return decodeWidth(mixer.attention);
  return attentionWidth(mixer);
}

function decodeAttention(arch: Architecture): { window: number; widths: Float64Array }[] {
  const byWindow = new Map<number, Map<number, number>>();
  arch.order.forEach((index, layer) => {
    const mixer = arch.kinds[index]?.mixer ?? { kind: 'none' };
    const width = decodeWidth(mixer);
    if (width === 0) return;
    const part = attentionPart(mixer);
    const window = part ? windowOf(part.span) : Number.POSITIVE_INFINITY;
    const layers = byWindow.get(window) ?? new Map<number, number>();
    byWindow.set(window, layers.set(layer, width));
  });
  return [...byWindow].map(([window, layers]) => ({ window, widths: prefixSums(arch.order.length, layers) }));
}

function attentionWork(arch: Architecture): AttentionWork[] {
  const byWindow = new Map<number, AttentionWork>();
  for (const index of arch.order) {
    const mixer = arch.kinds[index]?.mixer ?? { kind: 'none' };
    const width = attentionWidth(mixer);
    if (width === 0) continue;
    const part = attentionPart(mixer);
    const window = part ? windowOf(part.span) : Number.POSITIVE_INFINITY;
    const sum = byWindow.get(window) ?? { window, width: 0, latentWidth: 0 };
    byWindow.set(window, { window, width: sum.width + width, latentWidth: sum.latentWidth + decodeWidth(mixer) });
  }
  return [...byWindow.values()];
}

interface CacheReads {
  readonly layer: number;
  readonly window: number;
  readonly keys: number;
  readonly values: number;
}

/** Reads of every layer that attends: owners from the shape, and layers that read an earlier layer's cache. */
function cacheReads(arch: Architecture, shape: CacheShape): CacheReads[] {
  const reads: CacheReads[] = shape.layers.map((entry) => ({
    layer: entry.layer,
    window: entry.windowTokens ?? Number.POSITIVE_INFINITY,
    keys: entry.keyElementsPerToken,
    values: entry.valueElementsPerToken,
  }));
  arch.order.forEach((index, layer) => {
    const part = attentionPart(arch.kinds[index]?.mixer ?? { kind: 'none' });
    if (part?.cache !== 'shared') return;
    const valueDim = part.valueHeadDim ?? part.headDim;
    reads.push({
      layer,
      window: windowOf(part.span),
      keys: part.kvHeads * part.headDim,
      values: part.kvHeads * valueDim,
    });
  });
  return reads;
}

function prefixSums(length: number, values: ReadonlyMap<number, number>): Float64Array {
  const sums = new Float64Array(length + 1);
  for (let i = 0; i < length; i += 1) sums[i + 1] = (sums[i] ?? 0) + (values.get(i) ?? 0);
  return sums;
}

function cacheGroups(arch: Architecture, shape: CacheShape): CacheGroup[] {
  const layers = arch.order.length;
  const byWindow = new Map<number, CacheReads[]>();
  for (const read of cacheReads(arch, shape)) {
    const group = byWindow.get(read.window);
    if (group) group.push(read);
    else byWindow.set(read.window, [read]);
  }
  return [...byWindow].map(([window, reads]) => ({
    window,
    keys: prefixSums(layers, new Map(reads.map((read) => [read.layer, read.keys]))),
    values: prefixSums(layers, new Map(reads.map((read) => [read.layer, read.values]))),
  }));
}

/** Mean over the expert layers of experts used / experts held, weighted by their bytes. */
function expertShare(arch: Architecture, layout: WeightLayout): number {
  let active = 0;
  let total = 0;
  arch.order.forEach((index, layer) => {
    const block = arch.kinds[index]?.feedForward;
    if (block?.kind !== 'moe') return;
    const size = layout.layers[layer]?.expertBytes ?? 0;
    active += size * Math.min(1, block.expertsPerToken / block.experts);
    total += size;
  });
  return total === 0 ? 1 : active / total;
}

/** Builds the features of one model under one weight layout. Pure; callers memoise. */
export function describeModel(
  arch: Architecture,
  layout: WeightLayout,
  shape: CacheShape,
  activeParameters: number,
): ModelFeatures {
  const layers = arch.order.length;
  const embedding = arch.vocabSize * arch.hiddenSize * (arch.embeddings === 'tied' ? 1 : 2);
  const byLayer = (value: (entry: WeightLayout['layers'][number]) => number): Float64Array =>
    prefixSums(layers, new Map(layout.layers.map((entry, layer) => [layer, value(entry)])));
  return {
    layers,
    residentBytes: byLayer((entry) => entry.residentBytes),
    expertBytes: byLayer((entry) => entry.expertBytes),
    expertLayers: byLayer((entry) => (entry.expertBytes > 0 ? 1 : 0)),
    stateBytes: prefixSums(layers, new Map(shape.stateLayers.map((entry) => [entry.layer, entry.bytesPerSequence]))),
    outputBytes: layout.outputBytes,
    expertShare: expertShare(arch, layout),
    cache: cacheGroups(arch, shape),
    layerParameters: Math.max(0, activeParameters - embedding),
    decodeAttention: decodeAttention(arch),
    attention: attentionWork(arch),
  };
}
