import { describe, expect, it } from 'vitest';
import type { ComputeDevice, Placement, RunSettings } from '../../../src/domain/memory.ts';
import { judgeFit } from '../../../src/estimate/fit.ts';
import { maxContext, maxUsers } from '../../../src/estimate/limits.ts';
import { estimateMemory, type PlacementInput } from '../../../src/estimate/memory.ts';
import { proportionalSplit } from '../../../src/estimate/placement/split.ts';
import { findPlacement, minimumBytes } from '../../../src/estimate/placement.ts';
import { bytes, bytesPerSecond, GIB, tokens } from '../../../src/units/quantities.ts';
import { bareModel, card, ggufQuantization, LLAMA_CPP, machineOf, TENSOR_TYPES } from '../../reality/memory-rows.ts';

const SETTINGS: RunSettings = {
  contextTokens: tokens(8192),
  contextScope: 'per-sequence',
  parallelSequences: 1,
  kvCacheTypeK: 'f16',
  kvCacheTypeV: 'f16',
  batchTokens: 2048,
  ubatchTokens: 512,
  kvUnified: false,
  logitsReserve: 'slots',
  kvOffload: true,
  flashAttention: 'on',
  slidingWindowFull: false,
  gpuMemoryUtilization: 0.9,
  maxNumSeqs: 16,
  maxBatchedTokens: 2048,
  vision: false,
};

/** A card of `gib` GiB that reads `speed` GB/s. */
function device(id: string, gib: number, speed: number): ComputeDevice {
  return { ...card(id, Math.round(gib * GIB)), bandwidth: { value: bytesPerSecond(speed * 1e9), basis: 'published' } };
}

function input(
  model: string,
  mix: string,
  devices: readonly ComputeDevice[],
  more: Partial<PlacementInput> = {},
): PlacementInput {
  return {
    model: bareModel(model),
    quantization: ggufQuantization(mix),
    engine: LLAMA_CPP,
    machine: machineOf(devices),
    settings: SETTINGS,
    tensorTypes: TENSOR_TYPES,
    ...more,
  };
}

describe('where llama.cpp puts a model', () => {
  it.each([
    ['whole on the only card that holds it', 'Llama-3.1-8B', 'Q4_K_M', [24], 'single', 33, 0],
    ['split over two cards when neither holds it', 'Llama-3.1-70B', 'Q4_K_M', [24, 24], 'layer-split', 81, 0],
    ['its front in RAM when the cards are too small', 'Llama-3.1-70B', 'Q4_K_M', [24], 'offload', null, 0],
    ['experts in RAM before anything else', 'Qwen3-30B-A3B', 'Q4_K_M', [12], 'expert-offload', 49, null],
    ['on the CPU without a device', 'Llama-3.1-8B', 'Q4_K_M', [], 'cpu', 0, 0],
  ] as const)('%s', (_, model, mix, sizes, kind, gpuLayers, cpuMoeLayers) => {
    const devices = sizes.map((gib, index) => device(`gpu${index}`, gib, 900));
    const { placement, fit } = findPlacement(input(model, mix, devices));
    expect(placement.kind).toBe(kind);
    expect(fit.kind === 'fits' || fit.kind === 'fits-offloaded').toBe(true);
    if (gpuLayers !== null) expect(placement.gpuLayers).toBe(gpuLayers);
    if (cpuMoeLayers !== null) expect(placement.cpuMoeLayers).toBe(cpuMoeLayers);
    else expect(placement.cpuMoeLayers).toBeGreaterThan(0);
  });

  it('prefers the faster of two cards that both hold it', () => {
    const devices = [device('slow', 48, 400), device('fast', 24, 1000)];
    expect(findPlacement(input('Llama-3.1-8B', 'Q4_K_M', devices)).placement.devices).toEqual(['fast']);
  });

  it('offloads as many layers as fit and not one more', () => {
    const question = input('Yi-34B', 'Q4_K_M', [device('gpu0', 12, 900)]);
    const { placement } = findPlacement(question);
    const one = findPlacement(question, { gpuLayers: placement.gpuLayers + 1 });
    expect(one.fit).toMatchObject({ kind: 'too-big', where: 'gpu0' });
  });

  it('keeps as few experts in RAM as it can', () => {
    const question = input('Mixtral-8x7B', 'Q4_K_M', [device('gpu0', 16, 900)]);
    const { placement } = findPlacement(question);
    const fewer = findPlacement(question, { gpuLayers: 'all', cpuMoeLayers: placement.cpuMoeLayers - 1 });
    expect(fewer.fit.kind).toBe('too-big');
  });

  it('splits as the engine would when asked for all layers on several cards', () => {
    const devices = Array.from({ length: 4 }, (_, index) => device(`gpu${index}`, 24, 900));
    const { placement } = findPlacement(input('Llama-3.1-8B', 'Q4_K_M', devices), { gpuLayers: 'all' });
    expect(placement.layersByDevice).toEqual([9, 8, 8, 7]);
  });

  it('says by how much and where it is too big', () => {
    const host = { ...machineOf([]).host, capacityBytes: bytes(16 * GIB), usableBytes: bytes(12 * GIB) };
    const { fit } = findPlacement(
      input('Llama-3.1-70B', 'Q8_0', [device('gpu0', 8, 400)], {
        machine: { devices: [device('gpu0', 8, 400)], host },
      }),
    );
    expect(fit.kind).toBe('too-big');
    if (fit.kind === 'too-big') expect(fit.shortByBytes).toBeGreaterThan(40 * GIB);
  });

  it('never promises less than the cheap lower bound', () => {
    const question = input('Llama-3.1-8B', 'Q4_K_M', [device('gpu0', 24, 900)]);
    const { ledger } = findPlacement(question);
    const held = [...ledger.devices, ledger.host].reduce((sum, pool) => sum + pool.totalBytes.low, 0);
    expect(minimumBytes(question)).toBeLessThanOrEqual(held);
  });

  it('puts the cache in host memory when told so', () => {
    const settings = { ...SETTINGS, kvOffload: false };
    const { ledger } = findPlacement(input('Llama-3.1-8B', 'Q4_K_M', [device('gpu0', 24, 900)], { settings }), {
      gpuLayers: 'all',
    });
    expect(ledger.devices[0]?.parts.kvCacheBytes).toBe(0);
    expect(ledger.host.parts.kvCacheBytes).toBe(GIB);
  });
});

describe('unequal cards', () => {
  /** Seconds a token spends reading weights, layer by layer: what a split is judged by. */
  const seconds = (placement: Placement, devices: readonly ComputeDevice[]): number =>
    placement.devices.reduce((sum, id, index) => {
      const speed = devices.find((candidate) => candidate.id === id)?.bandwidth?.value ?? 1;
      return sum + (placement.layersByDevice[index] ?? 0) / speed;
    }, 0);

  it.each([
    [
      [24, 1000],
      [24, 500],
    ],
    [
      [16, 300],
      [24, 1000],
    ],
    [
      [8, 900],
      [12, 400],
      [24, 600],
    ],
    [
      [24, 400],
      [12, 1000],
      [8, 700],
    ],
    [
      [10, 760],
      [16, 960],
      [24, 936],
    ],
  ] as const)('are filled as well as the best of all splits: %j', (...sizes) => {
    const devices = sizes.map(([gib, speed], index) => device(`gpu${index}`, gib, speed));
    const question = input('Yi-34B', 'Q4_K_M', devices);
    const found = findPlacement(question);
    if (found.placement.kind !== 'layer-split') {
      expect(found.placement.kind).toBe('single');
      return;
    }
    const layers = 60;
    let best = Number.POSITIVE_INFINITY;
    const walk = (counts: readonly number[], left: number): void => {
      if (counts.length === devices.length - 1) {
        const placement: Placement = {
          ...found.placement,
          devices: devices.map(({ id }) => id),
          layersByDevice: [...counts, left],
        };
        const time = seconds(placement, devices);
        if (time >= best) return;
        const ledger = estimateMemory({ ...question, placement });
        if (judgeFit(ledger, placement).kind === 'fits') best = time;
        return;
      }
      for (let count = 0; count <= left; count += 1) walk([...counts, count], left - count);
    };
    walk([], layers);
    expect(seconds(found.placement, devices)).toBeLessThanOrEqual(best * 1.01);
  });

  it('are placed in 20 ms, eight of them', () => {
    const devices = [24, 24, 16, 12, 12, 8, 8, 48].map((gib, index) => device(`gpu${index}`, gib, 1000 - 60 * index));
    const question = input('Llama-3.1-70B', 'Q8_0', devices);
    findPlacement(question);
    const start = performance.now();
    for (let repeat = 0; repeat < 10; repeat += 1) findPlacement(question);
    expect((performance.now() - start) / 10).toBeLessThan(20);
  });
});

describe('proportionalSplit', () => {
  it.each([
    [[24, 24], 32, [17, 15]],
    [[24, 24, 24, 24], 48, [13, 12, 12, 11]],
    [[24, 8], 32, [25, 7]],
  ] as const)('%j GiB share %i layers as %j', (sizes, layers, expected) => {
    const devices = sizes.map((gib, index) => device(`gpu${index}`, gib, 900));
    expect(proportionalSplit(devices, layers, true)).toEqual(expected);
  });
});

describe('limits', () => {
  const question = input('Llama-3.1-8B', 'Q4_K_M', [device('gpu0', 12, 900)]);
  const { placement } = findPlacement(question);

  it('finds the longest context that fits: one step more does not', () => {
    const most = maxContext({ ...question, placement });
    expect(most).not.toBeNull();
    const at = (contextTokens: number): string => {
      const settings = { ...SETTINGS, contextTokens: tokens(contextTokens) };
      return judgeFit(estimateMemory({ ...question, settings, placement }), placement).kind;
    };
    expect(at(most ?? 0)).toBe('fits');
    expect(at((most ?? 0) + 256)).toBe('too-big');
  });

  it('is bounded by what the model was made for', () => {
    const roomy = input('Llama-3.1-8B', 'Q4_K_M', [device('gpu0', 80, 2000)]);
    expect(maxContext({ ...roomy, placement: findPlacement(roomy).placement })).toBe(131072);
  });

  it('finds how many users of this context fit', () => {
    const users = maxUsers({ ...question, placement }) ?? 0;
    const kind = (count: number): string => {
      const settings = { ...SETTINGS, parallelSequences: count };
      return judgeFit(estimateMemory({ ...question, settings, placement }), placement).kind;
    };
    expect(kind(users)).toBe('fits');
    expect(kind(users + 1)).toBe('too-big');
  });

  it('has none when not even the weights fit', () => {
    const tiny = input('Llama-3.1-70B', 'Q8_0', [device('gpu0', 8, 400)]);
    const all: Placement = { ...placement, layersByDevice: [80], gpuLayers: 81 };
    expect(maxContext({ ...tiny, placement: all })).toBeNull();
    expect(maxUsers({ ...tiny, placement: all })).toBeNull();
  });
});
