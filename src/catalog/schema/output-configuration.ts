import * as z from 'zod';

const bytes = z.int().nonnegative();
const count = z.int().nonnegative();
const basis = z.enum(['measured', 'calibrated', 'derived', 'assumed']);

/** A reason: a code with its arguments, whether it speaks for or against, and the same in English. */
export const rankedReason = z.looseObject({
  code: z.string(),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
  weight: z.enum(['for', 'against', 'note', 'blocks']),
  text: z.string(),
});

export const model = z.looseObject({
  id: z.string(),
  name: z.string(),
  family: z.string(),
  role: z.string(),
  status: z.string(),
  parameters: z.looseObject({ total: count, active: count }),
  released: z.string().nullable(),
});

const pool = z.looseObject({
  id: z.string(),
  capacityBytes: bytes,
  usableBytes: bytes,
  parts: z
    .looseObject({
      weightsBytes: bytes,
      kvCacheBytes: bytes,
      recurrentStateBytes: bytes,
      computeBytes: bytes,
      outputBytes: bytes,
      engineBytes: bytes,
      visionBytes: bytes,
      reserveBytes: bytes,
    })
    .describe('Add up exactly to totalBytes.typical.'),
  totalBytes: z.looseObject({ low: bytes, typical: bytes, high: bytes }),
  elasticBytes: bytes
    .optional()
    .describe('Part of the cache that is there only because the engine fills its share of the device.'),
  sharesHostMemory: z
    .literal(true)
    .optional()
    .describe('The device lives in the memory of the host: both draw on one pool.'),
});

const estimate = z
  .looseObject({ low: z.number(), typical: z.number(), high: z.number(), basis, source: z.string().optional() })
  .nullable();

const fit = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('fits'), headroomBytes: bytes, headroomRatio: z.number() }),
  z.looseObject({
    kind: z.literal('fits-offloaded'),
    onDeviceRatio: z.number(),
    headroomBytes: bytes,
    headroomRatio: z.number(),
  }),
  z.looseObject({ kind: z.literal('too-big'), shortByBytes: bytes, where: z.string() }),
  z.looseObject({ kind: z.literal('unsupported'), code: z.string() }),
]);

const settings = z.looseObject({
  contextTokens: count,
  contextScope: z.enum(['per-sequence', 'total']),
  parallelSequences: z.int().positive(),
  kvCacheTypeK: z.string(),
  kvCacheTypeV: z.string(),
  batchTokens: count,
  ubatchTokens: count,
  kvUnified: z.boolean(),
  logitsReserve: z.enum(['slots', 'batch']),
  kvOffload: z.boolean(),
  flashAttention: z.enum(['on', 'off']),
  slidingWindowFull: z.boolean(),
  gpuMemoryUtilization: z.number(),
  maxNumSeqs: count,
  maxBatchedTokens: count,
  vision: z.boolean(),
});

const placement = z.looseObject({
  kind: z.enum(['single', 'layer-split', 'tensor-parallel', 'offload', 'expert-offload', 'cpu']),
  devices: z.array(z.string()),
  layersByDevice: z.array(count),
  gpuLayers: count,
  cpuMoeLayers: count,
  tensorParallel: z.int().positive(),
  pipelineParallel: z.int().positive(),
});

const license = z.looseObject({
  verdict: z.enum(['allowed', 'conditional', 'denied', 'unknown']),
  ids: z.array(z.string()),
  expression: z.string(),
  obligations: z.array(
    z.looseObject({
      code: z.string(),
      license: z.string(),
      clause: z.string().optional(),
      state: z.enum(['open', 'proven']),
      proof: z.looseObject({ kind: z.string(), reference: z.string() }).optional(),
      weight: z.string().optional(),
      text: z.string(),
    }),
  ),
  findings: z.array(
    z.looseObject({
      rule: z.string(),
      level: z.enum(['error', 'warning', 'note']),
      kind: z.string(),
      license: z.string(),
      clause: z.string().optional(),
      fact: z.string().optional(),
      args: z.record(z.string(), z.union([z.string(), z.number()])),
      text: z.string(),
    }),
  ),
});

const command = z.looseObject({ command: z.string(), args: z.array(z.string()) });

const launch = z.looseObject({
  command: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  files: z.array(z.looseObject({ path: z.string(), content: z.string() })),
  prepare: z.array(command),
  after: z.array(command),
  baseUrl: z.string(),
  artifact: z.looseObject({
    kind: z.enum(['hub', 'ollama']),
    ref: z.string(),
    file: z.string().optional(),
    publishedBy: z.enum(['publisher', 'community', 'convert']),
  }),
});

/** The fields of one way to run one model. */
export const configuration = {
  model,
  quantization: z.looseObject({ id: z.string(), format: z.string() }),
  engine: z.looseObject({ id: z.string(), version: z.string() }),
  contextTokens: count,
  settings,
  fit,
  placement,
  memory: z.looseObject({
    engine: z.looseObject({ id: z.string(), version: z.string() }),
    basis,
    devices: z.array(pool),
    host: pool,
    kvCapacityTokens: count.nullable(),
  }),
  speed: z.looseObject({
    decodeTokensPerSecond: estimate,
    prefillTokensPerSecond: estimate,
    timeToFirstTokenSeconds: estimate,
    throughputTokensPerSecond: estimate,
    perUserTokensPerSecond: estimate,
    bound: z.enum(['bandwidth', 'compute', 'host-link', 'kv-capacity', 'overhead']).nullable(),
  }),
  license,
  languages: z.record(z.string(), z.string()),
  quality: z.looseObject({
    low: z.number(),
    typical: z.number(),
    high: z.number(),
    basis: z.enum(['measured', 'derived', 'assumed']),
    kept: z.number(),
  }),
  launch,
};

export const recommendation = z.looseObject({
  rank: z.int().positive(),
  ...configuration,
  score: z.number(),
  criteria: z.array(
    z.looseObject({
      id: z.string(),
      score: z.number().nullable(),
      weight: z.number(),
      value: z.union([z.number(), z.string()]).nullable(),
      unit: z.string().nullable(),
      curve: z.array(z.looseObject({ value: z.number(), score: z.number() })),
    }),
  ),
  reasons: z.array(rankedReason),
});
