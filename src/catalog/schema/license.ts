import * as z from 'zod';
import type { Condition, LicenseSpec } from '../../domain/license.ts';
import { type Authored, authoredExtras, idText, text } from './common.ts';

export const factValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const operator = z.enum(['==', '!=', '>', '>=', '<', '<=', 'in', 'has', 'intersects']);

/** The three-valued condition language of the terms. */
export const ConditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ always: z.literal(true) }),
    z.strictObject({ all: z.array(ConditionSchema) }),
    z.strictObject({ any: z.array(ConditionSchema) }),
    z.strictObject({ not: ConditionSchema }),
    z.strictObject({ fact: text, op: operator, value: factValue }),
    z.strictObject({ model: text, op: operator, value: factValue }),
  ]),
);

/** The whole of `catalog/licenses/<id>.yaml`. */
export const LicenseSchema: z.ZodType<Authored<LicenseSpec>> = z.strictObject({
  id: idText,
  name: text,
  spdx: text.exactOptional(),
  category: text.meta({ examples: ['permissive', 'community-conditional', 'non-commercial'] }),
  url: z.url().exactOptional(),
  aliases: z.array(text).default([]),
  evidenceGrade: z.enum([
    'primary-text',
    'primary-excerpt',
    'publisher-readme',
    'secondary',
    'hub-identifier',
    'unverified',
  ]),
  commercialUse: z.enum(['yes', 'conditional', 'no', 'unknown']),
  osiApproved: z.boolean().nullable(),
  rules: z
    .array(
      z.strictObject({
        rule: text,
        effect: z.enum(['deny', 'require', 'unknown', 'note']),
        when: ConditionSchema,
        code: text.exactOptional(),
        liftedBy: text.exactOptional(),
        clause: text,
        weight: z.literal('standard-notice').exactOptional(),
      }),
    )
    .default([]),
  ...authoredExtras,
});
