import type { Mixer } from '../../../domain/architecture.ts';
import { ggufTraits } from '../../../quantization/gguf-traits.ts';
import { multiply, normalize } from './blocks.ts';
import { type BuildContext, type CacheInputs, F32 } from './request.ts';
import { addInPlace, addNode, addStore, addView, type GraphNode } from './tensor-graph.ts';

type Of<K extends Mixer['kind']> = Extract<Mixer, { readonly kind: K }>;
type Builder<K extends Mixer['kind']> = (context: BuildContext, mixer: Of<K>, input: GraphNode) => GraphNode;

/** Window a layer really keeps in llama.cpp; null: everything. */
export function keptWindow(context: Pick<BuildContext, 'architecture'>, mixer: Mixer): number | null {
  if (mixer.kind === 'parallel') return keptWindow(context, mixer.attention);
  if (mixer.kind !== 'attention' || !ggufTraits(context.architecture).windowed) return null;
  if (mixer.span.kind === 'sliding') return mixer.span.window;
  return mixer.span.kind === 'chunked' ? mixer.span.chunk : null;
}

/** Quantized caches are turned by a fixed rotation before they are written and after they are read. */
function rotate(context: BuildContext, rotation: GraphNode | null, node: GraphNode, bytes: number): GraphNode {
  if (rotation === null) return node;
  return addView(context.graph, addNode(context.graph, bytes, rotation, addView(context.graph, node)));
}

interface Projected {
  readonly query: GraphNode;
  readonly key: GraphNode;
  readonly value: GraphNode;
  /** Queries and output gate from one product, kept until the gate is applied. */
  readonly gated?: GraphNode;
}

function projectSplit(context: BuildContext, mixer: Of<'attention'>, input: GraphNode, inputs: CacheInputs): Projected {
  const { graph, request, weights, positions } = context;
  const u = request.tokens;
  const queryBytes = F32 * u * mixer.heads * mixer.headDim;
  const keyBytes = F32 * u * mixer.kvHeads * mixer.headDim;
  const valueBytes = F32 * u * mixer.kvHeads * (mixer.valueHeadDim ?? mixer.headDim);
  const project = (name: string, bytes: number): GraphNode => {
    const node = multiply(context, name, bytes, input);
    return mixer.qkvBias ? addInPlace(graph, bytes, node, weights) : node;
  };
  const turn = (node: GraphNode, bytes: number): GraphNode => {
    const wide = mixer.qkNorm === 'full-width' ? normalize(context, node, bytes) : node;
    const heads = addView(graph, wide);
    return addInPlace(graph, bytes, mixer.qkNorm === 'per-head' ? normalize(context, heads, bytes) : heads, positions);
  };
  const gated = mixer.outputGate ? project('attn_q', 2 * queryBytes) : undefined;
  let query =
    gated === undefined
      ? turn(project('attn_q', queryBytes), queryBytes)
      : addInPlace(graph, queryBytes, normalize(context, addView(graph, gated), queryBytes), positions);
  if (scalesQuery(context)) query = addInPlace(graph, queryBytes, query);
  query = rotate(context, inputs.keyRotation, query, queryBytes);
  const value = rotate(context, inputs.valueRotation, addView(graph, project('attn_v', valueBytes)), valueBytes);
  const key = rotate(context, inputs.keyRotation, turn(project('attn_k', keyBytes), keyBytes), keyBytes);
  return gated === undefined ? { query, key, value } : { query, key, value, gated };
}

/** Classes that scale the query themselves instead of in the attention (ggml-org/llama.cpp src/models/gemma*.cpp, phi3.cpp). */
const SCALING: ReadonlySet<string> = new Set(['gemma', 'gemma2', 'gemma3', 'phi2', 'phi3']);

function scalesQuery({ architecture }: BuildContext): boolean {
  return SCALING.has(architecture.gguf ?? '');
}

function projectFused(context: BuildContext, mixer: Of<'attention'>, input: GraphNode, inputs: CacheInputs): Projected {
  const { graph, request, weights, positions } = context;
  const u = request.tokens;
  const queryBytes = F32 * u * mixer.heads * mixer.headDim;
  const keyBytes = F32 * u * mixer.kvHeads * mixer.headDim;
  let all = multiply(context, 'attn_qkv', queryBytes + 2 * keyBytes, input);
  if (mixer.qkvBias) all = addInPlace(graph, queryBytes + 2 * keyBytes, all, weights);
  let query = addInPlace(graph, queryBytes, addView(graph, all), positions);
  if (scalesQuery(context)) query = addInPlace(graph, queryBytes, query);
  query = rotate(context, inputs.keyRotation, query, queryBytes);
  let value = addView(graph, all);
  if (inputs.valueRotation !== null)
    value = rotate(context, inputs.valueRotation, addNode(graph, keyBytes, value), keyBytes);
  const key = rotate(
    context,
    inputs.keyRotation,
    addInPlace(graph, keyBytes, addView(graph, all), positions),
    keyBytes,
  );
  return { query, key, value };
}

function attention(context: BuildContext, mixer: Of<'attention'>, input: GraphNode): GraphNode {
  const { graph, request, cache, weights, architecture } = context;
  const u = request.tokens;
  const window = keptWindow(context, mixer);
  const inputs = context.caches.get(window);
  if (inputs === undefined) return input;
  const cells = request.cells(window);
  const queryBytes = F32 * u * mixer.heads * mixer.headDim;
  const fused = ggufTraits(architecture).qkv === 'fused';
  const { query, key, value, gated } = (fused ? projectFused : projectSplit)(context, mixer, input, inputs);
  if (mixer.cache !== 'shared') {
    addStore(graph, cache, addView(graph, key), inputs.keyRows);
    addStore(graph, cache, addView(graph, value), inputs.valueRows);
  }
  const rowBytes = 2 * mixer.kvHeads * mixer.headDim * cells * request.streams;
  const keys = context.cacheOnHost ? addNode(graph, rowBytes) : cache;
  const values = context.cacheOnHost ? addNode(graph, rowBytes) : cache;
  let output: GraphNode;
  if (request.flash) {
    // A quantized cache is unpacked to 16 bits behind the result.
    const unpacked = (request.quantizedKeys ? rowBytes : 0) + (request.quantizedValues ? rowBytes : 0);
    output = addView(graph, addNode(graph, queryBytes + unpacked, addView(graph, query), inputs.mask, keys, values));
  } else {
    const scoreBytes = F32 * u * cells * mixer.heads;
    const scores = addInPlace(graph, scoreBytes, addNode(graph, scoreBytes, addView(graph, query), keys), inputs.mask);
    output = addNode(graph, queryBytes, addView(graph, addNode(graph, queryBytes, values, scores)));
  }
  output = rotate(context, inputs.valueRotation, output, queryBytes);
  if (gated !== undefined) {
    const gate = addInPlace(graph, queryBytes, addNode(graph, queryBytes, addView(graph, gated)));
    output = addInPlace(graph, queryBytes, output, addView(graph, gate));
  }
  const hidden = F32 * u * architecture.hiddenSize;
  const result = multiply(context, 'attn_output', hidden, output);
  return mixer.outputBias ? addInPlace(graph, hidden, result, weights) : result;
}

/** Latent attention with the up projections absorbed: one shared key, queries as long as the latent vector. */
function latent(context: BuildContext, mixer: Of<'mla'>, input: GraphNode): GraphNode {
  const { graph, request, cache, positions, architecture } = context;
  const u = request.tokens;
  const inputs = context.caches.get(null);
  if (inputs === undefined) return input;
  const { heads, queryRank, kvRank, nopeDim, ropeDim, valueDim } = mixer;
  const cells = request.cells(null);
  const queryBytes = F32 * u * heads * (nopeDim + ropeDim);
  let query: GraphNode;
  if (queryRank > 0) {
    const low = normalize(context, multiply(context, 'attn_q_a', F32 * u * queryRank, input), F32 * u * queryRank);
    query = multiply(context, 'attn_q_b', queryBytes, low);
  } else query = multiply(context, 'attn_q', queryBytes, input);
  const plain = addView(graph, addView(graph, query));
  const absorbed = addView(graph, multiply(context, 'attn_k_b', F32 * u * heads * kvRank, plain));
  const turned = addInPlace(graph, F32 * u * heads * ropeDim, addView(graph, query), positions);
  const whole = addNode(graph, F32 * u * heads * (kvRank + ropeDim), absorbed, turned);
  const pair = multiply(context, 'attn_kv_a_mqa', F32 * u * (kvRank + ropeDim), input);
  const compressed = addView(graph, normalize(context, addView(graph, pair), F32 * u * kvRank));
  const turnedKey = addInPlace(graph, F32 * u * ropeDim, addView(graph, pair), positions);
  const key = addNode(graph, F32 * u * (kvRank + ropeDim), compressed, turnedKey);
  addStore(graph, cache, addView(graph, key), inputs.keyRows);
  const seen = addView(graph, whole);
  const unpackedOf = (bytes: number): number => (request.quantizedKeys ? bytes : 0);
  let output: GraphNode;
  if (request.flash) {
    const extra = unpackedOf(2 * (kvRank + ropeDim) * cells * request.streams);
    const found = addNode(graph, F32 * u * heads * kvRank + extra, seen, inputs.mask, cache);
    const lifted = multiply(context, 'attn_v_b', F32 * u * heads * valueDim, addView(graph, found));
    output = addView(graph, addNode(graph, F32 * u * heads * valueDim, addView(graph, lifted)));
  } else {
    const scoreBytes = F32 * u * cells * heads;
    const scores = addInPlace(graph, scoreBytes, addNode(graph, scoreBytes, seen, cache), inputs.mask);
    const values = addNode(graph, 2 * cells * request.streams * kvRank, cache);
    const found = addNode(graph, F32 * u * heads * kvRank, values, scores);
    const lifted = multiply(context, 'attn_v_b', F32 * u * heads * valueDim, found);
    output = addNode(graph, F32 * u * heads * valueDim, addView(graph, lifted));
  }
  return multiply(context, 'attn_output', F32 * u * architecture.hiddenSize, output);
}

/** Recurrences: projection, convolution over its channels, scan, gate, output (src/models/delta-net-base.cpp, graph-context-mamba.cpp). */
interface Recurrence {
  /** Tensor that projects into the convolution's channels. */
  readonly projection: string;
  readonly channels: number;
  readonly inner: number;
  /** Width of queries and keys as the scan reads them. */
  readonly keys: number;
  /** Elements of the state of one sequence. */
  readonly state: number;
}

function recurrence(context: BuildContext, input: GraphNode, shape: Recurrence): GraphNode {
  const { channels, inner, keys } = shape;
  const state = shape.state * context.request.streams;
  const { graph, request, weights, cache, architecture } = context;
  const u = request.tokens;
  const mixed = multiply(context, shape.projection, F32 * u * channels, input);
  const gate = multiply(context, 'attn_gate', F32 * u * inner, input);
  const window = addNode(graph, F32 * (u + 3 * request.streams) * channels, addView(graph, mixed), cache);
  addStore(graph, cache, addView(graph, window));
  const before = addNode(graph, F32 * state, cache);
  const convolved = addInPlace(graph, F32 * u * channels, addNode(graph, F32 * u * channels, window, weights));
  const query = addNode(graph, F32 * u * keys, addView(graph, convolved));
  const key = addNode(graph, F32 * u * keys, addView(graph, convolved));
  const scanned = addNode(graph, F32 * (u * inner + state), query, key, addView(graph, convolved), before);
  addStore(graph, cache, addView(graph, scanned));
  const normed = normalize(context, addView(graph, scanned), F32 * u * inner);
  const open = addInPlace(graph, F32 * u * inner, gate);
  const product = addInPlace(graph, F32 * u * inner, normed, open);
  return multiply(context, 'ssm_out', F32 * u * architecture.hiddenSize, addView(graph, product));
}

const BUILDERS: { readonly [K in Mixer['kind']]: Builder<K> } = {
  attention,
  mla: latent,
  linear: (context, mixer, input) => {
    const inner = mixer.valueHeads * mixer.valueDim;
    const channels = 2 * mixer.keyHeads * mixer.keyDim + inner;
    const keys = mixer.valueHeads * mixer.keyDim;
    return recurrence(context, input, { projection: 'attn_qkv', channels, inner, keys, state: inner * mixer.keyDim });
  },
  mamba2: (context, mixer, input) => {
    const inner = mixer.heads * mixer.headDim;
    const keys = mixer.groups * mixer.stateSize;
    const channels = 2 * inner + 2 * keys + mixer.heads;
    return recurrence(context, input, { projection: 'ssm_in', channels, inner, keys, state: inner * mixer.stateSize });
  },
  mamba1: (context, mixer, input) => {
    const inner = mixer.innerSize;
    return recurrence(context, input, {
      projection: 'ssm_in',
      channels: 2 * inner,
      inner,
      keys: inner,
      state: inner * mixer.stateSize,
    });
  },
  'short-conv': (context, _mixer, input) => {
    const d = context.architecture.hiddenSize;
    return recurrence(context, input, {
      projection: 'shortconv.in_proj',
      channels: 3 * d,
      inner: d,
      keys: d,
      state: d,
    });
  },
  compressed: (context, mixer, input) => {
    const bytes = F32 * context.request.tokens * mixer.heads * mixer.headDim;
    const query = addNode(context.graph, bytes, multiply(context, 'attn_q', bytes, input));
    const found = addNode(context.graph, bytes, query, context.cache);
    return multiply(context, 'attn_output', F32 * context.request.tokens * context.architecture.hiddenSize, found);
  },
  parallel: (context, mixer, input) => {
    const hidden = F32 * context.request.tokens * context.architecture.hiddenSize;
    const attended = buildMixer(context, mixer.attention, input);
    return addInPlace(context.graph, hidden, attended, buildMixer(context, mixer.state, input));
  },
  none: (_context, _mixer, input) => input,
};

/** What a layer's mixer makes of its normed input. */
export function buildMixer<K extends Mixer['kind']>(context: BuildContext, mixer: Of<K>, input: GraphNode): GraphNode {
  const build: Builder<K> = BUILDERS[mixer.kind as K];
  return build(context, mixer, input);
}
