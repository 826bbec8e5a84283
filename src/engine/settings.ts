import type { EngineSpec } from '../domain/engine.ts';
import type { RunSettings } from '../domain/memory.ts';
import type { DefaultsInput } from './contract.ts';

/** A constant of the engine's catalog entry; a missing one is a defect of the catalog, found by its lint. */
function constantOf(engine: EngineSpec, name: string, otherwise: number): number {
  return engine.constants[name]?.value ?? otherwise;
}

/** Settings shared by engines that allocate the whole cache at start (llama.cpp and those built on it). */
export function slotSettings(input: DefaultsInput): RunSettings {
  const type = input.kvCacheType ?? 'f16';
  return {
    contextTokens: input.contextTokens,
    contextScope: 'per-sequence',
    parallelSequences: input.users,
    kvCacheTypeK: type,
    kvCacheTypeV: type,
    batchTokens: constantOf(input.engine, 'default.batchTokens', 2048),
    ubatchTokens: constantOf(input.engine, 'default.ubatchTokens', 512),
    kvUnified: false,
    logitsReserve: 'slots',
    kvOffload: true,
    flashAttention: 'on',
    slidingWindowFull: false,
    gpuMemoryUtilization: 1,
    maxNumSeqs: input.users,
    maxBatchedTokens: constantOf(input.engine, 'default.batchTokens', 2048),
    vision: input.vision,
  };
}

/** Fewest sequences a paged engine is started with: a few more than the users, so that one retry or tab does not queue. */
const MIN_SEQUENCES = 8;

/** Settings shared by engines with a paged cache and continuous batching. */
export function pagedSettings(input: DefaultsInput): RunSettings {
  const { engine, machine, users } = input;
  const smallest = Math.min(...machine.devices.map((device) => device.capacityBytes), Number.POSITIVE_INFINITY);
  const large = smallest >= constantOf(engine, 'default.largeDeviceBytes', Number.POSITIVE_INFINITY) ? 'Large' : '';
  const batched = constantOf(
    engine,
    `default.maxBatchedTokens${large}`,
    constantOf(engine, 'default.maxBatchedTokens', 2048),
  );
  const sequences = Math.min(
    Math.max(users, MIN_SEQUENCES),
    Math.max(users, constantOf(engine, `default.maxNumSeqs${large}`, 256)),
  );
  return {
    ...slotSettings(input),
    kvUnified: true,
    gpuMemoryUtilization: utilization(input),
    maxNumSeqs: sequences,
    maxBatchedTokens: batched,
    batchTokens: batched,
    ubatchTokens: batched,
  };
}

/**
 * The engine's default share, or less where a desktop, another program or the CUDA graphs, which come on top, need the room. Rounded down to what is
 * written in a command.
 */
function utilization({ engine, machine }: DefaultsInput): number {
  const graphs = 2 * constantOf(engine, 'memory.cudaGraphBytes', 0);
  const shares = machine.devices.map((device) => (device.usableBytes - graphs) / device.capacityBytes);
  const share = Math.min(constantOf(engine, 'default.gpuMemoryUtilization', 0.9), ...shares);
  return Math.max(Math.floor(share * 100) / 100, LEAST_UTILIZATION);
}

/** Below this nothing is worth starting; the fit says that it is too big. */
const LEAST_UTILIZATION = 0.1;
