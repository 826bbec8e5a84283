import type { Mixer } from '../domain/architecture.ts';
import type { EngineId } from '../domain/engine.ts';
import type { ComputeDevice, Machine } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { Quantization, TensorType } from '../domain/quantization.ts';
import { engineModule } from '../engine/registry.ts';
import { layoutWeights } from '../quantization/weights.ts';
import { GIB } from '../units/quantities.ts';
import type { RunOption } from './options.ts';

/*
 * Bounds that hold without placing anything. They decide nothing by themselves: a bound only saves work whose outcome it already knows, and the
 * properties in test/property/advice.test.ts compare every answer with the one that placed everything.
 */

/** Share of parameters × nominal bits that no layout goes below: vision towers and prediction heads that stay unloaded are in the count. */
const SURELY_LOADED = 0.6;
/** No layout goes above: small and odd-shaped models keep up to 6.4 bits where the name says 4.9 (weights of 60 models, ggml-org/llama.cpp). */
const NEVER_ABOVE = 1.5;
/** More than any runtime context, compute buffer and reserve of the engines takes beside logits. */
const BESIDE = 4 * GIB;

/** Bytes of weights that must be somewhere, whatever the placement. */
export function leastWeightBytes(model: ModelSpec, quantization: Quantization): number {
  return (model.parameters.total * quantization.nominalBits * SURELY_LOADED) / 8;
}

/** Share of the routed experts a token passes, over all weights: 1 for a dense model. */
function leastReadShare(model: ModelSpec): number {
  return model.architecture.kinds.reduce(
    (least, { feedForward }) =>
      feedForward.kind === 'moe' ? Math.min(least, feedForward.expertsPerToken / feedForward.experts) : least,
    1,
  );
}

/** Memory of everything the engine could put weights in. */
export function memoryFor(engine: EngineId, { host, devices }: Machine): number {
  return onDevices({ host, devices }) + (engineModule(engine).holds === 'devices-and-ram' ? host.usableBytes : 0);
}

function onDevices({ devices }: Machine): number {
  return devices.reduce<number>((sum, device) => sum + device.usableBytes, 0);
}

/** The exact weights alone are more than there is memory for. */
export function surelyTooBig(
  model: ModelSpec,
  { quantization, memoryBytes }: RunOption,
  types: readonly TensorType[],
): boolean {
  return layoutWeights(model.architecture, quantization, types).tensorBytes > memoryBytes;
}

/** No configuration decodes faster for one user: every byte read once at the full bandwidth of all memory, and what no device can hold from RAM. */
export function mostTokensPerSecond(model: ModelSpec, { quantization, readable, lane }: RunOption): number {
  const active = (model.parameters.active * quantization.nominalBits * SURELY_LOADED) / 8;
  const outside = leastWeightBytes(model, quantization) - onDevices(lane.machine);
  const fromHost = outside > 0 ? (outside * leastReadShare(model)) / readable.hostBytesPerSecond : 0;
  return 1 / Math.max(active / readable.allBytesPerSecond, fromHost);
}

/** Certainly more than the model takes on one pool with this option. */
function mostBytes(model: ModelSpec, { quantization, settings }: RunOption): number {
  const { vocabSize, hiddenSize, kinds, order } = model.architecture;
  const weights =
    (model.parameters.total * Math.min(quantization.nominalBits * NEVER_ABOVE, 17)) / 8 + 4 * vocabSize * hiddenSize;
  const perKind = kinds.map((kind) => mostCacheBytes(kind.mixer, settings.contextTokens));
  const cache = order.reduce((sum, kind) => sum + (perKind[kind] ?? 0), 0);
  const logits = 8 * settings.ubatchTokens * (vocabSize + 64 * hiddenSize);
  return weights + cache * settings.parallelSequences + logits + BESIDE;
}

type MixerOf<K extends Mixer['kind']> = Extract<Mixer, { kind: K }>;

/** Elements one layer and sequence keeps, windows ignored; kinds that are not listed are placed to know. */
const KEPT: { readonly [K in Mixer['kind']]?: (mixer: MixerOf<K>, contextTokens: number) => number } = {
  attention: (mixer, context) => context * mixer.kvHeads * (mixer.headDim + (mixer.valueHeadDim ?? mixer.headDim)),
  mla: (mixer, context) => context * (mixer.kvRank + mixer.ropeDim + (mixer.indexer?.dim ?? 0)) * 2,
  linear: (mixer) => mixer.valueHeads * mixer.keyDim * mixer.valueDim * 2,
  mamba2: (mixer) => mixer.heads * mixer.headDim * mixer.stateSize * 2,
};

/** Four bytes an element: no cache type takes more. */
function mostCacheBytes(mixer: Mixer, contextTokens: number): number {
  const kept = KEPT[mixer.kind] as ((mixer: Mixer, contextTokens: number) => number) | undefined;
  return kept === undefined ? Number.POSITIVE_INFINITY : 4 * kept(mixer, contextTokens);
}

/** Share of the bandwidth that decode reaches at the very least, with everything read once: on a device, and from RAM. */
const SLOWEST_DEVICE = 0.1;
const SLOWEST_HOST = 0.02;

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
