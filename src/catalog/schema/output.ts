import * as z from 'zod';
import { BaselineSchema, EvidenceSchema, LockFileSchema } from './check-files.ts';
import { shownModel } from './output-catalog.ts';
import { checkOutput } from './output-check.ts';
import { configuration, model, rankedReason, recommendation } from './output-configuration.ts';
import { hardware } from './output-hardware.ts';

/**
 * The JSON that the commands print, as schemas: published under `catalog/schema/` and used in tests, never at run time. Objects are open:
 * a newer minor version may add fields, and readers ignore what they do not know.
 */
const envelope = {
  schemaVersion: z.string().regex(/^\d+\.\d+$/),
  tool: z.looseObject({ name: z.string(), version: z.string() }),
  catalog: z.looseObject({ version: z.string(), sha256: z.string() }),
};

const count = z.int().nonnegative();

const workload = {
  useCase: z.string(),
  languages: z.array(z.string()),
  contextTokens: count,
  users: z.int().positive(),
  promptTokens: count,
  outputTokens: count,
  minTokensPerSecond: z.number().nullable(),
  maxTimeToFirstTokenSeconds: z.number().nullable(),
};

const recommendRequest = z.looseObject({
  ...workload,
  license: z.string(),
  engines: z.array(z.string()),
  quantizations: z.array(z.string()),
  families: z.array(z.string()),
  where: z.string().nullable(),
  limit: z.int().positive(),
});

const rejection = z.looseObject({ model: z.string(), reasons: z.array(rankedReason) });

const change = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('kv-cache-type'), to: z.string() }),
  z.looseObject({ kind: z.literal('shorter-context'), toTokens: count }),
  z.looseObject({ kind: z.literal('more-devices'), count: z.int().positive(), device: z.string() }),
  z.looseObject({ kind: z.literal('more-memory'), bytes: count }),
  z.looseObject({ kind: z.literal('license-policy'), to: z.string() }),
  z.looseObject({ kind: z.literal('slower'), toTokensPerSecond: z.number() }),
]);

const recommend = z.looseObject({
  ...envelope,
  command: z.literal('recommend'),
  request: recommendRequest,
  hardware,
  recommendations: z.array(recommendation),
  rejections: z.looseObject({
    total: count,
    considered: count,
    unplaced: count,
    byCode: z.record(z.string(), count),
    notable: z.array(rejection),
  }),
  unlocks: z.array(
    z.looseObject({
      change,
      model: z.string(),
      quantization: z.string(),
      engine: z.string(),
      gain: z.looseObject({ quality: z.number() }),
    }),
  ),
  runnerUp: z.looseObject({ model: z.string(), margin: z.number(), reasons: z.array(rankedReason) }).nullable(),
});

const { model: _model, languages: _languages, launch, contextTokens: _context, ...planned } = configuration;

const plan = z.looseObject({
  id: z.unknown().optional().describe('The id of the request in a batch.'),
  ...envelope,
  command: z.literal('plan'),
  request: z.looseObject({
    model: z.string(),
    engine: z.string().nullable(),
    quantization: z.string().nullable(),
    settings: z.record(z.string(), z.unknown()),
    users: z.int().positive(),
    gpuLayers: z.union([count, z.literal('all')]).nullable(),
    cpuMoeLayers: count.nullable(),
    tensorParallel: z.int().positive().nullable(),
    pipelineParallel: z.int().positive().nullable(),
    promptTokens: count,
    outputTokens: count,
  }),
  hardware,
  plan: z.looseObject({
    model,
    ...planned,
    limits: z.looseObject({ maxContextTokens: count.nullable(), maxUsers: count.nullable() }),
    launch: launch.nullable(),
    reasons: z.array(rankedReason),
  }),
});

const why = z.looseObject({
  ...envelope,
  command: z.literal('why'),
  request: recommendRequest,
  hardware,
  model,
  outcome: z.enum(['recommended', 'outranked', 'rejected']),
  rank: z.int().positive().nullable(),
  best: recommendation.nullable(),
  tried: z.array(
    z.looseObject({
      quantization: z.string(),
      engine: z.string(),
      score: z.number().nullable(),
      reasons: z.array(rankedReason),
    }),
  ),
  reasons: z.array(rankedReason),
});

const compare = z.looseObject({
  ...envelope,
  command: z.literal('compare'),
  request: recommendRequest,
  hardware,
  models: z.array(recommendation.nullable()),
  rejected: z.array(rejection),
});

const detect = z.looseObject({
  ...envelope,
  command: z.enum(['detect', 'doctor']),
  hardware,
  probes: z.array(
    z.looseObject({
      id: z.string(),
      command: z.string(),
      outcome: z.enum(['ok', 'absent', 'failed', 'timeout']),
      milliseconds: z.number().nullable(),
      detail: z.string().nullable(),
    }),
  ),
});

const catalogList = z.looseObject({
  ...envelope,
  command: z.literal('catalog list'),
  models: z.array(z.looseObject({ ...model.shape, series: z.string(), license: z.string(), contextTokens: count })),
});

const catalogShow = z.looseObject({ ...envelope, command: z.literal('catalog show'), model: shownModel });

const problem = z.looseObject({
  code: z.string(),
  message: z.string(),
  file: z.string().optional(),
  line: z.int().positive().optional(),
  column: z.int().positive().optional(),
  remedy: z.string().optional(),
});

const error = z.looseObject({
  id: z.unknown().optional().describe('The id of the request in a batch.'),
  schemaVersion: envelope.schemaVersion,
  line: z.int().positive().optional().describe('The line of a batch that was bad.'),
  error: z.looseObject({ code: z.string(), message: z.string(), details: z.array(problem) }),
});

/** What is printed, by the name its schema is published under. `batch` is one line of `plan --batch`. */
export const OUTPUT_SCHEMAS: readonly { readonly name: string; readonly title: string; readonly schema: z.ZodType }[] =
  [
    { name: 'recommend', title: 'Output of recommend --json', schema: recommend },
    { name: 'plan', title: 'Output of plan --json', schema: plan },
    { name: 'why', title: 'Output of why --json', schema: why },
    { name: 'compare', title: 'Output of compare --json', schema: compare },
    { name: 'detect', title: 'Output of detect --json and doctor --json; accepted by --hardware', schema: detect },
    { name: 'catalog-list', title: 'Output of catalog list --json', schema: catalogList },
    { name: 'catalog-show', title: 'Output of catalog show --json', schema: catalogShow },
    { name: 'check', title: 'Output of check --json', schema: checkOutput },
    { name: 'check-lock', title: 'llm-advisor.lock.json, written by check lock', schema: LockFileSchema },
    { name: 'check-evidence', title: 'What check --evidence reads', schema: EvidenceSchema },
    { name: 'check-baseline', title: 'What check --update-baseline writes', schema: BaselineSchema },
    { name: 'error', title: 'What any command prints instead of an answer in JSON mode', schema: error },
    { name: 'batch', title: 'One line of the output of plan --batch', schema: z.union([plan, error]) },
  ];
