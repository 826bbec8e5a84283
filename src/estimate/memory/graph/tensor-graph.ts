/**
 * A compute graph reduced to what its memory depends on: sizes, who reads whom, what may be overwritten in place.
 * Follows ggml-org/llama.cpp ggml/src/ggml-alloc.c, read 2026-11.
 */
export interface GraphNode {
  /** Bytes, aligned; 0 for views and for tensors that live elsewhere (weights, cache). */
  readonly size: number;
  readonly sources: GraphNode[];
  /** May take over the memory of a source of the same layout that nobody else reads. */
  readonly inPlace: boolean;
  /** Layout tag: nodes of equal tag have equal shapes. */
  readonly layout: number;
  /** The tensor a view looks into. */
  readonly viewOf: GraphNode | null;
  readonly external: boolean;
  /** Kept to the end, and allocated before everything else. */
  readonly pinned: boolean;
  // Bookkeeping of the allocator.
  readers: number;
  views: number;
  held: boolean;
  address: number;
  heldSize: number;
}

/** Every buffer type aligns tensors at least this much (ggml-cuda.cu; CPU buffers align to less). */
const ALIGNMENT = 128;

export interface TensorGraph {
  readonly nodes: GraphNode[];
  readonly pinned: GraphNode[];
}

export function emptyGraph(): TensorGraph {
  return { nodes: [], pinned: [] };
}

type Sources = readonly (GraphNode | null)[];

/** One shape for every node, so that the engine compiles one access path: thousands are made for one catalog. */
function makeNode(
  size: number,
  sources: GraphNode[],
  inPlace: boolean,
  viewOf: GraphNode | null,
  outside: boolean,
  pinned: boolean,
): GraphNode {
  return {
    size: Math.ceil(size / ALIGNMENT) * ALIGNMENT,
    sources,
    inPlace,
    layout: viewOf === null ? size : -1,
    viewOf,
    external: outside,
    pinned,
    readers: 0,
    views: 0,
    held: false,
    address: 0,
    heldSize: 0,
  };
}

function present(sources: Sources): GraphNode[] {
  const kept: GraphNode[] = [];
  for (const source of sources) if (source !== null) kept.push(source);
  return kept;
}

/** A tensor outside the buffer: weights, the cache. */
export function external(): GraphNode {
  return makeNode(0, [], false, null, true, false);
}

/** An input in several copies, one for each batch in flight; never freed. */
export function addPinned(graph: TensorGraph, size: number): GraphNode {
  const node = makeNode(size, [], false, null, false, true);
  graph.pinned.push(node);
  return node;
}

export function addNode(graph: TensorGraph, size: number, ...sources: Sources): GraphNode {
  const node = makeNode(size, present(sources), false, null, false, false);
  graph.nodes.push(node);
  return node;
}

export function addInPlace(graph: TensorGraph, size: number, ...sources: Sources): GraphNode {
  const node = makeNode(size, present(sources), true, null, false, false);
  graph.nodes.push(node);
  return node;
}

/** Reshape, permute or slice: holds no memory of its own and keeps what it looks into alive. */
export function addView(graph: TensorGraph, source: GraphNode): GraphNode {
  const node = makeNode(0, [source], false, source.viewOf ?? source, false, false);
  graph.nodes.push(node);
  return node;
}

/** Rows written into the cache: a view of it that reads what is written. */
export function addStore(graph: TensorGraph, cache: GraphNode, ...written: readonly GraphNode[]): void {
  graph.nodes.push(makeNode(0, [...written, cache], false, cache, false, false));
}
