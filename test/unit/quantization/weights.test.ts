import { describe, expect, it } from 'vitest';
import type { Quantization } from '../../../src/domain/quantization.ts';
import { countParameters, tensorsOf } from '../../../src/quantization/tensors.ts';
import { layoutWeights, QuantizationError, tensorBytesOfLayer } from '../../../src/quantization/weights.ts';
import { MEASURED } from '../../reality/architectures.ts';
import { bareModel, ggufQuantization, TENSOR_TYPES } from '../../reality/memory-rows.ts';

const architecture = (name: string) => bareModel(name).architecture;

function linear(bits: number, embeddings: 'sixteen-bit' | 'quantized', experts?: 'only'): Quantization {
  return {
    ...ggufQuantization('Q4_K_M'),
    id: `linear-${bits}-${embeddings}-${experts ?? 'all'}`,
    format: 'gptq',
    rule: { kind: 'linear-bits', bits, embeddings, ...(experts === undefined ? {} : { experts }) },
  };
}

describe('parameters', () => {
  it.each([
    ['Llama-2-7B', 6738415616, 6738415616],
    ['Llama-3.1-70B', 70553706496, 70553706496],
    ['Mixtral-8x7B', 46702792704, 12879925248],
    ['Qwen3-30B-A3B', 30532122624, 3353032704],
    ['Qwen3-Next-80B-A3B', 79674391296, 3874929408],
    ['DeepSeek-V2-Lite', 15706484224, 2661150208],
  ])('%s has %i, of which a token passes %i', (name, total, active) => {
    expect(countParameters(architecture(name))).toEqual({ total, active });
  });

  it('are the sum over the tensors of all layers', () => {
    for (const model of Object.values(MEASURED)) {
      const sum = tensorsOf(model).reduce(
        (total, group) =>
          total + group.count * group.tensors.reduce((inner, { rowLength, rows }) => inner + rowLength * rows, 0),
        0,
      );
      expect(countParameters(model).total).toBe(sum);
    }
  });
});

describe('layouts', () => {
  it('put the experts apart from what every token passes', () => {
    const { layers } = layoutWeights(architecture('Mixtral-8x7B'), ggufQuantization('Q4_0'), TENSOR_TYPES);
    const [first] = layers;
    expect(first?.expertBytes).toBe(((3 * 8 * 4096 * 14336) / 32) * 18);
    expect(layers).toHaveLength(32);
  });

  it('hold a tied table twice where an engine keeps the input on the host', () => {
    const layout = layoutWeights(architecture('Llama-3.2-1B'), ggufQuantization('Q8_0'), TENSOR_TYPES);
    expect(layout.tied).toBe(true);
    expect(layout.outputBytes).toBe(layout.embeddingBytes + 2048 * 4);
    expect(layout.tensorBytes).toBe(layout.layerBytes + layout.embeddingBytes + 2048 * 4);
  });

  it('are made once for a model and a quantization', () => {
    const model = architecture('Llama-2-7B');
    const mix = ggufQuantization('Q4_K_M');
    expect(layoutWeights(model, mix, TENSOR_TYPES)).toBe(layoutWeights(model, mix, TENSOR_TYPES));
  });

  it('of linear bits leave tables and norms at 16', () => {
    const model = architecture('Qwen2.5-7B');
    const tables = 2 * 152064 * 3584;
    const layout = layoutWeights(model, linear(4.156, 'sixteen-bit'), TENSOR_TYPES);
    expect(layout.embeddingBytes).toBe(152064 * 3584 * 2);
    // Near 5.2 GiB, not 3.5: the tables of a large vocabulary stay as they are.
    expect(layout.tensorBytes / 2 ** 30).toBeCloseTo(5.19, 1);
    const all = layoutWeights(model, linear(4.5, 'quantized'), TENSOR_TYPES);
    expect(all.embeddingBytes).toBe((tables / 2) * (4.5 / 8));
  });

  it('can quantize the experts alone', () => {
    const model = architecture('gpt-oss-20b');
    const [layer] = layoutWeights(model, linear(4.25, 'sixteen-bit', 'only'), TENSOR_TYPES).layers;
    const matrices = 3 * 32 * 2880 * 2880;
    const biases = 32 * (2 * 2880 + 2880);
    expect(layer?.expertBytes).toBe((matrices * 4.25) / 8 + biases * 2);
  });

  it('list the tensors of one layer', () => {
    const tensors = tensorBytesOfLayer(architecture('Llama-2-7B'), ggufQuantization('Q4_K_M'), TENSOR_TYPES, 0);
    expect(tensors.find(({ name }) => name === 'ffn_down')?.bytes).toBe(((4096 * 11008) / 256) * 210);
    expect(tensorBytesOfLayer(architecture('Llama-2-7B'), ggufQuantization('Q4_K_M'), TENSOR_TYPES, 99)).toEqual([]);
  });

  it('fail with the catalog at fault, not the request', () => {
    const broken: Quantization = { ...ggufQuantization('Q4_K_M'), rule: { kind: 'gguf-mix', mix: 'Q9_X' } };
    expect(() => layoutWeights(architecture('Llama-2-7B'), broken, TENSOR_TYPES)).toThrow(QuantizationError);
    const mix = { ...ggufQuantization('Q4_K_M') };
    expect(() => layoutWeights(architecture('Llama-2-7B'), mix, [])).toThrow(/q4_K|q6_K/);
  });
});
