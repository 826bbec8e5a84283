import * as z from 'zod';
import { type EngineSpec, GATE_NOTES } from '../../domain/engine.ts';
import { type Authored, authoredExtras, dateText, text } from './common.ts';
import { KERNEL_FAMILIES } from './quantization.ts';

const ENGINE_IDS = ['llama.cpp', 'ollama', 'vllm', 'sglang', 'tgi', 'mlx-lm'] as const;
const BACKENDS = ['cuda', 'rocm', 'metal', 'vulkan', 'sycl', 'cann', 'cpu'] as const;

const capability = z.string().regex(/^\d+\.\d$/, 'expected "major.minor" in quotes, such as "8.9"');

const GateSchema = z.strictObject({
  kernels: z.array(z.enum(KERNEL_FAMILIES)).min(1),
  backends: z.array(z.enum(BACKENDS)).min(1),
  from: capability.exactOptional().meta({ description: 'Inclusive lower bound on CUDA compute capability.' }),
  below: capability.exactOptional().meta({ description: 'Exclusive upper bound on CUDA compute capability.' }),
  gfx: z.array(text).min(1).exactOptional().meta({ description: 'ROCm gfx name prefixes.' }),
  outcome: z.enum(['native', 'fallback', 'refused']),
  note: z.enum(GATE_NOTES).exactOptional().meta({ description: 'Why it falls back or refuses; shown to the user.' }),
  source: text,
});

/** The whole of `catalog/engines/<id>.yaml`. Gates keep their order: the first matching row wins. */
export const EngineSchema: z.ZodType<Authored<EngineSpec>> = z.strictObject({
  id: z.enum(ENGINE_IDS),
  name: text,
  version: text.meta({ description: 'The version the constants, gates and commands speak for, in quotes.' }),
  status: z.enum(['active', 'maintenance']),
  statusSince: dateText.exactOptional(),
  successors: z.array(z.enum(ENGINE_IDS)).default([]),
  homepage: z.url(),
  port: z.int().positive().max(65535),
  concurrency: z.enum(['single', 'few', 'many']),
  maturity: z.number().min(0).max(1),
  ladder: z
    .array(text)
    .default([])
    .meta({ description: 'Quantizations tried unless some are asked for, best quality first.' }),
  gates: z.array(GateSchema).min(1),
  constants: z.record(z.string(), z.strictObject({ value: z.number(), unit: text, source: text, date: dateText })),
  kvCacheTypes: z.array(text),
  notes: authoredExtras.notes,
  lintExceptions: authoredExtras.lintExceptions,
  sources: z.array(text).min(1),
});
