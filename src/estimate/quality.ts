import type { ModelSpec } from '../domain/model.ts';
import type { Quantization } from '../domain/quantization.ts';

/** Share of the unquantized model's ability that is kept, 0..1, by kind of task. */
export interface QualityKept {
  /** Knowledge and common sense (multiple choice). */
  readonly knowledge: number;
  /** Reasoning, instruction following, arithmetic, code: the first to suffer. */
  readonly reasoning: number;
}

const BILLION = 1e9;
/** Size, in 10^9 parameters, for which the divergence `k` of a quantization is stated (llama.cpp tools/perplexity/README.md, Llama 3 8B). */
const REFERENCE_SIZE = 8;
/**
 * Size exponents and loss terms, fitted on published accuracies under quantization: intel/auto-round docs (b9f3d00, 2026-08-22),
 * Qwen and Qwen2 quantization tables, Red Hat AI model cards (arXiv 2411.02355).
 */
const LARGE_EXPONENT = 0.6;
const SMALL_EXPONENT = 0.4;
const LINEAR_LOSS = 0.2;
const KNOWLEDGE_FLOOR = 0.35;
const REASONING_FLOOR = 0.05;

/** Size that decides how well a model bears quantization: for mixtures of experts the geometric mean of total and active. */
function effectiveSize(model: Pick<ModelSpec, 'parameters'>): number {
  return Math.sqrt(model.parameters.total * model.parameters.active) / BILLION;
}

/** Weights as the publisher trained or released them: there is nothing unquantized to compare with. */
function isNative(quantization: Quantization, model: Pick<ModelSpec, 'nativePrecision'>): boolean {
  if (quantization.offers === 'native') return true;
  if (quantization.kernel === 'bf16' || quantization.kernel === 'fp16') return true;
  if (model.nativePrecision === 'fp8') return quantization.kernel === 'fp8';
  if (model.nativePrecision === 'mxfp4') return quantization.speedClass === 'MXFP4';
  return false;
}

/** Quality kept from the divergence of the quantization and the size of the model. */
export function qualityKept(
  quantization: Quantization,
  model: Pick<ModelSpec, 'parameters' | 'nativePrecision'>,
): QualityKept {
  if (isNative(quantization, model)) return { knowledge: 1, reasoning: 1 };
  const ratio = REFERENCE_SIZE / Math.max(effectiveSize(model), 0.01);
  const scale = ratio ** (ratio <= 1 ? LARGE_EXPONENT : SMALL_EXPONENT);
  const divergence = quantization.divergence.k * scale;
  const linear = LINEAR_LOSS * divergence;
  return {
    knowledge: Math.max(KNOWLEDGE_FLOOR, 1 - linear),
    reasoning: Math.max(REASONING_FLOOR, 1 - linear - divergence * divergence),
  };
}
