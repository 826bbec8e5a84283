import type { MemoryLedger } from '../../domain/memory.ts';
import { layoutWeights } from '../../quantization/weights.ts';
import type { Tokens } from '../../units/quantities.ts';
import { type EstimateInput, engineConstant } from '../input.ts';
import { cacheElementBytes, cacheShape } from '../kv-cache.ts';
import { poolLedger } from './ledger.ts';
import { hostReserve, visionBytes } from './overheads.ts';
import { forwardElements, sequenceContext } from './paged-engine.ts';

const GIB = 1024 ** 3;

/** The cache grows in steps of 256 tokens (ml-explore/mlx-lm mlx_lm/models/cache.py). */
const STEP_TOKENS = 256;

/** MLX keeps weights and a growing cache in unified memory; windowed layers keep their window only (RotatingKVCache). */
export function mlxLedger(input: EstimateInput): MemoryLedger {
  const { model, quantization, machine, placement, settings, tensorTypes, engine } = input;
  const layout = layoutWeights(model.architecture, quantization, tensorTypes);
  const shape = cacheShape(model.architecture);
  const sequences = Math.max(1, settings.parallelSequences);
  const context = Math.ceil(sequenceContext(input) / STEP_TOKENS) * STEP_TOKENS;
  const key = cacheElementBytes(settings.kvCacheTypeK);
  const value = cacheElementBytes(settings.kvCacheTypeV);
  let perSequence = 0;
  for (const layer of shape.layers) {
    const tokens = layer.windowTokens === null ? context : Math.min(context, layer.windowTokens + STEP_TOKENS);
    perSequence += tokens * (layer.keyElementsPerToken * key + layer.valueElementsPerToken * value);
  }
  const head = layout.tied ? layout.outputBytes - layout.embeddingBytes : layout.outputBytes;
  const layers = layout.tensorBytes - layout.embeddingBytes - layout.extraDeviceBytes - layout.extraHostBytes - head;
  const prefill = Math.min(context, engineConstant(engine, 'memory.prefillTokens', 2048));
  const compute = prefill * forwardElements(model) * 2 + 4 * model.architecture.vocabSize * sequences;
  const parts = {
    weights: layers + layout.embeddingBytes + head + layout.extraDeviceBytes + layout.extraHostBytes,
    kvCache: sequences * perSequence,
    recurrentState: sequences * shape.stateBytesPerSequence,
    compute,
    engine: engineConstant(engine, 'memory.contextBytes', 0.3 * GIB),
    vision: visionBytes(input),
  };
  const [id] = placement.devices;
  const device = machine.devices.find((candidate) => candidate.id === id);
  const host = { id: 'host', capacityBytes: machine.host.capacityBytes, usableBytes: machine.host.usableBytes };
  return {
    engine: { id: engine.id, version: engine.version },
    basis: 'assumed',
    devices: device === undefined ? [] : [{ ...poolLedger(device, parts, 0, compute), sharesHostMemory: true }],
    host:
      device === undefined
        ? poolLedger(host, { ...parts, reserve: hostReserve(machine) }, 0, compute)
        : poolLedger(host, { engine: 0.5 * GIB, reserve: hostReserve(machine) }, 0, 0),
    kvCapacityTokens: (sequences * context) as Tokens,
  };
}
