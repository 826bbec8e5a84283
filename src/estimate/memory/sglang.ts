import type { MemoryLedger } from '../../domain/memory.ts';
import { type EstimateInput, engineConstant } from '../input.ts';
import { forwardElements, type PagedEngine, pagedLedger } from './paged-engine.ts';

const GIB = 1024 ** 3;

/**
 * mem_fraction_static × device = weights + cache; activations and graphs live in the rest
 * (sgl-project/sglang python/sglang/srt/server_args.py and model_executor/model_runner.py).
 */
const SGLANG: PagedEngine = {
  budget: (input, device) => device.capacityBytes * input.settings.gpuMemoryUtilization + restOf(input),
  activation: (input) => {
    const { model, settings, placement } = input;
    const typical =
      (settings.maxBatchedTokens * forwardElements(model) * 2) / placement.tensorParallel +
      4 * settings.maxNumSeqs * model.architecture.vocabSize;
    return { low: typical * 0.7, typical, high: typical * 1.5 };
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

/** What lies outside the static share, so that the common ledger takes activations from beside it. */
function restOf(input: EstimateInput): number {
  return SGLANG.activation(input).typical;
}

export function sglangLedger(input: EstimateInput): MemoryLedger {
  return pagedLedger(SGLANG, input);
}
