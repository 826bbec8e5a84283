import { expect, it } from 'vitest';
import type { Catalog } from '../../src/domain/catalog.ts';
import type { KvCacheType, RunSettings } from '../../src/domain/memory.ts';
import type { ModelSpec } from '../../src/domain/model.ts';
import type { Quantization } from '../../src/domain/quantization.ts';
import { pagedCache, poolTokens } from '../../src/estimate/memory/paged-cache.ts';
import { estimateMemory } from '../../src/estimate/memory.ts';
import { GIB, tokens } from '../../src/units/quantities.ts';
import { card, machineOf, report } from './memory-rows.ts';
import { describeShared } from './shared.ts';
import { type Csv, compiledCatalog, readCsv } from './speed-rows.ts';

const LOGS = 'truth/published/vllm_logs.csv';

/** Model names of logs carry the format; the catalog's are bare. */
const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/-unsloth-bnb-4bit|-bnb-4bit|-fp8-dynamic|-fp8-block|-fp8|-awq-4bit|-nvfp4|-bf16|meta-|\(.*\)| w8a8/g, '')
    .trim()
    .replace(/[ _]/g, '-');

function modelOf(row: Csv, catalog: Catalog): ModelSpec | undefined {
  const name = bare(row.model ?? '');
  return catalog.models.find(({ id }) => [name, `${name}-instruct`, `${name}-it`, `${name}-hf`].includes(bare(id)));
}

const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/nvfp4|modelopt/i, 'NVFP4'],
  [/fp8|compressed-tensors/i, 'FP8'],
  [/awq/i, 'AWQ-INT4'],
  [/bnb|bitsandbytes/i, 'BNB-NF4'],
  [/w8a8/i, 'INT8'],
];

function quantizationOf(row: Csv, catalog: Catalog): Quantization {
  const text = `${row.model} ${row.quantization}`;
  const id = FORMATS.find(([pattern]) => pattern.test(text))?.[1] ?? 'BF16';
  const found = catalog.quantizations.find((entry) => entry.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

const cacheType = (row: Csv): KvCacheType => (row.kv_cache_dtype?.startsWith('fp8') ? 'fp8' : 'f16');
const ranks = (row: Csv): number => Number(row.tensor_parallel) || 1;

describeShared('vLLM', [LOGS], () => {
  const catalog = compiledCatalog();
  const rows = readCsv(LOGS);

  it('holds as many tokens in its cache as it prints', () => {
    const errors: number[] = [];
    for (const row of rows) {
      const model = modelOf(row, catalog);
      const printed = Number(row.kv_cache_tokens) || 16 * Number(row.kv_blocks);
      const pool = Number(row.kv_cache_gib_per_gpu) * GIB;
      // A draft model or decode context parallelism shares the pool in ways the row's other columns do not say.
      const shared = /draft|context parallel|another rank/.test(row.note ?? '');
      if (model === undefined || !(printed > 0) || !(pool > 0) || shared) continue;
      const cache = pagedCache(model.architecture, cacheType(row), cacheType(row), ranks(row), 1);
      errors.push(poolTokens(cache, pool) / printed - 1);
    }
    report('vLLM cache tokens', errors);
    expect(errors.length).toBeGreaterThanOrEqual(15);
    // One log loaded a prediction layer it does not mention; two of 2026 print sequences times length for recurrent hybrids.
    expect(errors.filter((error) => Math.abs(error) > 0.01).length).toBeLessThanOrEqual(3);
  });

  it('leaves the cache what the engine left it', () => {
    const engine = catalog.engines.find(({ id }) => id === 'vllm');
    if (engine === undefined) throw new Error('no vllm');
    const errors: number[] = [];
    for (const row of rows) {
      const model = modelOf(row, catalog);
      const capacity = Math.round(Number(row.gpu_total_gib) * GIB);
      const left = Number(row.kv_cache_gib_per_gpu) * GIB;
      const [sequences, batched] = [Number(row.max_num_seqs), Number(row.max_num_batched_tokens)];
      if (model === undefined || !(left > 0) || !(capacity > 0) || !(sequences > 0) || !(batched > 0)) continue;
      const devices = Array.from({ length: ranks(row) }, (_, index) => card(`gpu${index}`, capacity));
      const settings: RunSettings = {
        contextTokens: tokens(256),
        contextScope: 'per-sequence',
        parallelSequences: 1,
        kvCacheTypeK: cacheType(row),
        kvCacheTypeV: cacheType(row),
        batchTokens: batched,
        ubatchTokens: batched,
        kvUnified: true,
        logitsReserve: 'slots',
        kvOffload: true,
        flashAttention: 'on',
        slidingWindowFull: false,
        gpuMemoryUtilization: Number(row.gpu_memory_utilization),
        maxNumSeqs: sequences,
        maxBatchedTokens: batched,
        vision: false,
      };
      const layers = model.architecture.order.length;
      const ledger = estimateMemory({
        model,
        quantization: quantizationOf(row, catalog),
        engine,
        machine: machineOf(devices),
        settings,
        tensorTypes: catalog.tensorTypes,
        placement: {
          kind: 'tensor-parallel',
          devices: devices.map(({ id }) => id),
          layersByDevice: devices.map(() => layers),
          gpuLayers: layers + 1,
          cpuMoeLayers: 0,
          tensorParallel: ranks(row),
          pipelineParallel: 1,
        },
      });
      errors.push((ledger.devices[0]?.parts.kvCacheBytes ?? 0) / left - 1);
    }
    report('vLLM memory left for the cache', errors);
    expect(errors.length).toBeGreaterThanOrEqual(7);
    expect(errors.filter((error) => Math.abs(error) > 0.1).length).toBeLessThanOrEqual(1);
  });
});
