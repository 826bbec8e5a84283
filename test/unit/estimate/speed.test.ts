import { describe, expect, it } from 'vitest';
import { estimateFrom } from '../../../src/estimate/speed/estimate.ts';
import {
  device,
  engine,
  features,
  HOST,
  ledger,
  placement,
  quantization,
  question,
  SETTINGS,
} from './speed-fixtures.ts';

const GB = 1e9;

/** Published single-stream figures; `measured` as tokens a second. Sources: the tables of llama.cpp discussions 4167 and 15013, GPU-Benchmarks-on-LLM-Inference, LocalScore. */
const EXAMPLES = [
  [
    '8B Q5_K_M on RTX 3060',
    { bytes: 5.35 * GB, layers: 32 },
    'Q5_Q6_K',
    { computeCapability: '8.6', gigabytesPerSecond: 360 },
    53,
  ],
  [
    '8B Q4_K_M on RTX 4090',
    { bytes: 4.59 * GB, layers: 32 },
    'Q4_K',
    { computeCapability: '8.9', gigabytesPerSecond: 1008 },
    130,
  ],
  [
    '70B Q4_K_M on one pool of RTX 3090',
    { bytes: 41.9 * GB, layers: 80 },
    'Q4_K',
    { computeCapability: '8.6', gigabytesPerSecond: 936 },
    16.4,
  ],
] as const;

describe('decode of one stream', () => {
  it.each(EXAMPLES)('%s is within 20 %% of the measured figure', (_, model, speedClass, gpu, measured) => {
    const estimate = estimateFrom(
      features({ ...model, kvElements: 2048 }),
      question([device('gpu0', gpu)], model.layers, { quantization: quantization(speedClass), promptTokens: 0 }),
    ).decodeTokensPerSecond;
    expect(Math.abs((estimate?.typical ?? 0) / measured - 1)).toBeLessThan(0.2);
    expect(estimate?.basis).toBe('calibrated');
  });

  it('on Apple M4 (10-core GPU), 8B Q4_K_M, measured 20.9', () => {
    const gpu = device('gpu0', {
      vendor: 'apple',
      backend: 'metal',
      name: 'Apple M4',
      unified: true,
      gigabytesPerSecond: 120,
    });
    const estimate = estimateFrom(
      features({ bytes: 4.59 * GB, layers: 32 }),
      question([gpu], 32, { promptTokens: 0 }),
    ).decodeTokensPerSecond;
    expect(estimate?.typical).toBeGreaterThan(16.5);
    expect(estimate?.typical).toBeLessThan(23);
  });

  it('is unknown where the bandwidth is unknown', () => {
    const estimate = estimateFrom(features({ bytes: 5 * GB, layers: 32 }), question([device('gpu0', {})], 32));
    expect(estimate.decodeTokensPerSecond).toBeNull();
    expect(estimate.bound).toBeNull();
  });

  it('counts a layer split as the sum of its sides, each with its own bandwidth', () => {
    const fast = device('fast', { computeCapability: '8.9', gigabytesPerSecond: 1000 });
    const slow = device('slow', { computeCapability: '8.9', gigabytesPerSecond: 250 });
    const model = features({ bytes: 8 * GB, layers: 32 });
    const speed = (devices: readonly (typeof fast)[]): number =>
      estimateFrom(model, question(devices, 32)).decodeTokensPerSecond?.typical ?? 0;
    const mean = 2 / (1 / speed([fast]) + 1 / speed([slow]));
    expect(speed([fast, slow])).toBeCloseTo(mean, 3);
  });

  it('reads only the touched experts, and those in RAM at the speed of the RAM', () => {
    const gpu = device('gpu0', { computeCapability: '8.9', gigabytesPerSecond: 1000 });
    const dense = features({ bytes: 2 * GB, layers: 48 });
    const mixture = features({ bytes: 2 * GB, layers: 48, expertBytes: 16 * GB, expertShare: 1 / 16 });
    const speed = (model: typeof dense, cpuMoeLayers: number): number =>
      estimateFrom(
        model,
        question([gpu], 48, {
          placement: placement(['gpu0'], 48, { kind: cpuMoeLayers > 0 ? 'expert-offload' : 'single', cpuMoeLayers }),
        }),
      ).decodeTokensPerSecond?.typical ?? 0;
    expect(speed(mixture, 0)).toBeLessThan(speed(dense, 0));
    expect(speed(mixture, 0)).toBeGreaterThan(speed(dense, 0) / 2.2);
    expect(speed(mixture, 24)).toBeLessThan(speed(mixture, 0));
    expect(speed(mixture, 48)).toBeLessThan(speed(mixture, 24));
  });

  it('says what limits it', () => {
    const gpu = device('gpu0', { computeCapability: '8.9', gigabytesPerSecond: 1000 });
    const bound = (bytes: number, layers: number, gpuLayers: number): string | null =>
      estimateFrom(
        features({ bytes, layers }),
        question([gpu], layers, {
          placement: placement(['gpu0'], layers, {
            kind: gpuLayers < layers ? 'offload' : 'single',
            gpuLayers,
            layersByDevice: [Math.min(layers, gpuLayers)],
          }),
        }),
      ).bound;
    expect(bound(20 * GB, 32, 33)).toBe('bandwidth');
    expect(bound(0.2 * GB, 40, 41)).toBe('overhead');
    expect(bound(20 * GB, 32, 8)).toBe('host-link');
  });

  it('is unknown on a host whose bandwidth is unknown', () => {
    const ask = question([], 32);
    const estimate = estimateFrom(features({ bytes: 5 * GB, layers: 32 }), {
      ...ask,
      machine: { devices: [], host: { ...HOST, bandwidth: null } },
    });
    expect(estimate.decodeTokensPerSecond).toBeNull();
  });
});

describe('many users', () => {
  const gpu = device('gpu0', {
    computeCapability: '9.0',
    gigabytesPerSecond: 3350,
    fp16: { value: 989e12 as never, basis: 'published' },
  });
  const model = features({ bytes: 16 * GB, layers: 32, kvElements: 2048, parameters: 7.5 * GB });
  const ask = (users: number, kvCapacity: number | null = null) =>
    estimateFrom(
      model,
      question([gpu], 32, {
        engine: engine('vllm'),
        quantization: quantization('F16', 'bf16'),
        users,
        ledger: ledger(kvCapacity),
        settings: { ...SETTINGS, ubatchTokens: 8192 },
        promptTokens: 1024,
        outputTokens: 256,
      }),
    );

  it('gives more tokens in total and fewer to each', () => {
    expect(ask(32).throughputTokensPerSecond?.typical).toBeGreaterThan(
      5 * (ask(1).throughputTokensPerSecond?.typical ?? 0),
    );
    expect(ask(32).perUserTokensPerSecond?.typical).toBeLessThan(ask(1).perUserTokensPerSecond?.typical ?? 0);
  });

  it('agrees with the single stream for one user', () => {
    const one = ask(1);
    expect(one.perUserTokensPerSecond).toEqual(one.decodeTokensPerSecond);
  });

  it('queues users the cache cannot hold', () => {
    const limited = ask(64, 16 * 1280);
    expect(limited.bound).toBe('kv-capacity');
    expect(limited.timeToFirstTokenSeconds?.typical).toBeGreaterThan(ask(64).timeToFirstTokenSeconds?.typical ?? 0);
    expect(limited.throughputTokensPerSecond?.typical).toBeLessThan(ask(64).throughputTokensPerSecond?.typical ?? 0);
  });
});
