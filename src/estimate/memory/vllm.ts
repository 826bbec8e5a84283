import type { MemoryLedger } from '../../domain/memory.ts';
import { type EstimateInput, engineConstant } from '../input.ts';
import { forwardElements, type PagedEngine, pagedLedger } from './paged-engine.ts';

const GIB = 1024 ** 3;

/** Bytes the sampler holds per sequence and vocabulary entry at its peak: 38.4 to 39.6 in the logs that print it. */
const SAMPLER_BYTES = 38.7;

/** utilization × device = weights + non-torch + activation peak + KV; CUDA graphs come on top (vllm/v1/worker/gpu_worker.py). */
const VLLM: PagedEngine = {
  budget: (input, device) => device.capacityBytes * input.settings.gpuMemoryUtilization,
  activation: (input) => {
    const { model, settings, placement } = input;
    const { vocabSize, hiddenSize } = model.architecture;
    const perEntry = engineConstant(input.engine, 'memory.samplerBytesPerLogit', SAMPLER_BYTES);
    const tokens = settings.maxBatchedTokens;
    const sampler = perEntry * settings.maxNumSeqs * vocabSize + tokens * hiddenSize * 2;
    const forward = (tokens * forwardElements(model) * 2) / placement.tensorParallel;
    const typical = Math.max(sampler, forward);
    return { low: typical * 0.9, typical, high: typical * 1.1 };
  },
  nonTorch: (input) => {
    const several = input.placement.devices.length > 1;
    const typical = several
      ? engineConstant(input.engine, 'memory.nonTorchBytesSeveral', 0.4 * GIB)
      : engineConstant(input.engine, 'memory.nonTorchBytes', 0.1 * GIB);
    return { low: typical / 2, typical, high: typical * 2 };
  },
  graphs: (input) => {
    const typical = engineConstant(input.engine, 'memory.cudaGraphBytes', 0.5 * GIB);
    return { low: 0, typical, high: typical * 2 };
  },
  vision: 'always',
};

export function vllmLedger(input: EstimateInput): MemoryLedger {
  return pagedLedger(VLLM, input);
}
