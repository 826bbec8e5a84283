import type { WeightFormat } from './model.ts';

/** A stored type of numbers in blocks: `blockBytes` bytes hold `blockSize` weights. */
export interface TensorType {
  readonly id: string;
  readonly blockSize: number;
  readonly blockBytes: number;
  readonly source: string;
}

/** Kind of GPU kernel a format needs; the key of the engines' capability gates. */
export type KernelFamily =
  | 'gguf'
  | 'gguf-iq'
  | 'bf16'
  | 'fp16'
  | 'gptq'
  | 'awq'
  | 'fp8'
  | 'int8'
  | 'nvfp4'
  | 'mxfp4'
  | 'bnb'
  | 'mlx'
  | 'exl3';

/** How the bytes of a tensor set follow from the quantization. */
export type WeightRule =
  /** llama.cpp's own rule by file type: the base type, which tensors get better ones, and fall-backs. `mix` names the rule set in `src/quantization`. */
  | { readonly kind: 'gguf-mix'; readonly mix: string }
  /** One number of bits on the linear layers; embeddings, head and norms stay at 16 bits unless said otherwise. */
  | {
      readonly kind: 'linear-bits';
      readonly bits: number;
      readonly embeddings: 'sixteen-bit' | 'quantized';
      readonly experts?: 'only';
    };

/** One way to store a model's weights, as offered to users (`Q4_K_M`, `AWQ-INT4`, `FP8`, `BF16`, …). */
export interface Quantization {
  readonly id: string;
  readonly format: WeightFormat;
  readonly kernel: KernelFamily;
  readonly rule: WeightRule;
  /** Nominal bits a weight, for the speed class and for display order only; memory never uses it. */
  readonly nominalBits: number;
  /** Reference divergence `k` of an 8B model and its evidence (`facts: serving 3.4`); quality kept follows from it and the model's size. */
  readonly divergence: {
    readonly k: number;
    readonly basis: 'measured' | 'fitted' | 'assumed';
    readonly source: string;
  };
  /** Speed class of the calibration tables. */
  readonly speedClass: 'F16' | 'Q8_0' | 'Q5_Q6_K' | 'Q4_K' | 'Q4_0' | 'MXFP4' | 'Q2_Q3_K' | 'IQ1_IQ3';
  readonly aliases: readonly string[];
  /** How a published repository of this quantization is recognised among a model's weights. */
  readonly offers: 'mix' | 'repository' | 'native';
}
