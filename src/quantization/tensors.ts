import type { Architecture, FeedForward, LayerKind } from '../domain/architecture.ts';
import { feedForwardTensors } from './feed-forward-tensors.ts';
import { ggufTraits } from './gguf-traits.ts';
import { mixerTensors } from './mixer-tensors.ts';
import { full, matrix, type Tensor } from './tensor.ts';

/** Tensors that occur `count` times: once per layer of one kind, or once in the model. */
export interface TensorGroup {
  readonly scope: 'layer' | 'embedding' | 'output' | 'extra-device' | 'extra-host';
  /** Index into `architecture.kinds`; null outside the layers. */
  readonly kind: number | null;
  readonly count: number;
  readonly tensors: readonly Tensor[];
}

function normTensors(architecture: Architecture, kind: LayerKind): Tensor[] {
  const vectors = architecture.norm === 'layer' ? 2 : 1;
  const traits = ggufTraits(architecture);
  // A layer that is only a mixer or only a feed-forward block has no second norm.
  const blocks = (kind.mixer.kind === 'none' ? 0 : 1) + (kind.feedForward.kind === 'none' ? 0 : 1);
  const norms = blocks < 2 ? Math.min(1, traits.norms) : traits.norms;
  return norms === 0 ? [] : [full('attn_norm', architecture.hiddenSize, norms * vectors)];
}

const memo = new WeakMap<Architecture, readonly TensorGroup[]>();

/** Every tensor of a model, grouped by layer kind, from the facts of its config alone. Vision tower and prediction layers are not included. */
export function tensorsOf(architecture: Architecture): readonly TensorGroup[] {
  let groups = memo.get(architecture);
  if (groups === undefined) {
    groups = buildTensors(architecture);
    memo.set(architecture, groups);
  }
  return groups;
}

function buildTensors(architecture: Architecture): readonly TensorGroup[] {
  const { hiddenSize, vocabSize } = architecture;
  const counts = architecture.kinds.map((_, kind) => architecture.order.filter((index) => index === kind).length);
  const groups: TensorGroup[] = architecture.kinds.map((kind, index) => ({
    scope: 'layer',
    kind: index,
    count: counts[index] ?? 0,
    tensors: [
      ...normTensors(architecture, kind),
      ...mixerTensors(architecture, kind.mixer),
      ...feedForwardTensors(architecture, kind.feedForward),
    ],
  }));
  groups.push({ scope: 'embedding', kind: null, count: 1, tensors: [matrix('token_embd', hiddenSize, vocabSize)] });
  const norm = full('output_norm', hiddenSize, architecture.norm === 'layer' ? 2 : 1);
  groups.push({
    scope: 'output',
    kind: null,
    count: 1,
    tensors: architecture.embeddings === 'tied' ? [norm] : [norm, matrix('output', hiddenSize, vocabSize)],
  });
  for (const extra of architecture.extraParameters ?? []) {
    groups.push({
      scope: extra.placement === 'host' ? 'extra-host' : 'extra-device',
      kind: null,
      count: 1,
      // Tables beside the layers are stored like the token embedding; their row length is not a config fact.
      tensors: [matrix(extra.placement === 'host' ? 'per_layer_token_embd' : extra.what, extra.parameters, 1)],
    });
  }
  return groups;
}

const elements = (tensor: Tensor): number => tensor.rowLength * tensor.rows;

function activeShare(feedForward: FeedForward): number {
  return feedForward.kind === 'moe' ? feedForward.expertsPerToken / feedForward.experts : 1;
}

/** Parameters of the text model: all of them, and those one token passes (routed experts by their share). */
export function countParameters(architecture: Architecture): { readonly total: number; readonly active: number } {
  let total = 0;
  let active = 0;
  for (const group of tensorsOf(architecture)) {
    const feedForward = group.kind === null ? undefined : architecture.kinds[group.kind]?.feedForward;
    const share = feedForward === undefined ? 1 : activeShare(feedForward);
    for (const tensor of group.tensors) {
      const size = elements(tensor) * group.count;
      total += size;
      active += tensor.expert ? size * share : size;
    }
  }
  return { total, active: Math.round(active) };
}
