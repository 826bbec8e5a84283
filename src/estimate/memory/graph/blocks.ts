import type { FeedForward } from '../../../domain/architecture.ts';
import { ggufTraits } from '../../../quantization/gguf-traits.ts';
import { type BuildContext, F32 } from './request.ts';
import { addInPlace, addNode, addView, type GraphNode } from './tensor-graph.ts';

/** Matrix product with a weight, which is copied next to it first when it lies on the host. */
export function multiply(
  context: BuildContext,
  name: string,
  bytes: number,
  ...inputs: readonly GraphNode[]
): GraphNode {
  const copy = context.copied(name);
  const weight = copy > 0 ? addNode(context.graph, copy) : context.weights;
  return addNode(context.graph, bytes, weight, ...inputs);
}

/** Norm and its weight; layer norm needs memory of its own, RMS norm may overwrite. */
export function normalize(context: BuildContext, input: GraphNode, bytes: number): GraphNode {
  const { graph, weights, architecture } = context;
  if (architecture.norm === 'layer') {
    return addInPlace(graph, bytes, addInPlace(graph, bytes, addNode(graph, bytes, input), weights), weights);
  }
  return addInPlace(graph, bytes, addInPlace(graph, bytes, input), weights);
}

function gatedBlock(context: BuildContext, suffix: string, input: GraphNode, rows: number, width: number): GraphNode {
  const { graph, architecture } = context;
  const wide = F32 * rows * width;
  let product: GraphNode;
  if (suffix === '' && ggufTraits(architecture).gate === 'fused') {
    product = addNode(graph, wide, multiply(context, 'ffn_up', 2 * wide, input));
  } else {
    const gate = multiply(context, `ffn_gate${suffix}`, wide, input);
    const up = multiply(context, `ffn_up${suffix}`, wide, input);
    product = addNode(graph, wide, gate, up);
  }
  return multiply(context, `ffn_down${suffix}`, F32 * rows * architecture.hiddenSize, product);
}

function plainBlock(context: BuildContext, suffix: string, input: GraphNode, rows: number, width: number): GraphNode {
  const { graph, architecture } = context;
  const wide = F32 * rows * width;
  const up = addInPlace(graph, wide, multiply(context, `ffn_up${suffix}`, wide, input));
  return multiply(context, `ffn_down${suffix}`, F32 * rows * architecture.hiddenSize, up);
}

function denseBlock(
  context: BuildContext,
  suffix: string,
  input: GraphNode,
  rows: number,
  width: number,
  form: 'gated' | 'plain',
) {
  return form === 'gated'
    ? gatedBlock(context, suffix, input, rows, width)
    : plainBlock(context, suffix, input, rows, width);
}

type Moe = Extract<FeedForward, { readonly kind: 'moe' }>;

/** Router, experts and their weighted sum, as llm_graph_context::build_moe_ffn lays them out. */
function expertsBlock(context: BuildContext, input: GraphNode, rows: number, moe: Moe): GraphNode {
  const { graph, architecture, weights } = context;
  const { experts, expertsPerToken: used, expertWidth } = moe;
  const hidden = F32 * rows * (moe.latentSize ?? architecture.hiddenSize);
  const logitBytes = F32 * rows * experts;
  const wide = F32 * rows * used * expertWidth;
  const weightAfter = moe.bias === true;
  // The fused router and the fused sum read their inputs to the end: found by comparing with reserved sizes.
  const fused = context.request.fusedExperts && !weightAfter;

  let logits = addNode(graph, logitBytes, weights, input);
  if (weightAfter) logits = addInPlace(graph, logitBytes, logits, weights);
  const scores = weightAfter ? logits : addInPlace(graph, logitBytes, logits);
  const sorted = addNode(graph, logitBytes, scores);
  const chosen = addView(graph, sorted);
  const gathered = addNode(graph, F32 * rows * used, addView(graph, scores), chosen);
  let share: GraphNode;
  if (weightAfter) {
    share = addView(graph, addInPlace(graph, F32 * rows * used, addView(graph, gathered)));
  } else {
    const flat = addView(graph, gathered);
    const sum = addNode(graph, F32 * rows, addNode(graph, F32 * rows, flat));
    share = addView(graph, addInPlace(graph, F32 * rows * used, flat, sum));
  }

  const token = addView(graph, input);
  const biased = (node: GraphNode, bytes: number): GraphNode =>
    moe.bias ? addInPlace(graph, bytes, node, weights, chosen) : node;
  let product: GraphNode;
  if (moe.form === 'gated') {
    const gate = biased(multiply(context, 'ffn_gate_exps', wide, token, chosen), wide);
    const up = biased(multiply(context, 'ffn_up_exps', wide, token, chosen), wide);
    product = addNode(graph, wide, gate, up);
  } else {
    product = addInPlace(graph, wide, multiply(context, 'ffn_up_exps', wide, token, chosen));
  }
  const down = biased(multiply(context, 'ffn_down_exps', hidden * used, product, chosen), hidden * used);
  const weighted = addInPlace(graph, hidden * used, down, share);
  const slices = Array.from({ length: used }, () => addView(graph, weighted));
  let sum = slices[0] ?? weighted;
  for (let index = 1; index < used; index += 1) {
    const slice = slices[index];
    if (slice === undefined) break;
    sum = addInPlace(graph, hidden, sum, slice);
    if (!fused) continue;
    if (index === 1) sum.sources.push(down);
    if (index === used - 1) sum.sources.push(logits, scores, sorted);
  }
  return used === 1 ? addNode(graph, hidden, sum) : sum;
}

/** Output of a layer's feed-forward block; null when it has none. */
export function feedForward(
  context: BuildContext,
  block: FeedForward,
  input: GraphNode,
  rows: number,
): GraphNode | null {
  const { graph, architecture } = context;
  if (block.kind === 'none') return null;
  if (block.kind === 'dense') return denseBlock(context, '', input, rows, block.width, block.form);
  let output = expertsBlock(context, input, rows, block);
  const bytes = F32 * rows * architecture.hiddenSize;
  if (block.sharedWidth > 0) {
    let shared = denseBlock(context, '_shexp', input, rows, block.sharedWidth, block.form);
    if (ggufTraits(architecture).sharedGate) {
      const gate = addInPlace(graph, F32 * rows, addNode(graph, F32 * rows, context.weights, input));
      shared = addInPlace(graph, bytes, shared, gate);
    }
    output = addInPlace(graph, bytes, output, shared);
  }
  if (block.denseWidth) {
    output = addInPlace(graph, bytes, output, denseBlock(context, '', input, rows, block.denseWidth, block.form));
  }
  return output;
}
