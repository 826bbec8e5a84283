import { describe, expect, it } from 'vitest';
import {
  categoryOf,
  isMix,
  layerPlace,
  MIX_IDS,
  type MixFacts,
  moreBits,
  PLACE,
  typeInMix,
  valuePlace,
} from '../../../src/quantization/gguf-mix.ts';
import { ggufQuantization, TENSOR_TYPES } from '../../reality/memory-rows.ts';

const PLAIN: MixFacts = { tied: false, queryGroups: 1, experts: 0, seventyB: false, falcon: false };
const ROW = 4096;
const named = (name: string, rowLength = ROW, stacked = false) => ({ category: categoryOf(name), rowLength, stacked });

describe('use_more_bits', () => {
  it('favours the first and last eighth and every third between', () => {
    const favoured = Array.from({ length: 32 }, (_, layer) => layer).filter((layer) => moreBits(layer, 32));
    expect(favoured).toEqual([0, 1, 2, 3, 6, 9, 12, 15, 18, 21, 24, 27, 28, 29, 30, 31]);
  });
});

describe('types of a mix', () => {
  it.each([
    ['Q4_K_M', 'attn_q', {}, 0, 'q4_K'],
    ['Q4_K_M', 'attn_v', {}, valuePlace(0, 32), 'q6_K'],
    ['Q4_K_M', 'attn_v', {}, valuePlace(4, 32), 'q4_K'],
    ['Q4_K_M', 'attn_qkv', {}, valuePlace(31, 32), 'q6_K'],
    ['Q4_K_M', 'ffn_down', {}, layerPlace(31, 32), 'q6_K'],
    ['Q4_K_M', 'ffn_down', { falcon: true }, layerPlace(9, 32), 'q5_K'],
    ['Q4_K_M', 'output', {}, 0, 'q6_K'],
    ['Q4_K_M', 'token_embd', {}, 0, 'q4_K'],
    ['Q4_K_M', 'token_embd', { tied: true }, 0, 'q6_K'],
    ['Q8_0', 'output', {}, 0, 'q8_0'],
    ['Q4_K_S', 'attn_v', { seventyB: true }, 0, 'q5_K'],
    ['Q3_K_S', 'attn_v', { seventyB: true }, 0, 'q5_K'],
    ['Q4_K_M', 'attn_k', { experts: 8 }, 0, 'q8_0'],
    ['Q4_K_M', 'attn_output', { experts: 8 }, 0, 'q5_K'],
    ['Q3_K_M', 'ffn_down', {}, PLACE.firstSixteenth, 'q5_K'],
    ['Q2_K', 'attn_v', { queryGroups: 4 }, 0, 'q4_K'],
    ['Q2_K', 'attn_v', { queryGroups: 2 }, 0, 'q3_K'],
    ['IQ3_XS', 'ffn_up', {}, 0, 'iq3_xxs'],
    ['IQ3_XS', 'ffn_up', {}, PLACE.lastEighth, 'iq3_s'],
    ['IQ2_XXS', 'attn_v', { queryGroups: 8 }, 0, 'q4_K'],
    ['IQ2_XXS', 'token_embd', {}, 0, 'q2_K'],
    ['IQ2_XXS', 'output', {}, 0, 'q5_K'],
    ['F16', 'output', {}, 0, 'f16'],
  ] as const)('%s stores %s as expected (%j)', (mix, name, facts, place, type) => {
    expect(typeInMix(mix, named(name), { ...PLAIN, ...facts }, place)).toBe(type);
  });

  it.each([
    ['Q4_K_M', 'ffn_gate', 13696, 'q5_0'],
    ['Q5_K_M', 'ffn_gate', 13696, 'q5_1'],
    ['Q6_K', 'ffn_gate', 13696, 'q8_0'],
    ['Q3_K_M', 'ffn_gate', 13696, 'q4_0'],
    ['IQ3_M', 'ffn_gate', 13696, 'iq4_nl'],
    ['Q4_K_M', 'output', 896, 'q8_0'],
    ['Q4_0', 'ffn_gate', 13696, 'q4_0'],
    ['Q4_0', 'ffn_gate', 100, 'f16'],
  ] as const)('%s: rows of %s that are %i long fall back', (mix, name, row, type) => {
    expect(typeInMix(mix, named(name, row), PLAIN, 0)).toBe(type);
  });

  it('stores experts alone in MXFP4', () => {
    expect(typeInMix('MXFP4_MOE', named('ffn_up_exps', ROW, true), PLAIN, 0)).toBe('mxfp4');
    expect(typeInMix('MXFP4_MOE', named('attn_q'), PLAIN, 0)).toBe('q8_0');
  });
});

describe('the catalog and the rules', () => {
  it('offer each other: every mix is a quantization, every type is listed', () => {
    const listed = new Set(TENSOR_TYPES.map(({ id }) => id));
    for (const mix of MIX_IDS) {
      expect(ggufQuantization(mix).rule).toEqual({ kind: 'gguf-mix', mix });
      for (const name of ['token_embd', 'output', 'attn_q', 'attn_k', 'attn_v', 'attn_output', 'ffn_up', 'ffn_down']) {
        for (const row of [4096, 13696, 100]) {
          for (const place of [0, 127]) {
            expect(listed).toContain(typeInMix(mix, named(name, row), PLAIN, place));
          }
        }
      }
    }
  });

  it('know a mix by its name', () => {
    expect(isMix('Q4_K_M')).toBe(true);
    expect(isMix('toString')).toBe(false);
  });
});
