import type { ComputeDevice, DeviceLedger, MemoryLedger } from '../../domain/memory.ts';
import type { ModelSpec } from '../../domain/model.ts';
import { layoutWeights } from '../../quantization/weights.ts';
import type { Tokens } from '../../units/quantities.ts';
import type { Range } from '../../units/range.ts';
import type { EstimateInput } from '../input.ts';
import { poolLedger } from './ledger.ts';
import { hostReserve } from './overheads.ts';
import { pagedCache, poolTokens, sequenceBytes } from './paged-cache.ts';
import { rankWeights, rotaryBytes } from './rank-weights.ts';

const GIB = 1024 ** 3;

/** What one paged engine differs in. */
export interface PagedEngine {
  /** Memory the engine gives itself on a device: weights, activations and cache come out of it. */
  readonly budget: (input: EstimateInput, device: ComputeDevice) => number;
  /** Peak of the profiling step. */
  readonly activation: (input: EstimateInput) => Range;
  /** Context and communication buffers inside the budget. */
  readonly nonTorch: (input: EstimateInput) => Range;
  /** Captured graphs on top of the budget. */
  readonly graphs: (input: EstimateInput) => Range;
  /** Is the vision tower loaded even when no images are asked for? */
  readonly vision: 'always' | 'on-demand';
}

/** Parts of a ledger that may be rounded up. */
const PARTS = 8;

/** Ledger of engines that take a share of the device and fill what is left with a paged cache. */
export function pagedLedger(engine: PagedEngine, input: EstimateInput): MemoryLedger {
  const { model, quantization, machine, placement, settings, tensorTypes } = input;
  const { tensorParallel, pipelineParallel } = placement;
  const layout = layoutWeights(model.architecture, quantization, tensorTypes);
  const cache = pagedCache(
    model.architecture,
    settings.kvCacheTypeK,
    settings.kvCacheTypeV,
    tensorParallel,
    pipelineParallel,
  );
  const vision = visionWeights(engine, input) / tensorParallel;
  const weights = rankWeights(layout, tensorParallel, pipelineParallel) + rotaryBytes(model);
  const activation = engine.activation(input);
  const nonTorch = engine.nonTorch(input);
  const graphs = engine.graphs(input);

  // One request of full length must fit, and all the users asked for at once.
  const context = sequenceContext(input);
  const wanted = Math.max(1, settings.parallelSequences) * sequenceBytes(cache, context, settings.maxBatchedTokens);
  let smallest = Number.POSITIVE_INFINITY;
  const devices: DeviceLedger[] = [];
  for (const id of placement.devices) {
    const device = machine.devices.find((candidate) => candidate.id === id);
    if (device === undefined) continue;
    const budget = engine.budget(input, device);
    const left = budget - weights - vision - activation.typical - nonTorch.typical;
    // Each part is rounded up to whole bytes: the pool gives way.
    const pool = Math.max(0, Math.floor(left) - PARTS);
    smallest = Math.min(smallest, pool);
    // The engine stays within its share of the device, however much it has profiled: only the graphs come on top.
    const share = Math.floor(budget + graphs.high);
    const surely = weights + vision + activation.high + nonTorch.high + wanted;
    const ledger = poolLedger(
      { ...device, usableBytes: Math.min(device.usableBytes, share) as DeviceLedger['usableBytes'] },
      {
        weights,
        kvCache: Math.max(pool, wanted),
        compute: activation.typical,
        engine: nonTorch.typical + graphs.typical,
        vision,
      },
      graphs.typical - graphs.low,
      graphs.high - graphs.typical + Math.max(0, surely - Math.max(budget, budget - left + wanted)),
    );
    const spare = Math.max(0, pool - Math.ceil(wanted));
    devices.push({ ...ledger, elasticBytes: spare as DeviceLedger['usableBytes'] });
  }
  const capacity =
    cache.groups.length === 0 || smallest === Number.POSITIVE_INFINITY ? null : poolTokens(cache, smallest);
  return {
    engine: { id: input.engine.id, version: input.engine.version },
    basis: 'derived',
    devices,
    host: poolLedger(
      { id: 'host', capacityBytes: machine.host.capacityBytes, usableBytes: machine.host.usableBytes },
      // One process a rank, each with CUDA libraries and Python (vLLM docs: at least 4 GiB of RAM a GPU process).
      { engine: 4 * GIB * Math.max(1, placement.devices.length), reserve: hostReserve(machine) },
      2 * GIB * Math.max(1, placement.devices.length),
      0,
    ),
    kvCapacityTokens: capacity as Tokens | null,
  };
}

function visionWeights(engine: PagedEngine, input: EstimateInput): number {
  const { vision } = input.model;
  if (vision === undefined) return 0;
  return engine.vision === 'always' || input.settings.vision ? vision.parameters * 2 : 0;
}

/** Tokens of one sequence. */
export function sequenceContext(input: EstimateInput): number {
  const { contextTokens, contextScope, parallelSequences } = input.settings;
  return contextScope === 'total' ? Math.ceil(contextTokens / Math.max(1, parallelSequences)) : contextTokens;
}

/** Elements alive per token in the widest layer of a forward step: gate, up and product, residual, input and output. */
export function forwardElements(model: ModelSpec): number {
  let widest = 0;
  for (const { feedForward } of model.architecture.kinds) {
    if (feedForward.kind === 'dense') widest = Math.max(widest, 3 * feedForward.width);
    if (feedForward.kind === 'moe') {
      widest = Math.max(widest, 3 * (feedForward.expertsPerToken * feedForward.expertWidth + feedForward.sharedWidth));
    }
  }
  return widest + 3 * model.architecture.hiddenSize;
}
