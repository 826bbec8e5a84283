import type { WeightLayout } from '../../domain/memory.ts';
import type { ModelSpec } from '../../domain/model.ts';
import { between, layerSums } from './layer-sums.ts';

/** Weights of the fullest rank: layers are divided over pipeline stages, matrices over tensor-parallel ranks. */
export function rankWeights(layout: WeightLayout, tensorParallel: number, pipelineParallel: number): number {
  const head = layout.tied ? layout.outputBytes - layout.embeddingBytes : layout.outputBytes;
  const extra = layout.extraDeviceBytes + layout.extraHostBytes;
  if (pipelineParallel === 1) return (layout.layerBytes + layout.embeddingBytes + head + extra) / tensorParallel;
  const sums = layerSums(layout);
  const layers = sums.layers;
  const perStage = Math.ceil(layers / pipelineParallel);
  let fullest = 0;
  for (let stage = 0; stage < pipelineParallel; stage += 1) {
    const from = Math.min(layers, stage * perStage);
    const to = Math.min(layers, from + perStage);
    const first = stage === 0 ? layout.embeddingBytes + extra : 0;
    // A tied head needs the table on the last stage too.
    const last =
      stage === pipelineParallel - 1 ? head + (layout.tied && pipelineParallel > 1 ? layout.embeddingBytes : 0) : 0;
    fullest = Math.max(fullest, between(sums.resident, from, to) + between(sums.experts, from, to) + first + last);
  }
  return fullest / tensorParallel;
}

/** Rotary tables at 16 bits: one row a position, as long as the head that is rotated (vllm model_executor/layers/rotary_embedding). */
export function rotaryBytes(model: ModelSpec): number {
  for (const kind of model.architecture.kinds) {
    const { mixer } = kind;
    if (mixer.kind === 'attention') return model.context.native * mixer.headDim * 2;
    if (mixer.kind === 'mla') return model.context.native * mixer.ropeDim * 2;
  }
  return 0;
}
