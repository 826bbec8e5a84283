import * as z from 'zod';
import type { CompanyFacts } from '../../domain/license.ts';
import type { LicensePolicy } from '../../domain/license-policy.ts';
import { COMPANY_FACTS, type CompanyFact } from '../../license/facts.ts';
import { type Authored, authoredExtras, idText, text } from './common.ts';
import { licenseId, ruleId } from './license.ts';

const day = z.iso.date('expected a day that exists, such as "2026-12-31"');

function factSchema(fact: CompanyFact): z.ZodType {
  const choice = z.enum((fact.choices as readonly [string, ...string[]] | undefined) ?? ['']);
  const country = z.string().regex(/^([A-Za-z]{2}|WORLD)$/, 'expected an ISO 3166-1 country code, EU or WORLD');
  const schemas = {
    choice,
    choices: z.array(choice).min(1),
    number: z.number().nonnegative(),
    flag: z.boolean(),
    country,
    countries: z.array(country).min(1),
  } as const;
  return schemas[fact.type].meta({ description: fact.description });
}

const facts = z.strictObject(
  Object.fromEntries(Object.entries(COMPANY_FACTS).map(([name, fact]) => [name, factSchema(fact).exactOptional()])),
) as unknown as z.ZodType<CompanyFacts>;

/** A license id or a group of licenses such as `@permissive`. Whether it exists is checked against the catalog. */
const licenseOrGroup = z.union([licenseId, z.string().regex(/^@[a-z-]+$/)], {
  error: 'expected a license id such as "apache-2.0" or a group such as "@permissive"',
});
const listOfLicenses = z.array(licenseOrGroup).default([]);
const level = z.enum(['error', 'warning', 'note']);
const explained = text.meta({ description: 'Why, for the next reader.' });

/** A pattern over hub ids; alone, `*` would hide everything. */
const modelPattern = text.refine((value) => /[^*/]/.test(value), 'a pattern that matches every model is not allowed');

/** The whole of `catalog/policies/<name>.yaml` and of a policy file of one's own. */
export const PolicySchema: z.ZodType<Authored<LicensePolicy>> = z.strictObject({
  version: z.literal(1),
  name: idText.default('policy'),
  description: text.exactOptional(),
  profile: facts.default({}).meta({ description: 'What the company says of itself; what is missing is asked for.' }),
  assume: facts
    .default({})
    .meta({ description: 'Facts taken for granted where the profile is silent; reported as conditions.' }),
  accept: z
    .array(z.enum(['allowed', 'conditional', 'denied', 'unknown']))
    .min(1)
    .default(['allowed', 'conditional'])
    .meta({ description: 'Verdicts that a recommendation may have.' }),
  licenses: z
    .strictObject({
      default: z.enum(['judge', 'deny', 'review']).default('judge'),
      allow: listOfLicenses,
      conditional: listOfLicenses,
      deny: listOfLicenses,
    })
    .default({ default: 'judge', allow: [], conditional: [], deny: [] }),
  models: z
    .strictObject({
      deny: z
        .array(
          z
            .strictObject({ model: modelPattern.exactOptional(), publisher: text.exactOptional(), reason: explained })
            .refine((row) => row.model !== undefined || row.publisher !== undefined, 'name a model or a publisher'),
        )
        .default([]),
      clarify: z
        .array(
          z.strictObject({
            model: modelPattern,
            license: licenseId,
            licenseTextSha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits'),
            reason: explained,
          }),
        )
        .default([]),
    })
    .default({ deny: [], clarify: [] }),
  exclude: z
    .array(z.strictObject({ paths: z.array(text).min(1), reason: explained }))
    .default([])
    .meta({ description: 'Files that are not looked at; every report names them.' }),
  overrides: z
    .array(
      z
        .strictObject({
          paths: z.array(text).min(1).exactOptional(),
          environments: z
            .array(idText)
            .min(1)
            .exactOptional()
            .meta({ description: 'Names for `check --environment`, such as production.' }),
          facts,
          reason: explained,
        })
        .refine((row) => row.paths !== undefined || row.environments !== undefined, 'name paths or environments'),
    )
    .default([]),
  acknowledge: z.array(licenseId).default([]),
  obligationEvidence: z.record(text, z.array(text).min(1)).default({}),
  permissions: z
    .array(
      z.strictObject({
        license: licenseId,
        kind: z.enum(['registration', 'agreement', 'subscription']),
        reference: text,
        date: day,
        expires: day.exactOptional(),
      }),
    )
    .default([]),
  waivers: z
    .array(
      z.strictObject({
        id: idText,
        model: modelPattern,
        rule: ruleId,
        paths: z.array(text).min(1).exactOptional(),
        reason: z.string().trim().min(15, 'expected a reason of at least 15 characters'),
        approvedBy: text,
        granted: day,
        expires: day,
        licenseTextSha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits')
          .exactOptional(),
      }),
    )
    .default([]),
  severity: z.partialRecord(ruleId, z.enum(['error', 'warning', 'note', 'off'])).default({}),
  settings: z
    .strictObject({
      onUnknown: level.default('error'),
      onUnresolved: level.default('warning'),
      onHosted: level.default('note'),
      maxWaiverDays: z.int().positive().max(366).default(366),
      catalogMaxAgeDays: z.int().positive().default(90),
    })
    .default({
      onUnknown: 'error',
      onUnresolved: 'warning',
      onHosted: 'note',
      maxWaiverDays: 366,
      catalogMaxAgeDays: 90,
    }),
  ...authoredExtras,
});
