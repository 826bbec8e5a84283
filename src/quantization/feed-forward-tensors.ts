import type { Architecture, FeedForward } from '../domain/architecture.ts';
import { ggufTraits } from './gguf-traits.ts';
import { full, matrix, type Tensor } from './tensor.ts';

type Moe = Extract<FeedForward, { readonly kind: 'moe' }>;

function block(suffix: string, hidden: number, width: number, form: 'gated' | 'plain', fused: boolean): Tensor[] {
  const down = matrix(`ffn_down${suffix}`, width, hidden);
  if (form === 'plain') return [matrix(`ffn_up${suffix}`, hidden, width), down];
  if (fused) return [matrix(`ffn_up${suffix}`, hidden, 2 * width), down];
  return [matrix(`ffn_gate${suffix}`, hidden, width), matrix(`ffn_up${suffix}`, hidden, width), down];
}

function experts(architecture: Architecture, moe: Moe): Tensor[] {
  const inner = moe.latentSize ?? architecture.hiddenSize;
  const stacked = block('_exps', inner, moe.expertWidth, moe.form, false).map((tensor) => ({
    ...tensor,
    rows: tensor.rows * moe.experts,
    expert: true,
    stacked: true,
  }));
  const router = full('ffn_gate_inp', architecture.hiddenSize, moe.experts);
  const tensors: Tensor[] = [router, ...stacked];
  if (moe.latentSize !== undefined) {
    tensors.push(
      matrix('ffn_latent_down', architecture.hiddenSize, inner),
      matrix('ffn_latent_up', inner, architecture.hiddenSize),
    );
  }
  if (moe.bias) {
    tensors.push(full('ffn_gate_inp.bias', moe.experts));
    const widths = moe.form === 'gated' ? 2 * moe.expertWidth : moe.expertWidth;
    tensors.push({ ...full('ffn_exps.bias', widths + architecture.hiddenSize, moe.experts), expert: true });
  }
  return tensors;
}

/** Tensors of a layer's feed-forward block. */
export function feedForwardTensors(architecture: Architecture, feedForward: FeedForward): readonly Tensor[] {
  const d = architecture.hiddenSize;
  const fused = ggufTraits(architecture).gate === 'fused';
  if (feedForward.kind === 'none') return [];
  if (feedForward.kind === 'dense') {
    const tensors = block('', d, feedForward.width, feedForward.form, fused);
    if (feedForward.bias) {
      const up = feedForward.form === 'gated' ? 2 * feedForward.width : feedForward.width;
      tensors.push(full('ffn.bias', up + d));
    }
    return tensors;
  }
  const tensors = experts(architecture, feedForward);
  if (feedForward.sharedWidth > 0) {
    tensors.push(...block('_shexp', d, feedForward.sharedWidth, feedForward.form, false));
    if (ggufTraits(architecture).sharedGate) tensors.push(full('ffn_gate_inp_shexp', d));
  }
  if (feedForward.denseWidth) tensors.push(...block('', d, feedForward.denseWidth, feedForward.form, fused));
  return tensors;
}
