import type { Architecture, Mixer } from '../domain/architecture.ts';
import { ggufTraits } from './gguf-traits.ts';
import { full, matrix, type Tensor } from './tensor.ts';

type Of<K extends Mixer['kind']> = Extract<Mixer, { readonly kind: K }>;
type Builder<K extends Mixer['kind']> = (architecture: Architecture, mixer: Of<K>) => readonly Tensor[];

function attention(architecture: Architecture, mixer: Of<'attention'>): readonly Tensor[] {
  const d = architecture.hiddenSize;
  const valueDim = mixer.valueHeadDim ?? mixer.headDim;
  const queries = mixer.heads * mixer.headDim;
  const keys = mixer.kvHeads * mixer.headDim;
  const values = mixer.kvHeads * valueDim;
  const queryRows = mixer.outputGate ? 2 * queries : queries;
  const owns = mixer.cache !== 'shared';
  const tensors: Tensor[] = [];
  if (ggufTraits(architecture).qkv === 'fused') {
    tensors.push(matrix('attn_qkv', d, queryRows + keys + values));
    if (mixer.qkvBias) tensors.push(full('attn_qkv.bias', queryRows + keys + values));
  } else {
    tensors.push(matrix('attn_q', d, queryRows));
    if (owns) tensors.push(matrix('attn_k', d, keys));
    if (owns && !mixer.keyIsValue) tensors.push(matrix('attn_v', d, values));
    if (mixer.qkvBias)
      tensors.push(full('attn_q.bias', queryRows), full('attn_k.bias', keys), full('attn_v.bias', values));
  }
  tensors.push(matrix('attn_output', mixer.heads * valueDim, d));
  if (mixer.outputBias) tensors.push(full('attn_output.bias', d));
  if (mixer.qkNorm === 'per-head') tensors.push(full('attn_q_norm', mixer.headDim, 2));
  if (mixer.qkNorm === 'full-width') tensors.push(full('attn_q_norm', queries), full('attn_k_norm', keys));
  if (mixer.sinks) tensors.push(full('attn_sinks', mixer.heads));
  return tensors;
}

function latent(architecture: Architecture, mixer: Of<'mla'>): readonly Tensor[] {
  const d = architecture.hiddenSize;
  const { heads, queryRank, kvRank, nopeDim, ropeDim, valueDim, indexer } = mixer;
  const queries = heads * (nopeDim + ropeDim);
  const tensors: Tensor[] =
    queryRank > 0
      ? [matrix('attn_q_a', d, queryRank), full('attn_q_a_norm', queryRank), matrix('attn_q_b', queryRank, queries)]
      : [matrix('attn_q', d, queries)];
  tensors.push(matrix('attn_kv_a_mqa', d, kvRank + ropeDim), full('attn_kv_a_norm', kvRank));
  if (ggufTraits(architecture).latent === 'absorbed') {
    // The up projection is stored split and transposed, one matrix a head.
    tensors.push({ ...matrix('attn_k_b', nopeDim, kvRank * heads), stacked: true });
    tensors.push({ ...matrix('attn_v_b', kvRank, valueDim * heads), stacked: true });
  } else {
    tensors.push(matrix('attn_kv_b', kvRank, heads * (nopeDim + valueDim)));
  }
  tensors.push(matrix('attn_output', heads * valueDim, d));
  if (indexer?.own) {
    tensors.push(
      matrix('indexer.proj', d, indexer.heads),
      matrix('indexer.attn_k', d, indexer.dim),
      matrix('indexer.attn_q_b', queryRank > 0 ? queryRank : d, indexer.heads * indexer.dim),
      full('indexer.k_norm', indexer.dim, 2),
    );
  }
  return tensors;
}

/** Which gates and projections a linear variant has beside query, key and value. */
const LINEAR: { readonly [V in Of<'linear'>['variant']]: Builder<'linear'> } = {
  'gated-delta-net': (architecture, mixer) => {
    const d = architecture.hiddenSize;
    const inner = mixer.valueHeads * mixer.valueDim;
    const channels = 2 * mixer.keyHeads * mixer.keyDim + inner;
    return [
      matrix('attn_qkv', d, channels),
      matrix('attn_gate', d, inner),
      matrix('ssm_ba', d, 2 * mixer.valueHeads),
      matrix('ssm_out', inner, d),
      full('ssm_conv1d', mixer.convWidth, channels),
      full('ssm_dt', mixer.valueHeads, 2),
      full('ssm_norm', mixer.valueDim),
    ];
  },
  kda: (architecture, mixer) => {
    const d = architecture.hiddenSize;
    const inner = mixer.valueHeads * mixer.valueDim;
    return [
      matrix('attn_q', d, mixer.keyHeads * mixer.keyDim),
      matrix('attn_k', d, mixer.keyHeads * mixer.keyDim),
      matrix('attn_v', d, inner),
      matrix('ssm_f_a', d, mixer.keyDim),
      matrix('ssm_f_b', mixer.keyDim, inner),
      matrix('ssm_g_a', d, mixer.valueDim),
      matrix('ssm_g_b', mixer.valueDim, inner),
      matrix('ssm_beta', d, mixer.valueHeads),
      matrix('attn_output', inner, d),
      full('ssm_conv1d', mixer.convWidth, 2 * mixer.keyHeads * mixer.keyDim + inner),
      full('ssm_dt', inner),
      full('ssm_a', mixer.valueHeads),
      full('ssm_norm', mixer.valueDim),
    ];
  },
  lightning: (architecture, mixer) => {
    const d = architecture.hiddenSize;
    const inner = mixer.valueHeads * mixer.valueDim;
    return [
      matrix('attn_qkv', d, 2 * mixer.keyHeads * mixer.keyDim + inner),
      matrix('attn_gate', d, inner),
      matrix('attn_output', inner, d),
      full('attn_sub_norm', inner),
    ];
  },
};

const BUILDERS: { readonly [K in Mixer['kind']]: Builder<K> } = {
  attention,
  mla: latent,
  linear: (architecture, mixer) => LINEAR[mixer.variant](architecture, mixer),
  mamba2: (architecture, mixer) => {
    const inner = mixer.heads * mixer.headDim;
    const channels = inner + 2 * mixer.groups * mixer.stateSize;
    return [
      matrix('ssm_in', architecture.hiddenSize, inner + channels + mixer.heads),
      full('ssm_conv1d', mixer.convWidth + 1, channels),
      full('ssm_a', mixer.heads, 3),
      full('ssm_norm', inner),
      matrix('ssm_out', inner, architecture.hiddenSize),
    ];
  },
  mamba1: (architecture, mixer) => [
    matrix('ssm_in', architecture.hiddenSize, 2 * mixer.innerSize),
    full('ssm_conv1d', mixer.convWidth + 1, mixer.innerSize),
    matrix('ssm_x', mixer.innerSize, mixer.timeStepRank + 2 * mixer.stateSize),
    matrix('ssm_dt', mixer.timeStepRank, mixer.innerSize),
    full('ssm_a', mixer.stateSize + 2, mixer.innerSize),
    full('ssm_norm', mixer.timeStepRank + 2 * mixer.stateSize),
    matrix('ssm_out', mixer.innerSize, architecture.hiddenSize),
  ],
  'short-conv': (architecture, mixer) => [
    matrix('shortconv.in_proj', architecture.hiddenSize, 3 * architecture.hiddenSize),
    full('shortconv.conv', mixer.width, architecture.hiddenSize),
    matrix('shortconv.out_proj', architecture.hiddenSize, architecture.hiddenSize),
  ],
  // DeepSeek V4: low-rank queries and outputs are not config facts here; counted at full rank.
  compressed: (architecture, mixer) => [
    matrix('attn_q', architecture.hiddenSize, mixer.heads * mixer.headDim),
    matrix('attn_kv', architecture.hiddenSize, mixer.dim),
    matrix('attn_output', mixer.heads * mixer.headDim, architecture.hiddenSize),
  ],
  parallel: (architecture, mixer) => [
    ...mixerTensors(architecture, mixer.attention),
    ...mixerTensors(architecture, mixer.state),
  ],
  none: () => [],
};

/** Tensors of what mixes tokens in one layer. */
export function mixerTensors<K extends Mixer['kind']>(architecture: Architecture, mixer: Of<K>): readonly Tensor[] {
  const build: Builder<K> = BUILDERS[mixer.kind as K];
  return build(architecture, mixer);
}
