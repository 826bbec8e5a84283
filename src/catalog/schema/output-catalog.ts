import * as z from 'zod';
import { model } from './output-configuration.ts';

const count = z.int().nonnegative();
const bytes = z.int().nonnegative();

const layers = z.looseObject({
  count,
  name: z.string().describe('mha, gqa, mqa, mla, or the kind of linear, convolution or state-space layer.'),
  mixer: z.record(z.string(), z.unknown()).describe("Its kind, and the dimensions of the model's own config."),
  feedForward: z.record(z.string(), z.unknown()).describe('Its kind (dense, moe or none) and its dimensions.'),
});

const memory = z.looseObject({
  quantization: z.looseObject({ id: z.string(), format: z.string() }),
  published: z.enum(['yes', 'no']),
  weightsBytes: bytes,
  contexts: z
    .array(z.looseObject({ contextTokens: count, cacheBytes: bytes, totalBytes: bytes }))
    .describe('Weights with the cache of one sequence; buffers and the engine come on top.'),
});

const license = z.looseObject({
  id: z.string(),
  name: z.string(),
  category: z.string().nullable(),
  commercialUse: z
    .looseObject({ allowed: z.enum(['yes', 'no', 'conditional', 'unknown']), clause: z.string().optional() })
    .nullable(),
  spdx: z.string().nullable(),
  url: z.string().nullable(),
  cardTag: z.string().nullable(),
  confidence: z.string(),
  gated: z.enum(['yes', 'no', 'unknown']),
});

const score = z.looseObject({
  benchmark: z.string(),
  value: z.number(),
  setting: z.string().optional(),
  of: z.literal('base').optional(),
  by: z.enum(['vendor', 'third-party']),
  source: z.string(),
});

/** Everything the catalog knows of one model; null where nothing is known. */
export const shownModel = z.looseObject({
  ...model.shape,
  series: z.string(),
  publisher: z.string(),
  supersededBy: z.string().nullable(),
  aliases: z.array(z.string()),
  publishedParameters: count.nullable(),
  modalities: z.array(z.enum(['text', 'vision', 'audio'])),
  vision: z.looseObject({ parameters: count, tokensPerImage: count.nullable() }).nullable(),
  context: z.looseObject({
    nativeTokens: count,
    extended: z.looseObject({ tokens: count, by: z.string() }).nullable(),
  }),
  nativePrecision: z.string(),
  architecture: z.looseObject({
    className: z.string(),
    gguf: z.string().nullable(),
    hiddenSize: count,
    vocabSize: count,
    embeddings: z.enum(['tied', 'untied']),
    layers: count,
    kinds: z.array(layers),
    order: z.array(count).describe('Index in kinds, layer by layer.'),
  }),
  cache: z
    .looseObject({ type: z.string(), bytesPerThousandTokens: bytes, windowBytes: bytes, stateBytes: bytes })
    .describe('What one sequence keeps, by the config alone.'),
  memory: z.array(memory),
  license,
  lineage: z.array(
    z.looseObject({
      id: z.string(),
      relation: z.string(),
      of: z.string(),
      license: z.string().nullable(),
      external: z.boolean(),
    }),
  ),
  languages: z.record(z.string(), z.string()),
  capabilities: z.record(z.string(), z.string()),
  ability: z.record(
    z.string(),
    z.looseObject({ low: z.number(), typical: z.number(), high: z.number(), basis: z.string(), scores: count }),
  ),
  engines: z.array(z.looseObject({ id: z.string(), since: z.string().nullable(), tag: z.string().nullable() })),
  weights: z.array(
    z.looseObject({
      format: z.string(),
      repo: z.string(),
      bits: z.number().optional(),
      files: z.record(z.string(), bytes).optional(),
    }),
  ),
  scores: z.array(score),
  sources: z.array(z.looseObject({ group: z.string(), sources: z.array(z.string()) })),
  conflicts: z.array(
    z.looseObject({ field: z.string(), value: z.union([z.string(), z.number()]), source: z.string() }),
  ),
  notes: z.array(z.string()),
});
