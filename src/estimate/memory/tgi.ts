import type { MemoryLedger } from '../../domain/memory.ts';
import { type EstimateInput, engineConstant } from '../input.ts';
import { forwardElements, type PagedEngine, pagedLedger } from './paged-engine.ts';

const GIB = 1024 ** 3;

/** cuda_memory_fraction × device, less what warm-up with the largest prefill takes, is cache (huggingface/text-generation-inference server/models/flash_causal_lm.py). */
const TGI: PagedEngine = {
  budget: (input, device) => device.capacityBytes * input.settings.gpuMemoryUtilization,
  activation: (input) => {
    const { model, settings, placement } = input;
    const tokens = settings.maxBatchedTokens;
    const typical =
      (tokens * forwardElements(model) * 2) / placement.tensorParallel +
      4 * settings.maxNumSeqs * model.architecture.vocabSize;
    return { low: typical * 0.7, typical, high: typical * 1.5 };
  },
  nonTorch: (input) => {
    const typical = engineConstant(input.engine, 'memory.nonTorchBytes', 0.5 * GIB);
    return { low: typical / 2, typical, high: typical * 2 };
  },
  graphs: (input) => {
    const typical = engineConstant(input.engine, 'memory.cudaGraphBytes', 0.5 * GIB);
    return { low: 0, typical, high: typical * 2 };
  },
  vision: 'always',
};

export function tgiLedger(input: EstimateInput): MemoryLedger {
  return pagedLedger(TGI, input);
}
