import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineId } from '../../src/domain/engine.ts';
import type { ComputeDevice } from '../../src/domain/memory.ts';
import type { SpeedEstimate } from '../../src/domain/speed.ts';
import { estimateFrom } from '../../src/estimate/speed/estimate.ts';
import {
  committedTables,
  device,
  engine,
  features,
  HOST,
  ledger,
  placement,
  quantization,
  question,
  SETTINGS,
} from '../unit/estimate/speed-fixtures.ts';

const TABLES = committedTables();
const GB = 1e9;

const backends = fc.constantFrom(
  { backend: 'cuda', vendor: 'nvidia', computeCapability: '8.9' } as const,
  { backend: 'cuda', vendor: 'nvidia', computeCapability: '6.1' } as const,
  { backend: 'rocm', vendor: 'amd', computeCapability: null, gfx: 'gfx1100' } as const,
  { backend: 'vulkan', vendor: 'amd', computeCapability: null, gfx: 'gfx1030' } as const,
  { backend: 'metal', vendor: 'apple', computeCapability: null, name: 'Apple M4 Max' } as const,
  { backend: 'sycl', vendor: 'intel', computeCapability: null, generation: 'Xe2-HPG' } as const,
);
const classes = fc.constantFrom('F16', 'Q8_0', 'Q5_Q6_K', 'Q4_K', 'Q4_0', 'MXFP4', 'Q2_Q3_K', 'IQ1_IQ3' as const);
const engines = fc.constantFrom<EngineId>('llama.cpp', 'ollama', 'vllm', 'sglang', 'tgi', 'mlx-lm');
const cases = fc.record({
  device: fc.tuple(backends, fc.integer({ min: 30, max: 8000 })),
  speedClass: classes,
  engine: engines,
  layers: fc.integer({ min: 1, max: 128 }),
  gigabytes: fc.double({ min: 0.05, max: 200, noNaN: true }),
  expertGigabytes: fc.constantFrom(0, 1, 10, 100),
  expertShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
  prompt: fc.integer({ min: 0, max: 131072 }),
  output: fc.integer({ min: 1, max: 8192 }),
  users: fc.integer({ min: 1, max: 512 }),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function gpu([fields, gigabytesPerSecond]: Case['device']): ComputeDevice {
  return device('gpu0', { ...fields, gigabytesPerSecond });
}

function estimate(input: Case, change: Partial<Case> & { cpuMoeLayers?: number } = {}): SpeedEstimate {
  const c = { ...input, ...change };
  const model = features({
    layers: c.layers,
    bytes: c.gigabytes * GB,
    expertBytes: c.expertGigabytes * GB,
    expertShare: c.expertGigabytes > 0 ? c.expertShare : 1,
  });
  return estimateFrom(
    model,
    question([gpu(c.device)], c.layers, {
      calibration: TABLES,
      quantization: quantization(c.speedClass),
      engine: engine(c.engine),
      placement: placement(['gpu0'], c.layers, { cpuMoeLayers: change.cpuMoeLayers ?? 0 }),
      settings: { ...SETTINGS, parallelSequences: c.users },
      ledger: ledger(),
      promptTokens: c.prompt,
      outputTokens: c.output,
      users: c.users,
    }),
  );
}

const decode = (input: Case, change?: Partial<Case> & { cpuMoeLayers?: number }): number =>
  estimate(input, change).decodeTokensPerSecond?.typical ?? 0;

/** Equal up to rounding, or less. */
function expectAtMost(lower: number, upper: number): void {
  expect(lower).toBeLessThanOrEqual(upper * (1 + 1e-9));
}

describe('speed', () => {
  it('is ordered, finite and positive', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { bound, ...ranges } = estimate(input);
        expect(bound).not.toBeNull();
        for (const range of Object.values(ranges)) {
          if (range === null) continue;
          expect(Number.isFinite(range.high) && range.low > 0).toBe(true);
          expectAtMost(range.low, range.typical);
          expectAtMost(range.typical, range.high);
        }
      }),
    );
  });

  it('never passes what reading the weights once allows', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const touched = input.gigabytes + (input.expertGigabytes > 0 ? input.expertGigabytes * input.expertShare : 0);
        expectAtMost(estimate(input).decodeTokensPerSecond?.high ?? 0, input.device[1] / touched);
      }),
    );
  });

  it('does not rise with context, bytes or layers', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 4 }), (input, factor) => {
        expectAtMost(decode(input, { prompt: input.prompt * factor + 1 }), decode(input));
        expectAtMost(decode(input, { gigabytes: input.gigabytes * factor }), decode(input));
        expectAtMost(decode(input, { layers: input.layers + factor }), decode(input));
      }),
    );
  });

  it('does not fall with bandwidth', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 4 }), (input, factor) => {
        const faster = { device: [input.device[0], input.device[1] * factor] as const };
        expectAtMost(decode(input), decode(input, faster as Partial<Case>));
        const throughput = (change: Partial<Case>): number =>
          estimate(input, change).throughputTokensPerSecond?.typical ?? 0;
        expectAtMost(throughput({}), throughput(faster as Partial<Case>));
      }),
    );
  });

  it('does not rise when slower RAM takes more of the experts', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 128 }), fc.integer({ min: 0, max: 128 }), (input, a, b) => {
        const slow = {
          device: [input.device[0], Math.max(300, input.device[1])] as const,
          engine: 'llama.cpp' as const,
        };
        const speed = (cpuMoeLayers: number): number => decode(input, { ...(slow as Partial<Case>), cpuMoeLayers });
        expect(HOST.bandwidth?.value).toBeLessThan(300 * GB);
        if (input.expertGigabytes > 0) expectAtMost(speed(Math.max(a, b)), speed(Math.min(a, b)));
      }),
    );
  });

  it('gives one user of a server the single stream', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const one = estimate(input, { users: 1 });
        expect(one.perUserTokensPerSecond).toEqual(one.decodeTokensPerSecond);
      }),
    );
  });
});
