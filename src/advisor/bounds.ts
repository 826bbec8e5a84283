import type { EngineId } from '../domain/engine.ts';
import type { Machine } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import { engineModule } from '../engine/registry.ts';
import { MIB } from '../units/quantities.ts';
import type { RunOption } from './options.ts';

/*
 * Bounds that hold without placing anything. They decide nothing by themselves: a bound only saves work whose outcome it already knows, and the
 * properties in test/property/advice.test.ts compare every answer with the one that placed everything.
 */

/** Bits a weight that no stored type goes below, for quantizations whose layout was not worked out with the catalog. */
const LEAST_SHARE = 0.5;
/** Bytes an element of a cache takes at the very least: q4_0, with its scales. */
const LEAST_CACHE_BYTES = 0.5625;

/** Bytes of all tensors, rounded down. */
function leastWeightBytes(model: ModelSpec, { quantization }: RunOption): number {
  const known = model.footprint.weights[quantization.id];
  return known === undefined ? (model.parameters.total * quantization.nominalBits * LEAST_SHARE) / 8 : known[0] * MIB;
}

/** Weights and cache, at the very least. */
export function leastBytes(model: ModelSpec, option: RunOption): number {
  const { contextTokens, parallelSequences } = option.settings;
  const cache = model.footprint.cacheElementsPerToken * contextTokens * parallelSequences * LEAST_CACHE_BYTES;
  return leastWeightBytes(model, option) + cache;
}

/** Memory of everything the engine could put weights in; memory that a GPU shares with the CPU counts once. */
export function memoryFor(engine: EngineId, machine: Machine): number {
  if (engineModule(engine).holds === 'devices') return onDevices(machine);
  const unified = onDevices({ devices: machine.devices.filter((device) => device.unified) });
  return onDevices(machine) - unified + Math.max(unified, machine.host.usableBytes);
}

function onDevices({ devices }: Pick<Machine, 'devices'>): number {
  return devices.reduce<number>((sum, device) => sum + device.usableBytes, 0);
}

/** No configuration decodes faster for one user: what devices can hold is read at their speed, the rest from RAM. */
export function mostTokensPerSecond(model: ModelSpec, option: RunOption): number {
  const { readable, lane, quantization } = option;
  const known = model.footprint.weights[quantization.id];
  const read =
    known === undefined ? (model.parameters.active * quantization.nominalBits * LEAST_SHARE) / 8 : known[1] * MIB;
  const outside = leastWeightBytes(model, option) - onDevices(lane.machine);
  if (outside <= 0 || lane.machine.devices.length === 0) return readable.allBytesPerSecond / read;
  const fromHost = Math.min(outside * leastReadShare(model), read);
  return 1 / ((read - fromHost) / readable.allBytesPerSecond + fromHost / readable.hostBytesPerSecond);
}

/** Share of the routed experts a token passes: 1 for a dense model. */
function leastReadShare(model: ModelSpec): number {
  return model.architecture.kinds.reduce(
    (least, { feedForward }) =>
      feedForward.kind === 'moe' ? Math.min(least, feedForward.expertsPerToken / feedForward.experts) : least,
    1,
  );
}
