import * as z from 'zod';
import type { Baseline, LockedModel } from '../../domain/check.ts';
import { ruleId } from './license.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');
const names = z.array(z.string().min(1));

/** One model of `llm-advisor.lock.json`; its id is the key it stands under. */
export const LockedModelSchema: z.ZodType<Omit<LockedModel, 'id'>> = z.strictObject({
  revisions: names.exactOptional(),
  declared: names,
  bases: names,
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
