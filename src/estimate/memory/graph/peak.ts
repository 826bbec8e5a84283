import type { GraphNode, TensorGraph } from './tensor-graph.ts';

interface Block {
  offset: number;
  size: number;
}

/** A heap of unlimited size: best fit among the holes, else behind everything (ggml_dyn_tallocr_alloc). */
interface Heap {
  readonly free: Block[];
  peak: number;
}

const ENDLESS = Number.MAX_SAFE_INTEGER;

function allocate(heap: Heap, size: number): number {
  const { free } = heap;
  let best = free.length - 1;
  let bestSize = ENDLESS;
  for (let index = 0; index < free.length - 1; index += 1) {
    const hole = free[index];
    if (hole !== undefined && hole.size >= size && hole.size <= bestSize) {
      best = index;
      bestSize = hole.size;
    }
  }
  const block = free[best];
  if (block === undefined) return 0;
  const address = block.offset;
  block.offset += size;
  block.size -= size;
  if (block.size === 0) free.splice(best, 1);
  if (address + size > heap.peak) heap.peak = address + size;
  return address;
}

function release(heap: Heap, address: number, size: number): void {
  const { free } = heap;
  let index = 0;
  while (index < free.length && (free[index]?.offset ?? 0) < address) index += 1;
  const before = free[index - 1];
  const after = free[index];
  const joinsBefore = before !== undefined && before.offset + before.size === address;
  const joinsAfter = after !== undefined && address + size === after.offset;
  if (joinsBefore && joinsAfter) {
    before.size += size + after.size;
    free.splice(index, 1);
  } else if (joinsBefore) {
    before.size += size;
  } else if (joinsAfter) {
    after.offset = address;
    after.size += size;
  } else {
    free.splice(index, 0, { offset: address, size });
  }
}

/** A source whose memory a node may take over: its only reader, not a view, of the same layout (ggml_gallocr_allocate_node). */
function reusable(node: GraphNode): GraphNode | undefined {
  if (!node.inPlace) return undefined;
  return node.sources.find(
    (source) =>
      source.held && !source.pinned && source.layout === node.layout && source.readers === 1 && source.views === 0,
  );
}

function hold(heap: Heap, node: GraphNode): void {
  if (node.held || node.external || node.viewOf !== null) return;
  const taken = reusable(node);
  node.held = true;
  if (taken !== undefined) {
    node.address = taken.address;
    node.heldSize = taken.heldSize;
    taken.held = false;
    return;
  }
  node.heldSize = node.size;
  if (node.size > 0) node.address = allocate(heap, node.size);
}

function drop(heap: Heap, node: GraphNode): void {
  if (!node.held || node.pinned) return;
  node.held = false;
  if (node.heldSize > 0) release(heap, node.address, node.heldSize);
}

/** Size of the buffer the graph is computed in: what the engine reserves for it at start. */
export function peakBytes(graph: TensorGraph): number {
  const heap: Heap = { free: [{ offset: 0, size: ENDLESS }], peak: 0 };
  for (const node of graph.nodes) {
    if (node.viewOf !== null) node.viewOf.views += 1;
    for (const source of node.sources) source.readers += 1;
  }
  for (const node of graph.pinned) hold(heap, node);
  for (const node of graph.nodes) {
    for (const source of node.sources) hold(heap, source);
    hold(heap, node);
    for (const source of node.sources) {
      source.readers -= 1;
      if (source.readers > 0 || source.views > 0) continue;
      const { viewOf } = source;
      if (viewOf === null) drop(heap, source);
      else {
        viewOf.views -= 1;
        if (viewOf.views === 0 && viewOf.readers === 0) drop(heap, viewOf);
      }
    }
  }
  return heap.peak;
}
