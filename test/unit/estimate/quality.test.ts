import { describe, expect, it } from 'vitest';
import type { Quantization } from '../../../src/domain/quantization.ts';
import { qualityKept } from '../../../src/estimate/quality.ts';
import { parameters } from '../../../src/units/quantities.ts';
import { quantization } from './speed-fixtures.ts';

function withDivergence(k: number, fields: Partial<Quantization> = {}): Quantization {
  return { ...quantization('Q4_K'), divergence: { k, basis: 'measured', source: 'test' }, ...fields };
}

function size(total: number, active = total, nativePrecision: 'bf16' | 'fp8' | 'mxfp4' = 'bf16') {
  return { parameters: { total: parameters(total * 1e9), active: parameters(active * 1e9) }, nativePrecision };
}

describe('quality kept under quantization', () => {
  // Published accuracies as a share of the unquantized model: intel/auto-round docs (b9f3d00).
  it.each([
    ['Q4_K_M at 8B', 0.0313, 8, 0.994, 0.993],
    ['Q3_K_M at 14B', 0.102, 14, 0.985, 0.98],
    ['Q2_K_S at 70B', 0.4, 70, 0.978, 0.966],
    ['GPTQ 4-bit at 1.5B', 0.08, 1.5, 0.969, 0.944],
  ])('%s', (_, k, billions, knowledge, reasoning) => {
    const kept = qualityKept(withDivergence(k), size(billions));
    expect(kept.knowledge).toBeCloseTo(knowledge, 2);
    expect(kept.reasoning).toBeCloseTo(reasoning, 2);
  });

  it('treats a mixture of experts as a dense model of the geometric mean size', () => {
    expect(qualityKept(withDivergence(0.1), size(32, 2))).toEqual(qualityKept(withDivergence(0.1), size(8)));
  });

  it('keeps everything in the format the publisher released', () => {
    const all = { knowledge: 1, reasoning: 1 };
    expect(qualityKept(withDivergence(0.2, { speedClass: 'MXFP4', kernel: 'mxfp4' }), size(120, 5, 'mxfp4'))).toEqual(
      all,
    );
    expect(qualityKept(withDivergence(0.01, { kernel: 'fp8' }), size(671, 37, 'fp8'))).toEqual(all);
    expect(qualityKept(withDivergence(0.01, { kernel: 'fp8' }), size(8))).not.toEqual(all);
  });

  it('never falls below the floors', () => {
    expect(qualityKept(withDivergence(2.2), size(0.5))).toEqual({ knowledge: 0.35, reasoning: 0.05 });
  });
});
