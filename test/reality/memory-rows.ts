import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { EngineSpec } from '../../src/domain/engine.ts';
import type { ComputeDevice, KvCacheType, Machine, RunSettings } from '../../src/domain/memory.ts';
import type { ModelSpec } from '../../src/domain/model.ts';
import type { Quantization, TensorType } from '../../src/domain/quantization.ts';
import type { PlacementInput } from '../../src/estimate/memory.ts';
import type { PlacementConstraints } from '../../src/estimate/placement.ts';
import { bytes, MIB, tokens } from '../../src/units/quantities.ts';
import { MEASURED } from './architectures.ts';
import type { Csv } from './speed-rows.ts';

interface Quantizations {
  readonly tensorTypes: readonly TensorType[];
  readonly quantizations: readonly Quantization[];
}

const { tensorTypes, quantizations } = parse(readFileSync('catalog/quantizations.yaml', 'utf8')) as Quantizations;

export const TENSOR_TYPES: readonly TensorType[] = tensorTypes;

/** The GGUF quantization of this name, as the measurements call it. */
export function ggufQuantization(name: string): Quantization {
  const found = quantizations.find(
    (candidate) => candidate.format === 'gguf' && (candidate.id === name || candidate.aliases.includes(name)),
  );
  if (found === undefined) throw new Error(`no GGUF quantization is called ${name}`);
  return found;
}

export function isOffered(name: string): 'yes' | 'no' {
  return quantizations.some((entry) => entry.format === 'gguf' && (entry.id === name || entry.aliases.includes(name)))
    ? 'yes'
    : 'no';
}

function engineFile(id: string): EngineSpec {
  return parse(readFileSync(`catalog/engines/${id}.yaml`, 'utf8')) as EngineSpec;
}

export const LLAMA_CPP: EngineSpec = engineFile('llama.cpp');

/** Only the parts of a model that memory depends on; the rest of the type is not read. */
export function bareModel(name: string): ModelSpec {
  const architecture = MEASURED[name];
  if (architecture === undefined) throw new Error(`no architecture is written down for ${name}`);
  return {
    id: name,
    architecture,
    context: { native: tokens(131072) },
    parameters: { total: 1, active: 1 },
  } as unknown as ModelSpec;
}

export function card(id: string, capacity: number): ComputeDevice {
  return {
    id,
    name: 'card',
    vendor: 'nvidia',
    backend: 'cuda',
    catalogId: null,
    generation: null,
    capacityBytes: bytes(capacity),
    usableBytes: bytes(capacity),
    unified: false,
    computeCapability: '8.9',
    gfx: null,
    bandwidth: null,
    fp16: null,
    int8: null,
    fp8: null,
    interconnect: null,
    tdpWatts: null,
  };
}

const HOST: Machine['host'] = {
  capacityBytes: bytes(4096 * 1024 * MIB),
  usableBytes: bytes(4000 * 1024 * MIB),
  bandwidth: null,
  cores: null,
  instructionSets: [],
  class: 'unknown',
};

export function machineOf(devices: readonly ComputeDevice[]): Machine {
  return { devices, host: HOST };
}

const number = (row: Csv, column: string): number => Number(row[column]);

function settingsOf(row: Csv): RunSettings {
  return {
    contextTokens: tokens(number(row, 'n_ctx')),
    contextScope: 'total',
    parallelSequences: number(row, 'n_seq_max'),
    kvCacheTypeK: row.type_k as KvCacheType,
    kvCacheTypeV: row.type_v as KvCacheType,
    batchTokens: number(row, 'n_batch'),
    ubatchTokens: number(row, 'n_ubatch'),
    kvUnified: row.kv_unified === 'True',
    logitsReserve: row.n_outputs_max === '0' ? 'batch' : 'slots',
    kvOffload: row.offload_kqv === 'True',
    flashAttention: row.flash_attn_used === 'on' ? 'on' : 'off',
    slidingWindowFull: row.swa_full === 'True',
    gpuMemoryUtilization: 1,
    maxNumSeqs: number(row, 'n_seq_max'),
    maxBatchedTokens: number(row, 'n_batch'),
    vision: false,
  };
}

/** The configuration of a measured row on cards of this size. */
export function inputOf(row: Csv, cardBytes: number): PlacementInput {
  const devices = Array.from({ length: number(row, 'n_gpu') }, (_, index) => card(`gpu${index}`, cardBytes));
  return {
    model: bareModel(row.model ?? ''),
    quantization: ggufQuantization(row.quant ?? ''),
    engine: LLAMA_CPP,
    machine: machineOf(devices),
    settings: settingsOf(row),
    tensorTypes: TENSOR_TYPES,
  };
}

export function constraintsOf(row: Csv): PlacementConstraints {
  if (row.n_gpu === '0') return {};
  return { gpuLayers: row.n_gpu_layers === '-1' ? 'all' : number(row, 'n_gpu_layers') };
}

/** Sorted absolute values, for percentiles. */
export function spreadOf(values: readonly number[]): {
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
} {
  const sorted = values.map(Math.abs).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), worst: sorted.at(-1) ?? 0 };
}

/** Prints a figure into the test log, as percent. */
export function report(what: string, values: readonly number[]): void {
  const { median, p95, worst } = spreadOf(values);
  const percent = (value: number): string => `${(100 * value).toFixed(3)} %`;
  process.stdout.write(
    `${what}: ${values.length} rows, median ${percent(median)}, P95 ${percent(p95)}, worst ${percent(worst)}\n`,
  );
}
