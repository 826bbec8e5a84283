import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../../src/domain/architecture.ts';
import type { EngineSpec } from '../../../src/domain/engine.ts';
import type { ComputeDevice, Machine, RunSettings } from '../../../src/domain/memory.ts';
import type { ModelSpec } from '../../../src/domain/model.ts';
import type { Quantization } from '../../../src/domain/quantization.ts';
import { cacheElementBytes, cacheShape } from '../../../src/estimate/kv-cache.ts';
import { pagedCache, poolTokens, sequenceBytes } from '../../../src/estimate/memory/paged-cache.ts';
import { estimateMemory, type PlacementInput } from '../../../src/estimate/memory.ts';
import { findPlacement } from '../../../src/estimate/placement.ts';
import { bytes, GIB, MIB, parameters, tokens } from '../../../src/units/quantities.ts';
import { MEASURED } from '../../reality/architectures.ts';
import { bareModel, card, LLAMA_CPP, machineOf, TENSOR_TYPES } from '../../reality/memory-rows.ts';

const SIXTEEN: Quantization = {
  id: 'BF16',
  format: 'safetensors',
  kernel: 'bf16',
  rule: { kind: 'linear-bits', bits: 16, embeddings: 'quantized' },
  nominalBits: 16,
  divergence: { k: 0, basis: 'measured', source: 'test' },
  speedClass: 'F16',
  aliases: [],
  offers: 'native',
};
const FOUR: Quantization = {
  ...SIXTEEN,
  id: 'GPTQ-INT4',
  format: 'gptq',
  rule: { kind: 'linear-bits', bits: 4.156, embeddings: 'sixteen-bit' },
};

const SETTINGS: RunSettings = {
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
  gpuMemoryUtilization: 0.9,
  maxNumSeqs: 64,
  maxBatchedTokens: 2048,
  vision: false,
};

const engine = (id: EngineSpec['id']): EngineSpec => ({ ...LLAMA_CPP, id, constants: {} });

function question(
  model: ModelSpec,
  id: EngineSpec['id'],
  cards: number,
  more: Partial<PlacementInput> = {},
): PlacementInput {
  const devices = Array.from({ length: cards }, (_, index) => card(`gpu${index}`, 24 * GIB));
  return {
    model,
    quantization: SIXTEEN,
    engine: engine(id),
    machine: machineOf(devices),
    settings: SETTINGS,
    tensorTypes: TENSOR_TYPES,
    ...more,
  };
}

const measured = (name: string): Architecture => {
  const architecture = MEASURED[name];
  if (architecture === undefined) throw new Error(name);
  return architecture;
};

describe('what a model keeps per token', () => {
  it.each([
    ['Llama-2-7B', 2 * 32 * 32 * 128],
    ['Llama-3.1-8B', 2 * 32 * 8 * 128],
    ['ChatGLM3-6B', 2 * 28 * 2 * 128],
    ['DeepSeek-V2-Lite', 27 * (512 + 64)],
    ['Qwen3-Next-80B-A3B', 2 * 12 * 2 * 256],
  ])('%s: %i elements', (name, elements) => {
    const { layers } = cacheShape(measured(name));
    const sum = layers.reduce((total, layer) => total + layer.keyElementsPerToken + layer.valueElementsPerToken, 0);
    expect(sum).toBe(elements);
  });

  it('holds a constant state in recurrent layers', () => {
    // (4 - 1) x (2 x 16 x 128 + 32 x 128) + 32 x 128 x 128 elements in 36 layers, 4 bytes each.
    expect(cacheShape(measured('Qwen3-Next-80B-A3B')).stateBytesPerSequence).toBe(36 * 4 * (3 * 8192 + 32 * 128 * 128));
  });

  it('is nothing for encoders', () => {
    expect(cacheShape({ ...measured('Llama-2-7B'), direction: 'bidirectional' }).layers).toEqual([]);
  });

  it.each([
    ['f16', 2],
    ['q8_0', 1.0625],
    ['q4_0', 0.5625],
    ['fp8', 1],
  ] as const)('%s takes %d bytes an element', (type, size) => {
    expect(cacheElementBytes(type)).toBe(size);
  });
});

describe('paged caches', () => {
  it.each([
    ['key heads are divided over ranks', 'Llama-3.1-8B', 2, 2 * 32 * 4 * 128 * 2],
    ['and copied when there are fewer heads than ranks', 'Yi-6B', 8, 2 * 32 * 1 * 128 * 2],
    ['latent vectors are never divided', 'DeepSeek-V2-Lite', 8, 27 * 576 * 2],
    ['windowed layers fill groups as large as the full ones', 'Gemma-3-12B', 1, 2 * 48 * 8 * 256 * 2],
    ['and so do recurrent layers', 'Qwen3-Next-80B-A3B', 2, 48 * 2 * 1 * 256 * 2],
  ])('%s', (_, name, ranks, perToken) => {
    expect(pagedCache(measured(name), 'f16', 'f16', ranks, 1).bytesPerToken).toBe(perToken);
  });

  it('hands out whole pages', () => {
    const cache = pagedCache(measured('Llama-3.1-8B'), 'f16', 'f16', 1, 1);
    expect(poolTokens(cache, GIB)).toBe(8192);
    expect(poolTokens(cache, GIB - 1)).toBe(8176);
    expect(sequenceBytes(cache, 17, 2048)).toBe(32 * cache.bytesPerToken);
  });

  it('needs no more than the window for a long sequence', () => {
    const cache = pagedCache(measured('Gemma-3-12B'), 'f16', 'f16', 1, 1);
    const full = sequenceBytes(cache, 131072, 2048);
    expect(full).toBeLessThan(131072 * cache.bytesPerToken * 0.25);
  });
});

describe('vLLM', () => {
  it('fills its share of the card and says how many tokens that holds', () => {
    const { ledger, fit } = findPlacement(question(bareModel('Llama-3.1-8B'), 'vllm', 1));
    const [device] = ledger.devices;
    if (device === undefined) throw new Error('no device');
    const { parts } = device;
    const inside = parts.weightsBytes + parts.kvCacheBytes + parts.computeBytes + 0.1 * GIB;
    expect(inside / (0.9 * 24 * GIB)).toBeCloseTo(1, 3);
    expect(fit.kind).toBe('fits');
    expect(ledger.kvCapacityTokens).toBe(Math.floor(parts.kvCacheBytes / (131072 * 16)) * 16);
  });

  it('refuses a context one sequence of which does not fit', () => {
    const settings = { ...SETTINGS, contextTokens: tokens(131072) };
    const { fit } = findPlacement(question(bareModel('Llama-3.1-8B'), 'vllm', 1, { settings }));
    expect(fit.kind).toBe('too-big');
  });

  it('takes more ranks when one card is not enough', () => {
    const { placement, fit } = findPlacement(question(bareModel('Qwen3-14B'), 'vllm', 4));
    expect(fit.kind).toBe('fits');
    expect(placement).toMatchObject({ kind: 'tensor-parallel', tensorParallel: 2, pipelineParallel: 1 });
  });

  it('uses stages where heads do not divide', () => {
    // 14 heads over 4 cards: only 2 ranks divide them.
    const architecture = { ...measured('Qwen2.5-0.5B'), order: Array<number>(2400).fill(0) };
    const model = { ...bareModel('Qwen2.5-0.5B'), architecture };
    const { placement, fit } = findPlacement(question(model, 'vllm', 4));
    expect(fit.kind).toBe('fits');
    expect(placement.tensorParallel).toBe(2);
    expect(placement.pipelineParallel).toBe(2);
  });

  it('does not cut quantization groups of 128', () => {
    // 29568 wide: the 128-groups of GPTQ allow one rank only.
    const base = measured('Llama-3.1-70B');
    const kinds = base.kinds.map((kind) => ({
      ...kind,
      feedForward: { kind: 'dense', width: 29568, form: 'gated' } as const,
    }));
    const model = { ...bareModel('Llama-3.1-70B'), architecture: { ...base, kinds } };
    const { placement } = findPlacement(question(model, 'vllm', 4, { quantization: FOUR }));
    expect(placement.tensorParallel).toBe(1);
    expect(placement.pipelineParallel).toBeGreaterThan(1);
  });

  it('has no place without a device', () => {
    expect(findPlacement(question(bareModel('Llama-3.1-8B'), 'vllm', 0)).fit).toEqual({
      kind: 'unsupported',
      code: 'no-device',
    });
  });

  it('loads the vision tower whether or not images are expected', () => {
    const model = { ...bareModel('Llama-3.1-8B'), vision: { parameters: parameters(1e9) } };
    const { ledger } = findPlacement(question(model, 'vllm', 1));
    expect(ledger.devices[0]?.parts.visionBytes).toBe(2e9);
  });
});

describe('shared memory', () => {
  const mac = (limit: number, ram: number): Machine => {
    const gpu: ComputeDevice = { ...card('gpu0', limit * GIB), backend: 'metal', vendor: 'apple', unified: true };
    return {
      devices: [gpu],
      host: { ...machineOf([]).host, capacityBytes: bytes(ram * GIB), usableBytes: bytes(ram * GIB) },
    };
  };

  it.each(['llama.cpp', 'mlx-lm'] as const)('is counted once, for device and host together (%s)', (id) => {
    const quantization = id === 'mlx-lm' ? { ...FOUR, format: 'mlx' as const } : SIXTEEN;
    const fits = findPlacement(question(bareModel('Llama-3.2-1B'), id, 1, { machine: mac(12, 16), quantization }));
    expect(fits.fit.kind).toBe('fits');
    // The device alone would hold it; with what the host needs the pool does not.
    const tight = findPlacement(
      question(bareModel('Llama-3.2-1B'), id, 1, { machine: mac(3, 3), quantization: SIXTEEN }),
    );
    expect(tight.fit.kind).toBe('too-big');
  });
});

describe('llama.cpp settings', () => {
  const at = (settings: Partial<RunSettings>, model = 'Gemma-3-12B') =>
    estimateMemory({
      ...question(bareModel(model), 'llama.cpp', 1, { settings: { ...SETTINGS, ...settings } }),
      placement: {
        kind: 'single',
        devices: ['gpu0'],
        layersByDevice: [measured(model).order.length],
        gpuLayers: measured(model).order.length + 1,
        cpuMoeLayers: 0,
        tensorParallel: 1,
        pipelineParallel: 1,
      },
    }).devices[0]?.parts.kvCacheBytes ?? 0;

  it.each([
    ['windowed layers keep their window', { contextTokens: tokens(131072) }, 8672],
    ['unless the whole is asked for', { contextTokens: tokens(131072), slidingWindowFull: true }, 49152],
    ['every sequence of its own', { parallelSequences: 4, kvUnified: false }, 3968],
    ['or all in one', { parallelSequences: 4, kvUnified: true }, 3488],
    [
      'a total context is shared out',
      { contextTokens: tokens(32768), contextScope: 'total', parallelSequences: 4, kvUnified: false },
      3968,
    ],
  ] as const)('%s', (_, settings, mebibytes) => {
    expect(at(settings)).toBe(mebibytes * MIB);
  });

  it('keeps a reserve when one is asked for', () => {
    const model = question(bareModel('Llama-3.1-8B'), 'llama.cpp', 1, {
      settings: { ...SETTINGS, reserveBytes: bytes(GIB) },
    });
    expect(findPlacement(model).ledger.devices[0]?.parts.reserveBytes).toBe(GIB);
  });
});
