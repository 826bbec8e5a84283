import type { EngineId } from '../domain/engine.ts';
import type { ComputeDevice, KvCacheType, Machine } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import { engineModule } from '../engine/registry.ts';
import { GIB, MIB } from '../units/quantities.ts';
import type { RunOption } from './options.ts';

/*
 * Bounds that hold without placing anything. They decide nothing by themselves: a bound only saves work whose outcome it already knows, and the
 * properties in test/property/advice.test.ts compare every answer with the one that placed everything.
 */

/** Bits a weight that no stored type goes below, for quantizations whose layout was not worked out with the catalog. */
const LEAST_SHARE = 0.5;
/** Bytes an element of a cache takes at the very least: q4_0, with its scales. */
const LEAST_CACHE_BYTES = 0.5625;
/** No cache type takes more than a float of 32 bits; the default takes half of it. */
const MOST_CACHE_BYTES: Partial<Record<KvCacheType, number>> = { f32: 4 };
const USUAL_CACHE_BYTES = 2;
/** More than any runtime context, compute buffer and reserve of the engines takes beside logits. */
const BESIDE = 3 * GIB;
/** Share of the bandwidth that decode reaches at the very least, with everything read once: on a device, and from RAM. */
const SLOWEST_DEVICE = 0.1;
const SLOWEST_HOST = 0.02;

/** Bytes of all tensors, rounded down. */
export function leastWeightBytes(model: ModelSpec, { quantization }: RunOption): number {
  const known = model.footprint.weights[quantization.id];
  return known === undefined ? (model.parameters.total * quantization.nominalBits * LEAST_SHARE) / 8 : known[0] * MIB;
}

/** Weights and cache, at the very least. */
export function leastBytes(model: ModelSpec, option: RunOption): number {
  const { contextTokens, parallelSequences } = option.settings;
  const cache = model.footprint.cacheElementsPerToken * contextTokens * parallelSequences * LEAST_CACHE_BYTES;
  return leastWeightBytes(model, option) + cache;
}

/** Memory of everything the engine could put weights in. */
export function memoryFor(engine: EngineId, machine: Machine): number {
  return onDevices(machine) + (engineModule(engine).holds === 'devices-and-ram' ? machine.host.usableBytes : 0);
}

function onDevices({ devices }: Machine): number {
  return devices.reduce<number>((sum, device) => sum + device.usableBytes, 0);
}

/** No configuration decodes faster for one user: every byte read once at the full bandwidth of all memory, and what no device can hold from RAM. */
export function mostTokensPerSecond(model: ModelSpec, option: RunOption): number {
  const { readable, lane, quantization } = option;
  const known = model.footprint.weights[quantization.id];
  const read =
    known === undefined ? (model.parameters.active * quantization.nominalBits * LEAST_SHARE) / 8 : known[1] * MIB;
  const all = leastWeightBytes(model, option);
  const outside = all - onDevices(lane.machine);
  const fromHost = outside > 0 ? (outside * leastReadShare(model)) / readable.hostBytesPerSecond : 0;
  return 1 / Math.max(read / readable.allBytesPerSecond, fromHost);
}

/** Share of the routed experts a token passes: 1 for a dense model. */
function leastReadShare(model: ModelSpec): number {
  return model.architecture.kinds.reduce(
    (least, { feedForward }) =>
      feedForward.kind === 'moe' ? Math.min(least, feedForward.expertsPerToken / feedForward.experts) : least,
    1,
  );
}

/** Certainly more than the model takes on one pool with this option; infinite when its layout is not known. */
function mostBytes(model: ModelSpec, { quantization, settings }: RunOption): number {
  const known = model.footprint.weights[quantization.id];
  if (known === undefined) return Number.POSITIVE_INFINITY;
  const { vocabSize, hiddenSize, embeddings } = model.architecture;
  const { cacheElementsPerToken, windows, stateBytes } = model.footprint;
  // Tied embeddings may lie on the device a second time; windows are counted as if they kept everything.
  const weights = (known[0] + 1) * MIB + (embeddings === 'tied' ? 2 * vocabSize * hiddenSize : 0);
  const elements = windows.reduce((sum, [perToken]) => sum + perToken, cacheElementsPerToken);
  const cache =
    elements * (settings.contextTokens + 256) * (MOST_CACHE_BYTES[settings.kvCacheTypeK] ?? USUAL_CACHE_BYTES) +
    2 * stateBytes;
  const logits = 8 * settings.ubatchTokens * (vocabSize + 64 * hiddenSize);
  return weights + cache * settings.parallelSequences + logits + BESIDE;
}

/** The option surely runs this model above `floor` tokens a second: whole on one pool, with everything counted against it. */
export function surelyRuns(model: ModelSpec, option: RunOption, floor: number): boolean {
  const { lane, settings } = option;
  const most = mostBytes(model, option);
  const roomy = (pool: Pick<ComputeDevice, 'usableBytes' | 'bandwidth'>, slowest: number) =>
    pool.usableBytes >= most &&
    (pool.bandwidth === null || (pool.bandwidth.value * slowest) / (most * settings.parallelSequences) >= floor);
  const { devices, host } = lane.machine;
  return devices.length > 0 ? devices.some((device) => roomy(device, SLOWEST_DEVICE)) : roomy(host, SLOWEST_HOST);
}
