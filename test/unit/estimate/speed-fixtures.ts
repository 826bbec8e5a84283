import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { CalibrationTable, CalibrationTables } from '../../../src/domain/calibration.ts';
import type { EngineId, EngineSpec } from '../../../src/domain/engine.ts';
import type {
  ComputeDevice,
  ComputeHost,
  Machine,
  MemoryLedger,
  Placement,
  RunSettings,
} from '../../../src/domain/memory.ts';
import type { Quantization } from '../../../src/domain/quantization.ts';
import type { SpeedQuestion } from '../../../src/estimate/speed/estimate.ts';
import type { ModelFeatures } from '../../../src/estimate/speed/model-features.ts';
import { bytes, bytesPerSecond, gib, operationsPerSecond, tokens } from '../../../src/units/quantities.ts';

const FOLDER = fileURLToPath(new URL('../../../catalog/calibration/', import.meta.url));

let tables: CalibrationTables | undefined;

/** The committed calibration, as the compiled catalog carries it; read once. */
export function committedTables(): CalibrationTables {
  if (tables === undefined) {
    const entries = readdirSync(FOLDER)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as CalibrationTable);
    tables = Object.fromEntries(entries.map((table) => [table.id, table]));
  }
  return tables;
}

export function quantization(
  speedClass: Quantization['speedClass'],
  kernel: Quantization['kernel'] = 'gguf',
): Quantization {
  return {
    id: speedClass,
    format: 'gguf',
    kernel,
    rule: { kind: 'gguf-mix', mix: speedClass },
    nominalBits: 4.8,
    divergence: { k: 0.0313, basis: 'measured', source: 'test' },
    speedClass,
    aliases: [],
    offers: 'mix',
  };
}

export function device(id: string, fields: Partial<ComputeDevice> & { gigabytesPerSecond?: number }): ComputeDevice {
  const { gigabytesPerSecond, ...rest } = fields;
  return {
    id,
    name: id,
    vendor: 'nvidia',
    backend: 'cuda',
    catalogId: null,
    generation: null,
    capacityBytes: gib(24),
    usableBytes: gib(23),
    unified: false,
    computeCapability: null,
    gfx: null,
    bandwidth:
      gigabytesPerSecond === undefined ? null : { value: bytesPerSecond(gigabytesPerSecond * 1e9), basis: 'published' },
    fp16: { value: operationsPerSecond(80e12), basis: 'published' },
    int8: { value: operationsPerSecond(160e12), basis: 'published' },
    fp8: null,
    interconnect: 'pcie',
    tdpWatts: null,
    ...rest,
  };
}

export const HOST: ComputeHost = {
  capacityBytes: gib(64),
  usableBytes: gib(60),
  bandwidth: { value: bytesPerSecond(80e9), basis: 'published' },
  cores: 8,
  instructionSets: ['avx2'],
  class: 'desktop',
};

export const SETTINGS: RunSettings = {
  contextTokens: tokens(8192),
  contextScope: 'per-sequence',
  parallelSequences: 1,
  kvCacheTypeK: 'f16',
  kvCacheTypeV: 'f16',
  batchTokens: 2048,
  ubatchTokens: 512,
  kvUnified: true,
  logitsReserve: 'slots',
  kvOffload: true,
  flashAttention: 'on',
  slidingWindowFull: false,
  gpuMemoryUtilization: 0.92,
  maxNumSeqs: 256,
  maxBatchedTokens: 2048,
  vision: false,
};

function prefix(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, i) => {
    sums[i + 1] = (sums[i] ?? 0) + value;
  });
  return sums;
}

/** A model of equal layers. Bytes are read per token; `kvElements` a layer and token. */
export function features(fields: {
  layers: number;
  bytes: number;
  expertBytes?: number;
  expertShare?: number;
  outputBytes?: number;
  kvElements?: number;
  window?: number;
  parameters?: number;
}): ModelFeatures {
  const {
    layers,
    bytes: total,
    expertBytes = 0,
    outputBytes = 0,
    kvElements = 2048,
    window = Number.POSITIVE_INFINITY,
  } = fields;
  const each = (value: number): Float64Array => prefix(Array.from({ length: layers }, () => value));
  return {
    layers,
    residentBytes: each((total - outputBytes) / layers),
    expertBytes: each(expertBytes / layers),
    expertLayers: each(expertBytes > 0 ? 1 : 0),
    stateBytes: each(0),
    outputBytes,
    expertShare: fields.expertShare ?? 1,
    cache: [{ window, keys: each(kvElements / 2), values: each(kvElements / 2) }],
    layerParameters: fields.parameters ?? total * 2,
    decodeAttention: [{ window, widths: each(4096) }],
    attention: [{ window, width: layers * 4096, latentWidth: layers * 4096 }],
  };
}

export function placement(devices: readonly string[], layers: number, fields: Partial<Placement> = {}): Placement {
  const share = Math.floor(layers / Math.max(1, devices.length));
  return {
    kind: devices.length === 0 ? 'cpu' : devices.length === 1 ? 'single' : 'layer-split',
    devices,
    layersByDevice: devices.map((_, i) => (i === devices.length - 1 ? layers - share * (devices.length - 1) : share)),
    gpuLayers: devices.length === 0 ? 0 : layers + 1,
    cpuMoeLayers: 0,
    tensorParallel: 1,
    pipelineParallel: 1,
    ...fields,
  };
}

export function ledger(kvCapacityTokens: number | null = null): MemoryLedger {
  const parts = {
    weightsBytes: bytes(0),
    kvCacheBytes: bytes(0),
    recurrentStateBytes: bytes(0),
    computeBytes: bytes(0),
    outputBytes: bytes(0),
    engineBytes: bytes(0),
    visionBytes: bytes(0),
    reserveBytes: bytes(0),
  };
  const zero = bytes(0);
  const pool = {
    id: 'host',
    capacityBytes: zero,
    usableBytes: zero,
    parts,
    totalBytes: { low: zero, typical: zero, high: zero },
  };
  return {
    engine: { id: 'llama.cpp', version: 'test' },
    basis: 'derived',
    devices: [],
    host: pool,
    kvCapacityTokens: kvCapacityTokens === null ? null : tokens(kvCapacityTokens),
  };
}

export function engine(id: EngineId): EngineSpec {
  return {
    id,
    name: id,
    version: 'test',
    status: 'active',
    successors: [],
    homepage: 'https://example.org',
    port: 8080,
    concurrency: 'many',
    maturity: 1,
    ladder: [],
    gates: [],
    constants: {},
    kvCacheTypes: ['f16'],
    sources: [],
  };
}

export function question(
  devices: readonly ComputeDevice[],
  layers: number,
  fields: Partial<SpeedQuestion> = {},
): SpeedQuestion {
  const machine: Machine = { devices, host: HOST };
  return {
    quantization: quantization('Q4_K'),
    engine: engine('llama.cpp'),
    machine,
    placement: placement(
      devices.map((entry) => entry.id),
      layers,
    ),
    settings: SETTINGS,
    ledger: ledger(),
    calibration: committedTables(),
    promptTokens: 512,
    outputTokens: 128,
    users: 1,
    ...fields,
  };
}
