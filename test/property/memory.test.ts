import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Architecture, FeedForward, LayerKind, Mixer } from '../../src/domain/architecture.ts';
import type { MemoryLedger, MemoryParts, RunSettings } from '../../src/domain/memory.ts';
import type { ModelSpec } from '../../src/domain/model.ts';
import { judgeFit } from '../../src/estimate/fit.ts';
import { estimateMemory, type PlacementInput } from '../../src/estimate/memory.ts';
import { findPlacement } from '../../src/estimate/placement.ts';
import { countParameters } from '../../src/quantization/tensors.ts';
import { layoutWeights } from '../../src/quantization/weights.ts';
import { bytes, GIB, tokens } from '../../src/units/quantities.ts';
import { card, ggufQuantization, LLAMA_CPP, machineOf, TENSOR_TYPES } from '../reality/memory-rows.ts';

/** Models nobody made: any mixer, any block, odd sizes, any order of layers. */
const heads = fc.tuple(fc.constantFrom(1, 2, 4, 8), fc.integer({ min: 1, max: 8 }));
const attention: fc.Arbitrary<Mixer> = fc
  .tuple(
    heads,
    fc.constantFrom(64, 80, 96, 128, 256),
    fc.boolean(),
    fc.boolean(),
    fc.constantFrom(null, 128, 1024, 4096),
  )
  .map(([[kvHeads, group], headDim, bias, norm, window]) => ({
    kind: 'attention',
    heads: kvHeads * group,
    kvHeads,
    headDim,
    span: window === null ? { kind: 'full' } : { kind: 'sliding', window: tokens(window) },
    ...(bias ? { qkvBias: true as const } : {}),
    ...(norm ? { qkNorm: 'per-head' as const } : {}),
  }));
const latent: fc.Arbitrary<Mixer> = fc
  .tuple(fc.integer({ min: 1, max: 64 }), fc.constantFrom(0, 768, 1536))
  .map(([count, queryRank]) => ({
    kind: 'mla',
    heads: count,
    queryRank,
    kvRank: 512,
    nopeDim: 128,
    ropeDim: 64,
    valueDim: 128,
  }));
const linear: fc.Arbitrary<Mixer> = fc
  .tuple(fc.constantFrom(1, 4, 16), fc.constantFrom(1, 2))
  .map(([keyHeads, group]) => ({
    kind: 'linear',
    variant: 'gated-delta-net',
    keyHeads,
    valueHeads: keyHeads * group,
    keyDim: 128,
    valueDim: 128,
    convWidth: 4,
  }));
const mamba: fc.Arbitrary<Mixer> = fc
  .integer({ min: 1, max: 64 })
  .map((count) => ({ kind: 'mamba2', heads: count, headDim: 64, stateSize: 128, groups: 1, convWidth: 4 }));
const feedForward: fc.Arbitrary<FeedForward> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 160 }), fc.constantFrom('gated' as const, 'plain' as const))
    .map(([width, form]): FeedForward => ({ kind: 'dense', width: width * 32, form })),
  fc
    .tuple(
      fc.integer({ min: 2, max: 64 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 16 }),
      fc.boolean(),
    )
    .map(
      ([experts, used, width, shared]): FeedForward => ({
        kind: 'moe',
        experts,
        expertsPerToken: Math.min(used, experts),
        expertWidth: width * 32,
        form: 'gated',
        sharedWidth: shared ? 256 : 0,
      }),
    ),
);
const kind: fc.Arbitrary<LayerKind> = fc.record({ mixer: fc.oneof(attention, latent, linear, mamba), feedForward });
const architectures: fc.Arbitrary<Architecture> = fc
  .tuple(
    fc.constantFrom('llama', 'qwen2', 'gemma3', 'phi3', 'glm4', 'falcon', 'deepseek2', 'somethingnew'),
    fc.integer({ min: 1, max: 64 }),
    fc.integer({ min: 1, max: 2000 }),
    fc.boolean(),
    fc.array(kind, { minLength: 1, maxLength: 3 }),
    fc.array(fc.nat(2), { minLength: 1, maxLength: 40 }),
  )
  .map(([gguf, hidden, vocab, tied, kinds, order]) => ({
    className: gguf,
    gguf,
    hiddenSize: hidden * 64,
    vocabSize: vocab * 64,
    embeddings: tied ? 'tied' : 'untied',
    norm: 'rms',
    kinds,
    order: order.map((index) => index % kinds.length),
  }));

const SETTINGS: RunSettings = {
  contextTokens: tokens(4096),
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
  maxNumSeqs: 8,
  maxBatchedTokens: 2048,
  vision: false,
};

function inputOf(architecture: Architecture, settings: Partial<RunSettings>, sizes: readonly number[], mix = 'Q4_K_M') {
  const model = { architecture, context: { native: tokens(131072) } } as unknown as ModelSpec;
  const devices = sizes.map((gib, index) => card(`gpu${index}`, Math.round(gib * GIB)));
  const input: PlacementInput = {
    model,
    quantization: ggufQuantization(mix),
    engine: LLAMA_CPP,
    machine: machineOf(devices),
    settings: { ...SETTINGS, ...settings },
    tensorTypes: TENSOR_TYPES,
  };
  return input;
}

const ledgerOf = (architecture: Architecture, settings: Partial<RunSettings>, sizes: readonly number[] = [4096]) =>
  findPlacement(inputOf(architecture, settings, sizes), { gpuLayers: 'all' }).ledger;

const sumOf = (parts: MemoryParts): number => Object.values(parts).reduce((sum, part) => sum + part, 0);
const all = ({ devices, host }: MemoryLedger) => [...devices, host];
const total = (ledger: MemoryLedger): number => all(ledger).reduce((sum, pool) => sum + pool.totalBytes.typical, 0);
const cacheOf = (ledger: MemoryLedger): number =>
  ledger.devices.reduce((sum, { parts }) => sum + parts.kvCacheBytes + parts.recurrentStateBytes, 0);

describe('memory of any architecture', () => {
  it('has whole parts that add up to the typical total, inside the range', () => {
    fc.assert(
      fc.property(
        architectures,
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom(1, 2, 4),
        (architecture, users, cards) => {
          const ledger = ledgerOf(architecture, { parallelSequences: users }, Array(cards).fill(512));
          for (const { parts, totalBytes } of all(ledger)) {
            expect(sumOf(parts)).toBe(totalBytes.typical);
            for (const part of Object.values(parts)) expect(Number.isSafeInteger(part) && part >= 0).toBe(true);
            expect(totalBytes.low).toBeLessThanOrEqual(totalBytes.typical);
            expect(totalBytes.typical).toBeLessThanOrEqual(totalBytes.high);
          }
        },
      ),
    );
  });

  it('never shrinks with context, users or tokens a step', () => {
    fc.assert(
      fc.property(
        architectures,
        fc.constantFrom('contextTokens', 'parallelSequences', 'ubatchTokens'),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom('on' as const, 'off' as const),
        (architecture, what, a, b, flashAttention) => {
          const unit = { contextTokens: 2048, parallelSequences: 1, ubatchTokens: 64 }[what];
          const at = (n: number): MemoryLedger =>
            ledgerOf(architecture, { flashAttention, [what]: tokens(n * unit) } as Partial<RunSettings>);
          const [less, more] = [at(Math.min(a, b)), at(Math.max(a, b))];
          expect(cacheOf(less)).toBeLessThanOrEqual(cacheOf(more));
          // The graph's allocator fragments a little differently from size to size, as the engine's does.
          expect(total(less)).toBeLessThanOrEqual(total(more) * 1.02 + 2 ** 20);
        },
      ),
    );
  });

  it('grows with layers and with the bits of a mix', () => {
    const ladder = ['IQ1_S', 'IQ2_XS', 'Q3_K_S', 'Q4_K_S', 'Q5_K_S', 'Q6_K', 'Q8_0', 'F16'];
    fc.assert(
      fc.property(architectures, fc.nat(ladder.length - 2), (architecture, step) => {
        const size = (mix: string, of: Architecture): number =>
          layoutWeights(of, ggufQuantization(mix), TENSOR_TYPES).tensorBytes;
        // Rows that no block type divides are stored alike in neighbouring mixes, or a little larger where the fall-back is coarser.
        expect(size(ladder[step] ?? '', architecture)).toBeLessThanOrEqual(
          size(ladder[step + 1] ?? '', architecture) * 1.1,
        );
        expect(size('Q4_0', architecture)).toBeLessThanOrEqual(size('F16', architecture));
        const longer = { ...architecture, order: [...architecture.order, 0] };
        expect(countParameters(longer).total).toBeGreaterThan(countParameters(architecture).total);
        expect(size('Q4_0', longer)).toBeGreaterThan(size('Q4_0', architecture));
      }),
    );
  });

  it('keeps every weight when it is split over devices', () => {
    fc.assert(
      fc.property(
        architectures,
        fc.array(fc.integer({ min: 300, max: 900 }), { minLength: 2, maxLength: 8 }),
        (architecture, sizes) => {
          const weights = (ledger: MemoryLedger): number =>
            all(ledger).reduce((sum, { parts }) => sum + parts.weightsBytes, 0);
          const one = ledgerOf(architecture, {});
          const many = ledgerOf(architecture, {}, sizes);
          expect(Math.abs(weights(many) - weights(one))).toBeLessThanOrEqual(sizes.length);
          expect(Math.abs(cacheOf(many) - cacheOf(one))).toBeLessThanOrEqual(sizes.length);
        },
      ),
    );
  });

  it('gives the same ledger for the same question', () => {
    fc.assert(
      fc.property(architectures, (architecture) => {
        const copy = structuredClone(architecture);
        expect(ledgerOf(copy, {})).toEqual(ledgerOf(architecture, {}));
      }),
    );
  });
});

const RANK: Readonly<Record<string, number>> = { fits: 2, 'fits-offloaded': 1, 'too-big': 0, unsupported: 0 };

describe('placement of any architecture', () => {
  it('never does worse with more memory', () => {
    fc.assert(
      fc.property(
        architectures,
        fc.array(fc.double({ min: 0.2, max: 6, noNaN: true }), { minLength: 1, maxLength: 4 }),
        fc.double({ min: 0, max: 8, noNaN: true }),
        (architecture, sizes, more) => {
          const verdict = (gib: readonly number[]): number =>
            RANK[findPlacement(inputOf(architecture, {}, gib)).fit.kind] ?? 0;
          const larger = sizes.map((size, index) => (index === 0 ? size + more : size));
          expect(verdict(larger)).toBeGreaterThanOrEqual(verdict(sizes));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says "fits" only when every pool holds its high end', () => {
    fc.assert(
      fc.property(
        architectures,
        fc.array(fc.double({ min: 0.2, max: 4, noNaN: true }), { minLength: 1, maxLength: 4 }),
        (architecture, sizes) => {
          const { ledger, fit, placement } = findPlacement(inputOf(architecture, {}, sizes));
          const over = all(ledger).some((pool) => pool.totalBytes.high > pool.usableBytes);
          expect(over).toBe(fit.kind === 'too-big');
          expect(judgeFit(ledger, placement)).toEqual(fit);
          expect(estimateMemory({ ...inputOf(architecture, {}, sizes), placement })).toEqual(ledger);
          expect(bytes(0)).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
