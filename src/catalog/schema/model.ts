import * as z from 'zod';
import { authoredExtras, dateText, text } from './common.ts';
import { architectureSchema } from './model-architecture.ts';

const hubId = z
  .string()
  .regex(/^[\w.-]+\/[\w.+-]+$/, 'expected <organisation>/<repository>')
  .meta({ description: 'Hub id.', examples: ['Qwen/Qwen3-8B'] });

const parameterCount = z.int().positive();
const tokenCount = z.int().positive();
const sources = z.union([text, z.array(text).min(1)]);

const gradeSchema = z.enum(['native', 'supported', 'incidental', 'none']);

const weightFormat = z.enum([
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
]);

const offerSchema = z
  .strictObject({
    format: weightFormat,
    repo: hubId,
    bits: z.int().min(1).max(16).exactOptional().meta({ description: 'Nominal bits where the name says it.' }),
    files: z
      .record(z.string(), z.int().positive())
      .exactOptional()
      .meta({ description: 'Published file sizes in bytes by quantization.', examples: [{ Q4_K_M: 4920739232 }] }),
  })
  .meta({ id: 'weights', description: 'A repository with weights of this model.' });

const scoreGroupSchema = z
  .strictObject({
    source: text,
    by: z.enum(['vendor', 'third-party']).meta({ description: '`vendor`: published by the maker of the model.' }),
    results: z
      .array(
        z.strictObject({
          benchmark: z.string(),
          value: z.number(),
          setting: z.string().exactOptional(),
          of: z.literal('base').exactOptional().meta({ description: 'Measured on the base checkpoint.' }),
        }),
      )
      .min(1),
  })
  .meta({ id: 'scores', description: 'Scores of one source.' });

const engineSupport = z.strictObject({
  since: z.string().exactOptional().meta({ description: 'First version that loads it.' }),
  tag: z
    .string()
    .exactOptional()
    .meta({ description: 'Name in the library of Ollama.', examples: ['qwen3:8b'] }),
});

const enginesSchema = z
  .strictObject({
    'llama.cpp': engineSupport.exactOptional(),
    ollama: engineSupport.exactOptional(),
    vllm: engineSupport.exactOptional(),
    sglang: engineSupport.exactOptional(),
    tgi: engineSupport.exactOptional(),
    'mlx-lm': engineSupport.exactOptional(),
  })
  .meta({ description: 'Engines known to load the checkpoint.' });

const sourcesSchema = z
  .strictObject({
    architecture: sources.exactOptional(),
    parameters: sources.exactOptional(),
    license: sources.exactOptional(),
    languages: sources.exactOptional(),
    context: sources.exactOptional(),
    release: sources.exactOptional(),
    engines: sources.exactOptional(),
    capabilities: sources.exactOptional(),
    precision: sources.exactOptional(),
    gated: sources.exactOptional(),
    weights: sources.exactOptional(),
    status: sources.exactOptional(),
  })
  .meta({ description: 'Public sources of each group of facts.' });

/** One checkpoint with nothing inherited. `expandModel` makes the flat `ModelSpec` of it. */
export const modelSchema = z
  .strictObject({
    id: hubId,
    name: z.string(),
    series: z.string().meta({ description: 'Generation inside the family.', examples: ['Qwen 3.5'] }),
    publisher: z.string(),
    role: z.enum(['base', 'instruct', 'reasoning', 'coder', 'vision', 'embedding', 'reranker', 'guard']),
    status: z.enum(['current', 'superseded', 'legacy', 'withdrawn']),
    supersededBy: hubId.exactOptional(),
    released: dateText.exactOptional(),
    parameters: z
      .strictObject({
        total: parameterCount.meta({ description: 'Text backbone: without vision tower and prediction layers.' }),
        active: parameterCount.exactOptional().meta({ description: 'Passed by one token. Default: the total.' }),
        published: parameterCount.exactOptional().meta({ description: 'The count its publisher or hub states.' }),
      })
      .meta({ description: 'Parameter counts, checked against the architecture.' }),
    architecture: architectureSchema,
    context: z.strictObject({
      native: tokenCount,
      extended: z.strictObject({ tokens: tokenCount, by: z.string() }).exactOptional(),
    }),
    modalities: z
      .array(z.enum(['text', 'vision', 'audio']))
      .exactOptional()
      .meta({ description: 'Default: text.' }),
    vision: z
      .strictObject({ parameters: parameterCount, tokensPerImage: z.int().positive().exactOptional() })
      .exactOptional()
      .meta({ description: 'Towers beside the text backbone.' }),
    languages: z
      .record(z.string(), gradeSchema)
      .meta({ description: 'Grade by language code. Absent: unknown.', examples: [{ en: 'native', zh: 'supported' }] }),
    capabilities: z.strictObject({
      tools: z.enum(['yes', 'no', 'unknown']),
      reasoning: z.enum(['toggle', 'always']).exactOptional().meta({ description: 'Default: none.' }),
      code: z.literal('specialised').exactOptional(),
      math: z.literal('specialised').exactOptional(),
      fim: z.literal('yes').exactOptional().meta({ description: 'Fill in the middle.' }),
    }),
    license: z.strictObject({
      id: z.string().meta({ description: 'Id of a file in catalog/licenses, or `unknown`.' }),
      confidence: z.enum(['text', 'catalog-and-vendor', 'catalog', 'none']),
      cardTag: z.string().exactOptional().meta({ description: 'License tag of the model card where it differs.' }),
      gated: z.enum(['yes', 'no']).exactOptional().meta({ description: 'Default: unknown.' }),
    }),
    derivedFrom: z
      .array(
        z.strictObject({
          id: hubId,
          relation: z.enum(['finetune', 'distil', 'merge', 'quantized', 'adapter', 'continued', 'mirror', 'pruned']),
          external: z.literal(true).exactOptional().meta({ description: 'The base is not in this catalog.' }),
          license: z.string().exactOptional().meta({ description: 'License id of an external base.' }),
        }),
      )
      .exactOptional(),
    precision: z
      .enum(['bf16', 'fp16', 'fp8', 'mxfp4', 'int4'])
      .exactOptional()
      .meta({ description: "Of the publisher's own weights. Default: 16 bit, named bf16." }),
    weights: z.array(offerSchema).exactOptional(),
    engines: enginesSchema.exactOptional(),
    aliases: z.array(z.string()).exactOptional(),
    scores: z.array(scoreGroupSchema).exactOptional(),
    conflicts: z
      .array(z.strictObject({ field: z.string(), value: z.union([z.string(), z.number()]), source: text }))
      .exactOptional()
      .meta({ description: 'What other sources say. Recorded, never averaged.' }),
    sources: sourcesSchema,
    notes: authoredExtras.notes,
    lintExceptions: authoredExtras.lintExceptions,
  })
  .meta({ id: 'model', description: 'One released checkpoint.' });

/** An entry as it stands in the file: with `inherits`, everything but the id may come from the other entry. */
export const modelEntrySchema = modelSchema
  .partial()
  .extend({
    id: hubId,
    inherits: hubId.exactOptional().meta({
      description:
        'Take over the facts of that entry: series, publisher, role, parameters, architecture, context, modalities, vision, languages, capabilities, license, precision, engines (without the Ollama tag) and their sources. Given groups are merged key by key; objects with a `kind` and lists are replaced whole.',
    }),
    architecture: architectureSchema.partial().exactOptional(),
    parameters: modelSchema.shape.parameters.partial().exactOptional(),
    context: modelSchema.shape.context.partial().exactOptional(),
    capabilities: modelSchema.shape.capabilities.partial().exactOptional(),
    license: modelSchema.shape.license.partial().exactOptional(),
    vision: z
      .strictObject({ parameters: parameterCount.exactOptional(), tokensPerImage: z.int().positive().exactOptional() })
      .exactOptional(),
    drops: z
      .array(z.string())
      .exactOptional()
      .meta({
        description: 'Inherited facts this entry does not have, as paths.',
        examples: [['vision', 'engines.tgi']],
      }),
  })
  .meta({ id: 'entry', description: 'One released checkpoint; siblings may inherit.' });

/** `catalog/models/<family>.yaml`. */
export const modelsFileSchema = z
  .strictObject({
    family: z.string().regex(/^[a-z0-9-]+$/),
    models: z.array(modelEntrySchema).min(1),
  })
  .meta({ title: 'Models of one family', description: 'catalog/models/<family>.yaml' });

export type AuthoredModel = z.infer<typeof modelSchema>;
export type AuthoredEntry = z.infer<typeof modelEntrySchema>;
