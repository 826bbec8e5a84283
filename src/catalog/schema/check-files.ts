import * as z from 'zod';
import type { Baseline, LockedModel } from '../../domain/check.ts';
import type { Relation } from '../../domain/model.ts';
import { ruleId } from './license.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');
const names = z.array(z.string().min(1));

const relation = z.enum(['finetune', 'distil', 'merge', 'quantized', 'adapter', 'continued', 'mirror', 'pruned']);

/** One model of `llm-advisor.lock.json`; its id is the key it stands under. */
const LockedModelSchema: z.ZodType<Omit<LockedModel, 'id'>> = z.strictObject({
  revisions: names.exactOptional(),
  declared: names,
  bases: z.array(z.strictObject({ model: z.string().min(1), relation })),
  effective: names,
  expression: z.string().min(1),
  evidence: names,
  licenseTextSha256: hash.exactOptional(),
});

/** `llm-advisor.lock.json`: generated, sorted, reviewed in pull requests. */
export interface LockFile {
  readonly $schema?: string;
  readonly lockVersion: 1;
  readonly catalog: { readonly version: string; readonly sha256: string };
  readonly models: Readonly<Record<string, Omit<LockedModel, 'id'>>>;
}

export const LockFileSchema: z.ZodType<LockFile> = z.strictObject({
  $schema: z.string().exactOptional(),
  lockVersion: z.literal(1),
  catalog: z.strictObject({ version: z.string(), sha256: z.string() }),
  models: z.record(z.string().min(1), LockedModelSchema),
});

/** What `--update-baseline` writes. */
export const BaselineSchema: z.ZodType<Baseline> = z.strictObject({
  baselineVersion: z.literal(1),
  created: z.iso.date('expected a day that exists, such as "2026-12-31"'),
  findings: z.array(
    z.strictObject({
      fingerprint: z.string().regex(/^[0-9a-f]{16}:[1-9]\d*$/, 'expected 16 hexadecimal digits, a colon and a number'),
      rule: ruleId,
      level: z.enum(['error', 'warning', 'note']),
      model: z.string().nullable(),
      path: z.string().nullable(),
    }),
  ),
});

const oneOrMore = z.union([z.string(), z.array(z.string())]);

/** What a hub says of one model, in the words of its card's front matter. */
export interface EvidenceCard {
  readonly license?: string | readonly string[];
  readonly license_name?: string;
  readonly license_link?: string;
  readonly base_model?: string | readonly string[];
  readonly base_model_relation?: Relation;
  readonly license_text_sha256?: string;
}

/** `check --evidence`: cards of models that the catalog does not know, by id. */
export const EvidenceSchema: z.ZodType<Readonly<Record<string, EvidenceCard>>> = z.record(
  z.string().min(1),
  z.strictObject({
    license: oneOrMore.exactOptional(),
    license_name: z.string().exactOptional(),
    license_link: z.string().exactOptional(),
    base_model: oneOrMore.exactOptional(),
    base_model_relation: relation.exactOptional(),
    license_text_sha256: hash.exactOptional().meta({ description: 'Hash of the license text beside the weights.' }),
  }),
);
