import type { Architecture, AttentionSpan, Mixer } from '../../domain/architecture.ts';
import type { CacheShape, WeightLayout } from '../../domain/memory.ts';

/** Cache reads of layers that look back equally far: elements a token by layer, summed from the front. */
interface CacheGroup {
  /** Tokens the layers look back; Infinity: all. */
  readonly window: number;
  readonly keys: Float64Array;
  readonly values: Float64Array;
}

interface AttentionWork {
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

const NO_MIXER: Mixer = { kind: 'none' };

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
  const byWindow = new Map<number, Float64Array>();
  arch.order.forEach((index, layer) => {
    const mixer = arch.kinds[index]?.mixer ?? NO_MIXER;
    const width = decodeWidth(mixer);
    if (width === 0) return;
    const part = attentionPart(mixer);
    const window = part ? windowOf(part.span) : Number.POSITIVE_INFINITY;
    const widths = byWindow.get(window) ?? new Float64Array(arch.order.length + 1);
    addAt(widths, layer, width);
    byWindow.set(window, widths);
  });
  return [...byWindow].map(([window, widths]) => ({ window, widths: accumulate(widths) }));
}

function attentionWork(arch: Architecture): AttentionWork[] {
  const byWindow = new Map<number, AttentionWork>();
  for (const index of arch.order) {
    const mixer = arch.kinds[index]?.mixer ?? NO_MIXER;
    const width = attentionWidth(mixer);
    if (width === 0) continue;
    const part = attentionPart(mixer);
    const window = part ? windowOf(part.span) : Number.POSITIVE_INFINITY;
    const sum = byWindow.get(window) ?? { window, width: 0, latentWidth: 0 };
    byWindow.set(window, { window, width: sum.width + width, latentWidth: sum.latentWidth + decodeWidth(mixer) });
  }
  return [...byWindow.values()];
}

/** Turns values by layer into sums over the layers before. `sums` has one entry more than there are layers; value i stands at i + 1. */
function accumulate(sums: Float64Array): Float64Array {
  for (let i = 1; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (sums[i - 1] ?? 0);
  return sums;
}

/** Adds to the value of a layer before {@link accumulate}. */
function addAt(sums: Float64Array, layer: number, value: number): void {
  sums[layer + 1] = (sums[layer + 1] ?? 0) + value;
}

function groupOf(groups: Map<number, CacheGroup>, window: number, layers: number): CacheGroup {
  let group = groups.get(window);
  if (group === undefined) {
    group = { window, keys: new Float64Array(layers + 1), values: new Float64Array(layers + 1) };
    groups.set(window, group);
  }
  return group;
}

/** Reads of every layer that attends: owners from the shape, and layers that read an earlier layer's cache. */
function cacheGroups(arch: Architecture, shape: CacheShape): readonly CacheGroup[] {
  const layers = arch.order.length;
  const groups = new Map<number, CacheGroup>();
  for (const entry of shape.layers) {
    const group = groupOf(groups, entry.windowTokens ?? Number.POSITIVE_INFINITY, layers);
    addAt(group.keys, entry.layer, entry.keyElementsPerToken);
    addAt(group.values, entry.layer, entry.valueElementsPerToken);
  }
  arch.order.forEach((index, layer) => {
    const part = attentionPart(arch.kinds[index]?.mixer ?? NO_MIXER);
    if (part?.cache !== 'shared') return;
    const group = groupOf(groups, windowOf(part.span), layers);
    addAt(group.keys, layer, part.kvHeads * part.headDim);
    addAt(group.values, layer, part.kvHeads * (part.valueHeadDim ?? part.headDim));
  });
  for (const group of groups.values()) {
    accumulate(group.keys);
    accumulate(group.values);
  }
  return [...groups.values()];
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

/** What does not depend on the quantization. */
type ShapeFeatures = Pick<ModelFeatures, 'layers' | 'stateBytes' | 'cache' | 'decodeAttention' | 'attention'>;

const shapes = new WeakMap<Architecture, ShapeFeatures>();

function shapeFeatures(arch: Architecture, shape: CacheShape): ShapeFeatures {
  let found = shapes.get(arch);
  if (found === undefined) {
    const stateBytes = new Float64Array(arch.order.length + 1);
    for (const entry of shape.stateLayers) addAt(stateBytes, entry.layer, entry.bytesPerSequence);
    found = {
      layers: arch.order.length,
      stateBytes: accumulate(stateBytes),
      cache: cacheGroups(arch, shape),
      decodeAttention: decodeAttention(arch),
      attention: attentionWork(arch),
    };
    shapes.set(arch, found);
  }
  return found;
}

/** Builds the features of one model under one weight layout; `shape` is the architecture's own. Callers memoise. */
export function describeModel(
  arch: Architecture,
  layout: WeightLayout,
  shape: CacheShape,
  activeParameters: number,
): ModelFeatures {
  const layers = arch.order.length;
  const residentBytes = new Float64Array(layers + 1);
  const expertBytes = new Float64Array(layers + 1);
  const expertLayers = new Float64Array(layers + 1);
  layout.layers.forEach((entry, layer) => {
    addAt(residentBytes, layer, entry.residentBytes);
    addAt(expertBytes, layer, entry.expertBytes);
    if (entry.expertBytes > 0) addAt(expertLayers, layer, 1);
  });
  const embedding = arch.vocabSize * arch.hiddenSize * (arch.embeddings === 'tied' ? 1 : 2);
  const { stateBytes, cache, decodeAttention, attention } = shapeFeatures(arch, shape);
  return {
    layers,
    residentBytes: accumulate(residentBytes),
    expertBytes: accumulate(expertBytes),
    expertLayers: accumulate(expertLayers),
    stateBytes,
    outputBytes: layout.outputBytes,
    expertShare: expertShare(arch, layout),
    cache,
    layerParameters: Math.max(0, activeParameters - embedding),
    decodeAttention,
    attention,
  };
}
