import * as z from 'zod';
import type { Condition, LicenseDetails, LicenseRuleId, LicenseSpec } from '../../domain/license.ts';
import { OBLIGATION_CODE } from '../../license/obligation-kinds.ts';
import { LICENSE_RULES } from '../../license/rules.ts';
import { type Authored, authoredExtras, dateText, text } from './common.ts';
import { commercialUse, licenseTerms } from './license-terms.ts';

const factValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const operator = z.enum(['==', '!=', '>', '>=', '<', '<=', 'in', 'has', 'intersects']);

/** License ids are the hub's tags and license names, which know `+`: `openrail++`. */
export const licenseId: z.ZodType<string> = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.+-]*$/, 'expected a license id such as "apache-2.0": lower case letters, digits, . + -');

const RULE_IDS = Object.keys(LICENSE_RULES) as LicenseRuleId[];
export const ruleId: z.ZodType<LicenseRuleId> = z.enum(RULE_IDS);

/** The three-valued condition language of the terms. */
const ConditionSchema: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      z.strictObject({ always: z.literal(true) }),
      z.strictObject({ all: z.array(ConditionSchema).min(1) }),
      z.strictObject({ any: z.array(ConditionSchema).min(1) }),
      z.strictObject({ not: ConditionSchema }),
      z.strictObject({ fact: text, op: operator, value: factValue }),
      z.strictObject({ model: z.enum(['modality', 'family']), op: operator, value: factValue }),
    ]),
  )
  .meta({ id: 'Condition', description: 'Holds, does not hold, or asks for the company fact that it lacks.' });

const rule = z.strictObject({
  rule: ruleId,
  effect: z.enum(['deny', 'require', 'unknown', 'note']),
  when: ConditionSchema,
  code: z
    .string()
    .regex(OBLIGATION_CODE, 'expected an obligation code such as "display:Built with Llama"')
    .exactOptional(),
  liftedBy: text.exactOptional(),
  clause: text.exactOptional(),
  weight: z.literal('standard-notice').exactOptional(),
});

/** The whole of `catalog/licenses/<id>.yaml`. */
export const LicenseSchema: z.ZodType<Authored<LicenseSpec & LicenseDetails>> = z.strictObject({
  id: licenseId,
  name: text,
  version: text.exactOptional(),
  released: dateText.exactOptional(),
  publisher: text.exactOptional(),
  family: text,
  category: z.enum([
    'permissive',
    'permissive-attribution',
    'permissive-notice',
    'public-domain',
    'copyleft',
    'share-alike',
    'responsible-ai',
    'community-conditional',
    'registration',
    'revenue-threshold',
    'territory-restricted',
    'hosting-restricted',
    'non-production',
    'non-commercial',
    'research-only',
    'ambiguous',
    'unverified',
  ]),
  spdx: text.exactOptional(),
  spdxRef: z.string().startsWith('LicenseRef-').exactOptional(),
  hubTag: text.exactOptional(),
  aliases: z.array(text).default([]),
  url: z.url().exactOptional(),
  source: text.meta({ description: 'Public place the terms were read from.' }),
  evidenceGrade: z.enum([
    'primary-text',
    'primary-excerpt',
    'publisher-readme',
    'secondary',
    'hub-identifier',
    'unverified',
  ]),
  openness: z.strictObject({ osiApproved: z.boolean(), osaidCompatible: z.boolean(), mofOpen: z.boolean() }),
  recogniser: z
    .strictObject({
      title: text.exactOptional(),
      phrases: z.array(text).min(1).exactOptional(),
      dateLine: text.exactOptional(),
      match: z.literal('whole').exactOptional(),
      wholeSha256: z
        .array(z.string().regex(/^[0-9a-f]{64}$/))
        .min(1)
        .exactOptional(),
    })
    .exactOptional(),
  includes: z.array(licenseId).default([]).meta({ description: 'Licenses that the text itself brings along.' }),
  displayText: z.record(text, text).exactOptional(),
  commercialUse,
  terms: licenseTerms,
  models: z
    .array(text)
    .default([])
    .meta({ description: 'Hub ids, `*` allowed, of models known to carry it, whether or not the catalog has them.' }),
  rules: z.array(rule).default([]),
  ...authoredExtras,
  notes: z.array(text).default([]),
});
