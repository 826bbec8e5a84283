import * as z from 'zod';
import type { Quantization, TensorType } from '../../domain/quantization.ts';
import { type Authored, authoredExtras, idText, text } from './common.ts';

const WEIGHT_FORMATS = [
  'gguf',
  'safetensors',
  'gptq',
  'awq',
  'fp8',
  'int8',
  'nvfp4',
  'mxfp4',
  'bnb',
  'mlx',
  'exl3',
] as const;

export const KERNEL_FAMILIES = [
  'gguf',
  'gguf-iq',
  'bf16',
  'fp16',
  'gptq',
  'awq',
  'fp8',
  'int8',
  'nvfp4',
  'mxfp4',
  'bnb',
  'mlx',
  'exl3',
] as const;

/** One row under `tensorTypes:` of `catalog/quantizations.yaml`. */
export const TensorTypeSchema: z.ZodType<Authored<TensorType>> = z.strictObject({
  id: idText,
  blockSize: z.int().positive().meta({ description: 'Weights in one block.' }),
  blockBytes: z.number().positive().meta({ description: 'Bytes of one block.' }),
  source: text,
  ...authoredExtras,
});

/** One row under `quantizations:` of `catalog/quantizations.yaml`. */
export const QuantizationSchema: z.ZodType<Authored<Quantization>> = z.strictObject({
  id: idText.meta({ examples: ['Q4_K_M'] }),
  format: z.enum(WEIGHT_FORMATS),
  kernel: z.enum(KERNEL_FAMILIES),
  rule: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('gguf-mix'), mix: text }),
    z.strictObject({
      kind: z.literal('linear-bits'),
      bits: z.number().positive().max(32),
      embeddings: z.enum(['sixteen-bit', 'quantized']),
      experts: z.literal('only').exactOptional(),
    }),
  ]),
  nominalBits: z.number().positive().max(32),
  divergence: z.strictObject({
    k: z.number().nonnegative(),
    basis: z.enum(['measured', 'fitted', 'assumed']),
    source: text,
  }),
  speedClass: z.enum(['F16', 'Q8_0', 'Q5_Q6_K', 'Q4_K', 'Q4_0', 'MXFP4', 'Q2_Q3_K', 'IQ1_IQ3']),
  aliases: z.array(text).default([]),
  offers: z.enum(['mix', 'repository', 'native']),
  ...authoredExtras,
});
