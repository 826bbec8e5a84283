import * as z from 'zod';

const count = z.int().positive();
const countOrZero = z.int().nonnegative();
const flag = z.literal(true);

/** Softmax attention of one layer. No `window`, `chunk` or `cross`: it looks at the whole context. */
const attentionSchema = z
  .strictObject({
    kind: z.literal('attention'),
    heads: count.meta({ description: 'Query heads.' }),
    kvHeads: count.meta({ description: 'Key and value heads; divides `heads`.' }),
    headDim: count,
    valueHeadDim: count.exactOptional().meta({ description: 'Value head size where it differs from the key size.' }),
    window: count.exactOptional().meta({ description: 'Sliding window in tokens.' }),
    chunk: count.exactOptional().meta({ description: 'Chunk of chunked attention in tokens.' }),
    cross: flag.exactOptional().meta({ description: 'Attends to image tokens only.' }),
    cache: z.enum(['shared', 'none']).exactOptional().meta({ description: 'Layers without a cache of their own.' }),
    qkvBias: flag.exactOptional(),
    outputBias: flag.exactOptional(),
    qkNorm: z.enum(['per-head', 'full-width']).exactOptional(),
    keyIsValue: flag.exactOptional().meta({ description: 'One projection serves as key and value.' }),
    outputGate: flag.exactOptional().meta({ description: 'A second query-sized projection gates the output.' }),
    sinks: flag.exactOptional().meta({ description: 'Learned attention sinks.' }),
  })
  .meta({ id: 'attention', description: 'Multi-head, grouped-query or multi-query attention.' });

const mlaSchema = z
  .strictObject({
    kind: z.literal('mla'),
    heads: count,
    queryRank: countOrZero.meta({ description: '0: queries are not compressed.' }),
    kvRank: count,
    nopeDim: count,
    ropeDim: count,
    valueDim: count,
    indexer: z
      .strictObject({ heads: count, dim: count, topK: count, own: z.boolean() })
      .exactOptional()
      .meta({ description: 'Sparse-attention indexer; `own: false` reuses the one of a neighbour.' }),
  })
  .meta({ id: 'mla', description: 'Multi-head latent attention.' });

const linearSchema = z
  .strictObject({
    kind: z.literal('linear'),
    variant: z.enum(['gated-delta-net', 'kda', 'lightning']),
    keyHeads: count,
    valueHeads: count,
    keyDim: count,
    valueDim: count,
    convWidth: countOrZero,
  })
  .meta({ id: 'linear', description: 'Linear attention with a constant state.' });

const mamba2Schema = z.strictObject({
  kind: z.literal('mamba2'),
  heads: count,
  headDim: count,
  stateSize: count,
  groups: count,
  convWidth: count,
});

const mamba1Schema = z.strictObject({
  kind: z.literal('mamba1'),
  innerSize: count,
  stateSize: count,
  timeStepRank: count,
  convWidth: count,
});

const shortConvSchema = z.strictObject({ kind: z.literal('short-conv'), width: count });

const compressedSchema = z.strictObject({
  kind: z.literal('compressed'),
  heads: count,
  headDim: count,
  ratio: count,
  dim: count,
  window: count,
});

const noneSchema = z.strictObject({ kind: z.literal('none') });

const parallelSchema = z.strictObject({
  kind: z.literal('parallel'),
  attention: z.discriminatedUnion('kind', [attentionSchema, mlaSchema]),
  state: z.discriminatedUnion('kind', [mamba2Schema, mamba1Schema, linearSchema]),
});

const mixerSchema = z.discriminatedUnion('kind', [
  attentionSchema,
  mlaSchema,
  linearSchema,
  mamba2Schema,
  mamba1Schema,
  shortConvSchema,
  compressedSchema,
  parallelSchema,
  noneSchema,
]);

const form = z
  .enum(['gated', 'plain'])
  .exactOptional()
  .meta({ description: '`gated` (three matrices, the default) or `plain` (two).' });

const feedForwardSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dense'), width: count, form, bias: flag.exactOptional() }),
  z.strictObject({
    kind: z.literal('moe'),
    experts: count,
    expertsPerToken: count,
    expertWidth: count,
    form,
    sharedWidth: count.exactOptional().meta({ description: 'Total width of the experts every token passes.' }),
    denseWidth: count.exactOptional().meta({ description: 'Dense block beside the experts.' }),
    latentSize: count.exactOptional().meta({ description: 'Size of the space the routed experts work in.' }),
    bias: flag.exactOptional(),
  }),
  noneSchema,
]);

const layerKindSchema = z.strictObject({ mixer: mixerSchema, feedForward: feedForwardSchema });

const kindNames = z.array(z.string()).min(1);

/** The architecture as people write it; `expandArchitecture` makes the flat form. */
export const architectureSchema = z
  .strictObject({
    class: z
      .string()
      .meta({ description: 'Class name in config.json › architectures.', examples: ['Qwen3ForCausalLM'] }),
    gguf: z
      .string()
      .exactOptional()
      .meta({ description: "llama.cpp's general.architecture.", examples: ['qwen3'] }),
    hidden: count,
    vocab: count,
    embeddings: z.enum(['tied', 'untied']),
    norm: z.enum(['rms', 'layer']).exactOptional().meta({ description: 'Default: rms.' }),
    layers: count,
    kinds: z
      .record(z.string(), layerKindSchema)
      .meta({ description: 'Distinct kinds of layer by a name of your choice.' }),
    pattern: kindNames
      .exactOptional()
      .meta({ description: 'Kind names, cycled over the layers. Needed when there is more than one kind.' }),
    first: kindNames.exactOptional().meta({ description: 'Kinds of the first layers, before the pattern starts.' }),
    last: kindNames.exactOptional().meta({ description: 'Kinds of the last layers, after the pattern ends.' }),
    predictionLayers: count.exactOptional().meta({ description: 'Multi-token-prediction layers.' }),
    direction: z.literal('bidirectional').exactOptional(),
    extraParameters: z
      .array(z.strictObject({ what: z.string(), parameters: count, placement: z.enum(['device', 'host']) }))
      .exactOptional(),
  })
  .meta({
    id: 'architecture',
    description: 'Facts of config.json. Memory and parameter counts are computed from them.',
  });

export type AuthoredArchitecture = z.infer<typeof architectureSchema>;
export type AuthoredMixer = z.infer<typeof mixerSchema>;
export type AuthoredFeedForward = z.infer<typeof feedForwardSchema>;
