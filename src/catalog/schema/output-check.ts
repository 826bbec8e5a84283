import * as z from 'zod';

const count = z.int().nonnegative();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const level = z.enum(['error', 'warning', 'note']);
const verdict = z.enum(['allowed', 'conditional', 'denied', 'unknown']);

const place = z.looseObject({
  path: z.string().describe('Relative to the root of the check, with "/".'),
  line: z.int().positive(),
  column: z.int().positive(),
  endColumn: z.int().positive().optional(),
});

const obligation = z.looseObject({
  code: z.string(),
  license: z.string(),
  clause: z.string().optional(),
  state: z.enum(['open', 'proven']),
  proof: z.looseObject({ kind: z.enum(['acknowledged', 'permission', 'file']), reference: z.string() }).optional(),
  weight: z.literal('standard-notice').optional(),
  text: z.string(),
});

const model = z.looseObject({
  id: z.string(),
  status: z.enum(['pass', 'fail', 'waived', 'baseline']),
  verdict,
  licenses: z.array(z.string()),
  expression: z.string().describe('SPDX expression, or NOASSERTION.'),
  obligations: z.array(obligation),
  kinds: z.array(z.string()),
  resolution: z.enum(['model', 'ambiguous', 'hosted', 'unresolved']),
  schemes: z.array(z.string()),
  revisions: z.array(z.string()),
  candidates: z.array(z.string()),
  bases: z.array(z.string()),
  overrides: z.array(z.string()),
  writtenAs: z.array(z.string()),
  places: z.array(place),
});

const finding = z.looseObject({
  rule: z.string().regex(/^LLA\d{3}$/),
  name: z.string(),
  level,
  kind: z.string(),
  status: z.enum(['open', 'waived', 'baseline']),
  waivedBy: z.string().optional(),
  model: z.string().nullable(),
  place: place.nullable(),
  license: z.string(),
  clause: z.string().optional(),
  fact: z.string().optional(),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
  remedy: z.string(),
  fingerprint: z.string().regex(/^[0-9a-f]{16}:\d+$/),
});

/** What `check --json` prints. */
export const checkOutput: z.ZodType = z.looseObject({
  schemaVersion: z.string().regex(/^\d+\.\d+$/),
  tool: z.looseObject({ name: z.string(), version: z.string() }),
  catalog: z.looseObject({ version: z.string(), sha256: z.string() }),
  command: z.literal('check'),
  request: z.looseObject({
    paths: z.array(z.string()),
    models: z.array(z.string()),
    environment: z.string().nullable(),
    today: day,
    failOn: z.enum(['error', 'warning', 'note', 'never']),
    failOnEmpty: z.boolean(),
    frozen: z.boolean(),
  }),
  policy: z.looseObject({
    name: z.string(),
    file: z.string().nullable(),
    description: z.string().nullable(),
    excluded: z.array(z.string()),
  }),
  passed: z.boolean(),
  summary: z.looseObject({
    verdict,
    models: count,
    references: count,
    byVerdict: z.looseObject({ allowed: count, conditional: count, denied: count, unknown: count }),
    open: z.looseObject({ error: count, warning: count, note: count }),
    waived: count,
    baseline: count,
    unresolved: count,
    hosted: count,
    obligations: z.looseObject({ proven: count, open: count }),
    missingFacts: z.array(z.string()),
  }),
  models: z.array(model),
  hosted: z.array(z.looseObject({ provider: z.string(), name: z.string(), places: z.array(place) })),
  licenses: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      category: z.string(),
      evidenceGrade: z.string(),
      spdx: z.string().nullable(),
      publisher: z.string().nullable(),
      url: z.string().nullable(),
      source: z.string(),
      noticeText: z.string().nullable(),
    }),
  ),
  findings: z.array(finding),
  unread: z.array(
    z.looseObject({
      code: z.string(),
      file: z.string(),
      line: z.int().positive().optional(),
      args: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  scan: z.looseObject({ filesSeen: count, filesRead: count, bytesRead: count, ignored: count }),
});
