// Ledgers a second and the time to place a model on eight unequal cards. Run: npx tsx test/bench/memory.ts
import type { RunSettings } from '../../src/domain/memory.ts';
import { estimateMemory, type PlacementInput } from '../../src/estimate/memory.ts';
import { findPlacement } from '../../src/estimate/placement.ts';
import { bytesPerSecond, GIB, tokens } from '../../src/units/quantities.ts';
import { MEASURED } from '../reality/architectures.ts';
import { bareModel, card, ggufQuantization, LLAMA_CPP, machineOf, TENSOR_TYPES } from '../reality/memory-rows.ts';

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
  gpuMemoryUtilization: 1,
  maxNumSeqs: 1,
  maxBatchedTokens: 2048,
  vision: false,
};

const models = Object.keys(MEASURED).map(bareModel);
const mixes = ['Q4_K_M', 'Q5_K_M', 'Q6_K', 'Q8_0', 'Q3_K_M', 'IQ4_XS'].map(ggufQuantization);
const one = machineOf([card('gpu0', 80 * GIB)]);

const inputs: (PlacementInput & { readonly layers: number })[] = [];
for (let context = 1; context <= 16; context += 1) {
  const settings = { ...SETTINGS, contextTokens: tokens(context * 2048) };
  for (const model of models) {
    for (const quantization of mixes) {
      const layers = model.architecture.order.length;
      inputs.push({
        model,
        quantization,
        engine: LLAMA_CPP,
        machine: one,
        settings,
        tensorTypes: TENSOR_TYPES,
        layers,
      });
    }
  }
}

function ledgers(): number {
  const start = performance.now();
  for (const { layers, ...input } of inputs) {
    const placement = {
      kind: 'single',
      devices: ['gpu0'],
      layersByDevice: [layers],
      gpuLayers: layers + 1,
      cpuMoeLayers: 0,
      tensorParallel: 1,
      pipelineParallel: 1,
    } as const;
    estimateMemory({ ...input, placement });
  }
  return (inputs.length / (performance.now() - start)) * 1000;
}

const cards = [24, 24, 16, 12, 12, 8, 8, 48].map((gib, index) => ({
  ...card(`gpu${index}`, gib * GIB),
  bandwidth: { value: bytesPerSecond((1000 - 60 * index) * 1e9), basis: 'published' as const },
}));

function placements(): number {
  const start = performance.now();
  let count = 0;
  for (const model of models) {
    for (const quantization of mixes) {
      const input = { model, quantization, engine: LLAMA_CPP, settings: SETTINGS, tensorTypes: TENSOR_TYPES };
      findPlacement({ ...input, machine: machineOf(cards) });
      count += 1;
    }
  }
  return (performance.now() - start) / count;
}

const print = (line: string): unknown => process.stdout.write(`${line}\n`);
print(`first pass: ${Math.round(ledgers())} ledgers a second (every graph new)`);
const warm = Array.from({ length: 9 }, ledgers).sort((a, b) => a - b);
print(`later: ${Math.round(warm[4] ?? 0)} ledgers a second (median of 9 passes over ${inputs.length})`);
print(`eight unequal cards: ${placements().toFixed(2)} ms a model the first time, ${placements().toFixed(2)} ms later`);
