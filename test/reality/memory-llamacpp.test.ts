import { expect, it } from 'vitest';
import type { MemoryParts } from '../../src/domain/memory.ts';
import { findPlacement } from '../../src/estimate/placement.ts';
import { layoutWeights } from '../../src/quantization/weights.ts';
import { MIB } from '../../src/units/quantities.ts';
import { MEASURED } from './architectures.ts';
import {
  bareModel,
  constraintsOf,
  ggufQuantization,
  inputOf,
  isOffered,
  report,
  spreadOf,
  TENSOR_TYPES,
} from './memory-rows.ts';
import { describeShared, readShared } from './shared.ts';
import { type Csv, readCsv } from './speed-rows.ts';

const FOLDER = 'truth/memory-llamacpp';
const HUGE = 8192 * 1024 * MIB;

const truth = (row: Csv, column: string): number => Number(row[column]) * MIB;
const off = (ours: number, theirs: number): number =>
  theirs === 0 ? (Math.abs(ours) < MIB / 100 ? 0 : 1) : ours / theirs - 1;

interface Compared {
  readonly row: Csv;
  readonly device: Record<'weights' | 'cache' | 'compute', number>;
  readonly host: MemoryParts;
}

function compare(row: Csv): Compared {
  const { ledger } = findPlacement(inputOf(row, HUGE), constraintsOf(row));
  const sum = (read: (parts: MemoryParts) => number): number =>
    ledger.devices.reduce((total, device) => total + read(device.parts), 0);
  return {
    row,
    device: {
      weights: sum((parts) => parts.weightsBytes),
      cache: sum((parts) => parts.kvCacheBytes + parts.recurrentStateBytes),
      compute: sum((parts) => parts.computeBytes),
    },
    host: ledger.host.parts,
  };
}

function deviceTotalOff({ row, device }: Compared): number {
  const total = truth(row, 'model_gpu_mib') + truth(row, 'kv_gpu_mib') + truth(row, 'compute_gpu_mib');
  return off(device.weights + device.cache + device.compute, total);
}

function hostTotalOff({ row, host }: Compared): number {
  const ours = host.weightsBytes + host.kvCacheBytes + host.recurrentStateBytes + host.computeBytes + host.outputBytes;
  const columns = ['model_host_mib', 'kv_host_mib', 'compute_host_mib', 'output_host_mib'];
  return off(
    ours,
    columns.reduce((total, column) => total + truth(row, column), 0),
  );
}

const within = (values: readonly number[], limit: number): number =>
  values.filter((value) => Math.abs(value) <= limit).length / values.length;

describeShared('weights as llama.cpp lays them out', [`${FOLDER}/weights.csv`, 'truth/quant/gguf_sizes.json'], () => {
  it('has every tensor in its type: bytes of the file and of the device', () => {
    const errors = readCsv(`${FOLDER}/weights.csv`).flatMap((row) => {
      const layout = layoutWeights(
        bareModel(row.model ?? '').architecture,
        ggufQuantization(row.quant ?? ''),
        TENSOR_TYPES,
      );
      const device = layout.layerBytes + layout.outputBytes + layout.extraDeviceBytes;
      return [off(layout.tensorBytes, Number(row.tensor_bytes)), off(device, truth(row, 'model_gpu_mib'))];
    });
    report('llama.cpp weights', errors);
    expect(errors.length).toBeGreaterThan(800);
    expect(spreadOf(errors).worst).toBeLessThan(0.0005);
  });

  it('gives the published bits per weight to the last digit', () => {
    const names: Readonly<Record<string, string>> = {
      'llama-2-7b': 'Llama-2-7B',
      'llama-3-8b': 'Meta-Llama-3-8B',
      'llama-3-70b': 'Llama-3.1-70B',
      'llama-3.2-1b': 'Llama-3.2-1B',
      'mistral-7b-v0.3': 'Mistral-7B-v0.3',
      'mixtral-8x7b': 'Mixtral-8x7B',
      'qwen2.5-7b': 'Qwen2.5-7B',
      'qwen3-30b-a3b': 'Qwen3-30B-A3B',
      'yi-34b': 'Yi-34B',
    };
    const { models } = JSON.parse(readShared('truth/quant/gguf_sizes.json')) as {
      models: Record<string, { params: number; quant: Record<string, { bpw: number }> }>;
    };
    let compared = 0;
    for (const [key, { params, quant }] of Object.entries(models)) {
      const architecture = MEASURED[names[key] ?? ''];
      if (architecture === undefined) continue;
      for (const [name, { bpw }] of Object.entries(quant)) {
        if (isOffered(name) === 'no') continue;
        const { tensorBytes } = layoutWeights(architecture, ggufQuantization(name), TENSOR_TYPES);
        expect((tensorBytes * 8) / params, `${key} ${name}`).toBeCloseTo(bpw, 3);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(250);
  });
});

describeShared('llama.cpp on one CUDA device', [`${FOLDER}/cuda-contexts.csv`], () => {
  const rows = readCsv(`${FOLDER}/cuda-contexts.csv`).map(compare);

  it('holds the cache exactly', () => {
    const errors = rows.map(({ row, device }) => off(device.cache, truth(row, 'kv_gpu_mib')));
    report('llama.cpp cache', errors);
    expect(spreadOf(errors).worst).toBeLessThan(0.001);
  });

  it('takes what the engine takes in all', () => {
    const errors = rows.map(deviceTotalOff);
    report('llama.cpp device total', errors);
    expect(rows.length).toBeGreaterThan(500);
    expect(within(errors, 0.01)).toBeGreaterThanOrEqual(0.95);
    expect(spreadOf(errors).worst).toBeLessThan(0.025);
    expect(Math.min(...errors)).toBeGreaterThan(-0.01);
  });

  it('takes the pinned host memory the engine takes', () => {
    const errors = rows.map(hostTotalOff);
    report('llama.cpp host total', errors);
    expect(spreadOf(errors).worst).toBeLessThan(0.005);
  });
});

describeShared('llama.cpp on several devices and with layers in RAM', [`${FOLDER}/cuda-offload.csv`], () => {
  it('is within 3 % on 95 % of the rows', () => {
    const rows = readCsv(`${FOLDER}/cuda-offload.csv`).map(compare);
    const errors = rows.map(deviceTotalOff);
    report('llama.cpp offload and split', errors);
    expect(within(errors, 0.03)).toBeGreaterThanOrEqual(0.95);
    for (const { row, device, host } of rows) {
      expect(Math.abs(off(device.weights, truth(row, 'model_gpu_mib')))).toBeLessThan(0.0005);
      expect(Math.abs(off(host.weightsBytes, truth(row, 'model_host_mib')))).toBeLessThan(0.0005);
      expect(Math.abs(off(device.cache, truth(row, 'kv_gpu_mib')))).toBeLessThan(0.001);
      expect(Math.abs(off(host.kvCacheBytes, truth(row, 'kv_host_mib')))).toBeLessThan(0.001);
    }
  });
});

describeShared('llama.cpp on the CPU', [`${FOLDER}/cpu-contexts.csv`], () => {
  it('is within 2 % on 95 % of the rows', () => {
    const errors = readCsv(`${FOLDER}/cpu-contexts.csv`).map(compare).map(hostTotalOff);
    report('llama.cpp CPU total', errors);
    expect(within(errors, 0.02)).toBeGreaterThanOrEqual(0.95);
  });
});

describeShared('verdicts at the edge', [`${FOLDER}/cuda-contexts.csv`], () => {
  /** Memory CUDA shows on cards of 8 to 80 GB, in MiB: 8 laptop, 12, 16, 3090, 5090, L40S, 80 GB. */
  const CARDS = [7815, 11912, 15948, 22691, 24124, 32154, 45488, 48541, 81081];

  it('says yes and no as the engine would', () => {
    let right = 0;
    let all = 0;
    let falseFits = 0;
    for (const row of readCsv(`${FOLDER}/cuda-contexts.csv`)) {
      const need = Number(row.model_gpu_mib) + Number(row.kv_gpu_mib) + Number(row.compute_gpu_mib) + 300;
      for (const mib of CARDS) {
        if (need < 0.7 * mib || need > 1.3 * mib) continue;
        const { fit } = findPlacement(inputOf(row, mib * MIB), { gpuLayers: 'all' });
        const says = fit.kind === 'fits';
        const really = need <= mib;
        all += 1;
        if (says === really) right += 1;
        if (says && !really) falseFits += 1;
      }
    }
    process.stdout.write(`edge verdicts: ${right} of ${all} right, ${falseFits} false fits\n`);
    expect(all).toBeGreaterThan(300);
    expect(right / all).toBeGreaterThanOrEqual(0.995);
    expect(falseFits / all).toBeLessThanOrEqual(0.001);
  });
});
