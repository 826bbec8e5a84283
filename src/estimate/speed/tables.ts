import type { CalibrationTables, DeviceCalibration, HostCalibration, SpeedClass } from '../../domain/calibration.ts';
import type { EngineId } from '../../domain/engine.ts';
import type { ComputeDevice } from '../../domain/memory.ts';
import type { Quantization } from '../../domain/quantization.ts';
import type { Basis } from '../../units/range.ts';
import { generationOf } from './generation.ts';

/** Tables tried in order for an engine on a device; the first that exists counts, any after the first as `assumed`. */
const TABLE_IDS: Readonly<Record<EngineId, (device: ComputeDevice) => readonly string[]>> = {
  'llama.cpp': ggmlTables,
  ollama: ggmlTables,
  'mlx-lm': () => ['mlx', 'metal'],
  vllm: (device) => [`vllm-${device.backend}`, 'vllm-cuda'],
  sglang: (device) => [`sglang-${device.backend}`, `vllm-${device.backend}`, 'sglang-cuda'],
  // The last TGI releases run the same kernels (Marlin, FlashInfer) as vLLM; nothing newer is published for it.
  tgi: (device) => [`tgi-${device.backend}`, `vllm-${device.backend}`, 'vllm-cuda'],
};

function ggmlTables(device: ComputeDevice): readonly string[] {
  if (device.backend === 'vulkan') return [`vulkan-${device.vendor}`, 'vulkan-intel'];
  return [device.backend, 'vulkan-intel'];
}

/** The coefficients of one device under one engine, with everything that does not depend on the model worked in. */
export interface DeviceCoefficients {
  readonly table: DeviceCalibration;
  /** `calibrated`: the table and the generation have measurements; `derived`: the generation has none. */
  readonly basis: Basis;
  /** Bytes per second the efficiencies refer to; null: unknown. */
  readonly bandwidth: number | null;
  readonly decodeGeneration: number;
  readonly prefillGeneration: number;
}

/** A measured copy bandwidth is about this share of the nominal one (aiconfigurator system files use 0.8; Radeon 8060S 0.83, GB10 0.9). */
const MEASURED_SHARE = 0.87;

function nominalBandwidth(device: ComputeDevice): number | null {
  if (device.bandwidth === null || device.bandwidth.value <= 0) return null;
  return device.bandwidth.basis === 'measured' ? device.bandwidth.value / MEASURED_SHARE : device.bandwidth.value;
}

/** The generation's own factor; the geometric mean of all for a generation nobody has measured. */
function factorOf(factors: Readonly<Record<string, number>>, generation: string | null): number {
  const own = generation === null ? undefined : factors[generation];
  if (own !== undefined) return own;
  const known = Object.values(factors);
  return known.length === 0 ? 1 : Math.exp(known.reduce((sum, factor) => sum + Math.log(factor), 0) / known.length);
}

function resolve(tables: CalibrationTables, engine: EngineId, device: ComputeDevice): DeviceCoefficients | null {
  const ids = TABLE_IDS[engine](device);
  const index = ids.findIndex((id) => tables[id]?.kind === 'device');
  const table = tables[ids[index] ?? ''];
  if (table?.kind !== 'device') return null;
  const generation = generationOf(device);
  const own: Basis =
    index > 0 ? 'assumed' : table.decode.measured.includes(generation ?? '') ? 'calibrated' : 'derived';
  return {
    table,
    basis: device.bandwidth?.basis === 'assumed' ? 'assumed' : own,
    bandwidth: nominalBandwidth(device),
    decodeGeneration: factorOf(table.decode.generation, generation),
    prefillGeneration: factorOf(table.prefill.generation, generation),
  };
}

type Cache = WeakMap<ComputeDevice, Map<EngineId, DeviceCoefficients | null>>;
const caches = new WeakMap<CalibrationTables, Cache>();

/** Coefficients of a device under an engine; null when no table covers its path. Memoised by table set and device. */
export function coefficientsOf(
  tables: CalibrationTables,
  engine: EngineId,
  device: ComputeDevice,
): DeviceCoefficients | null {
  let cache = caches.get(tables);
  if (!cache) {
    cache = new WeakMap();
    caches.set(tables, cache);
  }
  let byEngine = cache.get(device);
  if (!byEngine) {
    byEngine = new Map();
    cache.set(device, byEngine);
  }
  let found = byEngine.get(engine);
  if (found === undefined) {
    found = resolve(tables, engine, device);
    byEngine.set(engine, found);
  }
  return found;
}

/** The host's table; null when the calibration holds none. */
export function hostCoefficients(tables: CalibrationTables): HostCalibration | null {
  const table = tables.host;
  return table?.kind === 'host' ? table : null;
}

const NEIGHBOURS: Readonly<Record<SpeedClass, readonly SpeedClass[]>> = {
  F16: ['Q8_0'],
  Q8_0: ['F16', 'Q5_Q6_K'],
  Q5_Q6_K: ['Q4_K', 'Q8_0'],
  Q4_K: ['Q5_Q6_K', 'Q4_0'],
  Q4_0: ['Q4_K'],
  MXFP4: ['Q4_K', 'Q4_0'],
  Q2_Q3_K: ['Q4_K'],
  IQ1_IQ3: ['Q2_Q3_K', 'Q4_K'],
};

function byClass(values: Readonly<Partial<Record<SpeedClass, number>>>, speedClass: SpeedClass): number {
  const own = values[speedClass];
  if (own !== undefined) return own;
  for (const neighbour of NEIGHBOURS[speedClass]) {
    const value = values[neighbour];
    if (value !== undefined) return value;
  }
  return 1;
}

/** Share of the bandwidth that reading weights of this quantization reaches on this device. */
export function weightEfficiency(coefficients: DeviceCoefficients, quantization: Quantization): number {
  const { decode } = coefficients.table;
  const exception = decode.exceptions?.[quantization.id] ?? decode.exceptions?.[quantization.kernel] ?? 1;
  const base = byClass(decode.efficiency, quantization.speedClass) * exception;
  return Math.min(decode.ceiling, base * coefficients.decodeGeneration);
}

export function prefillClassFactor(coefficients: DeviceCoefficients, quantization: Quantization): number {
  return byClass(coefficients.table.prefill.class, quantization.speedClass);
}

export function hostClassFactor(host: HostCalibration, quantization: Quantization): number {
  return byClass(host.class, quantization.speedClass);
}
