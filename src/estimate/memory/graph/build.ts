import type { Architecture, LayerKind, Mixer } from '../../../domain/architecture.ts';
import { ggufTraits } from '../../../quantization/gguf-traits.ts';
import { feedForward, multiply, normalize } from './blocks.ts';
import { buildMixer, keptWindow } from './mixers.ts';
import { type BuildContext, type CacheInputs, type CopiedBytes, F32, type GraphRequest } from './request.ts';
import {
  addInPlace,
  addNode,
  addPinned,
  addView,
  emptyGraph,
  external,
  type GraphNode,
  type TensorGraph,
} from './tensor-graph.ts';

/** A run of layers on one device. */
export interface Segment {
  /** Kinds of its layers, in order. */
  readonly kinds: readonly number[];
  readonly starts: 'embedding' | 'device';
  readonly ends: 'output' | 'device';
  /** Copies of every input that are kept at once: 1, or the pipeline's. */
  readonly copies: number;
  /** The first layers have weights on the host that are copied for each step. */
  readonly hostLayers: number;
  readonly copied: CopiedBytes;
  readonly cacheOnHost: boolean;
}

const NOTHING_COPIED: CopiedBytes = () => 0;

/** Largest power of two (at least 64) that divides the head size: order of the rotation. */
function rotationOrder(headDim: number): number {
  let order = 64;
  while (headDim % (2 * order) === 0) order *= 2;
  return order;
}

export interface CacheNeeds {
  readonly window: number | null;
  readonly maskBytes: number;
  readonly valueRowBytes: number;
  readonly keyRotationBytes: number;
  readonly valueRotationBytes: number;
}

function attends(mixer: Mixer): boolean {
  return mixer.kind === 'attention' || mixer.kind === 'mla' || mixer.kind === 'parallel' || mixer.kind === 'compressed';
}

function attentionOf(mixer: Mixer): Extract<Mixer, { readonly kind: 'attention' }> | undefined {
  if (mixer.kind === 'parallel') return attentionOf(mixer.attention);
  return mixer.kind === 'attention' ? mixer : undefined;
}

/** Inputs each cache of the model needs, in the order of first use. */
export function cacheNeeds(
  architecture: Architecture,
  request: GraphRequest,
  kinds: readonly number[],
): readonly CacheNeeds[] {
  const widest = architecture.kinds.reduce((most, kind) => {
    const mixer = attentionOf(kind.mixer);
    return mixer === undefined ? most : Math.max(most, mixer.kvHeads * (mixer.valueHeadDim ?? mixer.headDim));
  }, 1);
  const needs = new Map<number | null, CacheNeeds>();
  for (const index of kinds) {
    const mixer = architecture.kinds[index]?.mixer;
    if (mixer === undefined || !attends(mixer)) continue;
    const window = keptWindow({ architecture }, mixer);
    if (needs.has(window)) continue;
    const headDim = attentionOf(mixer)?.headDim ?? 0;
    const turns = headDim > 0 && headDim % 64 === 0;
    needs.set(window, {
      window,
      maskBytes: (request.flash ? 2 : F32) * request.tokens * request.cells(window),
      // Without flash attention values are stored transposed: one index an element instead of one a token.
      valueRowBytes: mixer.kind === 'mla' || request.flash ? 8 * request.tokens : 8 * request.tokens * widest,
      keyRotationBytes: turns && request.quantizedKeys ? F32 * rotationOrder(headDim) ** 2 : 0,
      valueRotationBytes: turns && request.quantizedValues ? F32 * 64 * 64 : 0,
    });
  }
  return [...needs.values()];
}

/** The graph of one segment for the largest step, as the engine reserves it. */
export function buildGraph(architecture: Architecture, request: GraphRequest, segment: Segment): TensorGraph {
  const graph = emptyGraph();
  const hidden = F32 * request.tokens * architecture.hiddenSize;
  const input = (bytes: number): GraphNode =>
    segment.copies > 1 ? addPinned(graph, bytes * segment.copies) : addNode(graph, bytes);
  const entering = segment.starts === 'embedding' ? [input(hidden)] : [input(hidden), input(hidden)];
  const positions = input(F32 * request.tokens);
  const caches = new Map<number | null, CacheInputs>();
  for (const need of cacheNeeds(architecture, request, segment.kinds)) {
    caches.set(need.window, {
      keyRotation: need.keyRotationBytes > 0 ? input(need.keyRotationBytes) : null,
      valueRotation: need.valueRotationBytes > 0 ? input(need.valueRotationBytes) : null,
      keyRows: input(8 * request.tokens),
      valueRows: input(need.valueRowBytes),
      mask: input(need.maskBytes),
    });
  }
  const chosen = segment.ends === 'output' ? input(F32 * request.outputs) : null;
  const shared = { architecture, request, graph, weights: external(), cache: external(), positions, caches };

  const [first, second] = entering;
  if (first === undefined) return graph;
  let stream = second === undefined ? first : addInPlace(graph, hidden, first, second);
  if (scalesEmbedding(architecture) && segment.starts === 'embedding') stream = addInPlace(graph, hidden, stream);
  segment.kinds.forEach((index, position) => {
    const kind = architecture.kinds[index];
    if (kind === undefined) return;
    const onHost = position < segment.hostLayers;
    const context: BuildContext = {
      ...shared,
      copied: onHost ? segment.copied : NOTHING_COPIED,
      cacheOnHost: onHost && segment.cacheOnHost,
    };
    const isLast = position === segment.kinds.length - 1;
    stream = buildLayer(context, kind, stream, isLast ? chosen : null, isLast && segment.ends === 'device');
  });
  if (chosen !== null) {
    const context: BuildContext = { ...shared, copied: segment.copied, cacheOnHost: false };
    const rows = F32 * request.outputs * architecture.hiddenSize;
    const last = normalize(context, stream, rows);
    multiply(context, 'output', F32 * request.outputs * architecture.vocabSize, last);
  }
  return graph;
}

function scalesEmbedding(architecture: Architecture): boolean {
  return architecture.gguf?.startsWith('gemma') === true;
}

/** One layer: residual stream in, residual stream out. `chosen`: only these rows go on (the last layer). */
function buildLayer(
  context: BuildContext,
  kind: LayerKind,
  stream: GraphNode,
  chosen: GraphNode | null,
  leaves: boolean,
): GraphNode {
  const { graph, architecture, request } = context;
  const traits = ggufTraits(architecture);
  const hidden = F32 * request.tokens * architecture.hiddenSize;
  const rows = chosen === null ? request.tokens : request.outputs;
  const bytes = F32 * rows * architecture.hiddenSize;
  const pick = (node: GraphNode): GraphNode => (chosen === null ? node : addNode(graph, bytes, node, chosen));
  const mixes = kind.mixer.kind !== 'none';
  const feeds = kind.feedForward.kind !== 'none';
  const wrapped = traits.norms >= 4;

  if (!mixes) {
    const block = feedForward(context, kind.feedForward, normalize(context, pick(stream), bytes), rows);
    return block === null ? stream : addInPlace(graph, bytes, block, stream);
  }
  const normed = normalize(context, stream, hidden);
  let mixed = buildMixer(context, kind.mixer, normed);
  if (wrapped) mixed = normalize(context, mixed, hidden);
  if (traits.norms === 1 && feeds) {
    // Attention and feed-forward read the same norm; both are added to the stream.
    const attended = pick(mixed);
    const block = feedForward(context, kind.feedForward, pick(normed), rows);
    const residual = pick(stream);
    return addInPlace(graph, bytes, addInPlace(graph, bytes, block, residual), attended);
  }
  const early = traits.picksFirst === 'stream' ? pick(stream) : null;
  const picked = pick(mixed);
  const middle = addInPlace(graph, bytes, picked, early ?? pick(stream));
  if (!feeds) return middle;
  let block = feedForward(context, kind.feedForward, normalize(context, middle, bytes), rows);
  if (wrapped && block !== null) block = normalize(context, block, bytes);
  // The sum that ends a segment is computed on the next device.
  if (leaves) return addView(graph, middle);
  return architecture.gguf === 'phi3'
    ? addInPlace(graph, bytes, middle, block)
    : addInPlace(graph, bytes, block, middle);
}

/** Fewer layers with the same peak: every transition between kinds once, and the true end. */
export function representative(kinds: readonly number[]): readonly number[] {
  const seen = new Set<string>();
  const tail = 2;
  const kept: number[] = [];
  kinds.forEach((kind, position) => {
    const key = `${position === 0 ? '' : kinds[position - 1]}>${kind}`;
    if (!seen.has(key) || position >= kinds.length - tail) kept.push(kind);
    seen.add(key);
  });
  return kept;
}
