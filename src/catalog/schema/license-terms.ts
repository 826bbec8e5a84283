import * as z from 'zod';
import type { CommercialUseTerm, LicenseTerms } from '../../domain/license-terms.ts';
import { text } from './common.ts';

const pointer = {
  clause: text.exactOptional().meta({ description: 'Clause of the license, e.g. "§1.b.i".' }),
  source: text.exactOptional().meta({ description: "Public source, where it is not the license's own." }),
} as const;

/** Whether the license answers commercial use with yes, no, or on conditions. */
export const commercialUse: z.ZodType<CommercialUseTerm> = z.strictObject({
  allowed: z.enum(['yes', 'no', 'conditional', 'unknown']),
  ...pointer,
});

/** `terms` of a license: for people to read; the `rules` beside it decide. */
export const licenseTerms: z.ZodType<LicenseTerms> = z.strictObject({
  thresholds: z
    .array(
      z.strictObject({
        fact: text,
        op: z.enum(['>', '>=']),
        value: z.number().positive(),
        effect: z.enum(['license-needed', 'display', 'review']),
        basis: z.enum(['release', 'ongoing']),
        scope: text.exactOptional(),
        ...pointer,
      }),
    )
    .exactOptional(),
  registration: z
    .strictObject({ required: z.enum(['commercial', 'production']), how: text.exactOptional(), ...pointer })
    .exactOptional(),
  attribution: z
    .array(z.strictObject({ text, trigger: text, where: text.exactOptional(), ...pointer }))
    .exactOptional(),
  noticeFile: z.strictObject({ text, except: text.exactOptional(), ...pointer }).exactOptional(),
  naming: z.array(z.strictObject({ prefix: text, trigger: text, ...pointer })).exactOptional(),
  redistribution: z.strictObject({
    allowed: z.enum(['yes', 'no', 'limited', 'unstated']),
    limit: text.exactOptional(),
    duties: z
      .array(
        z.enum([
          'license-copy',
          'notice-file',
          'mark-changes',
          'keep-notices',
          'pass-on-restrictions',
          'model-card-keep',
          'source-offer',
        ]),
      )
      .default([]),
    sublicense: z.boolean().exactOptional(),
    ...pointer,
  }),
  derivatives: z.strictObject({
    allowed: z.enum(['yes', 'limited', 'unstated']),
    limit: text.exactOptional(),
    under: text.exactOptional(),
    distilled: z.boolean().exactOptional(),
    ...pointer,
  }),
  outputs: z.strictObject({
    restriction: z.enum([
      'none',
      'no-training',
      'derivative',
      'naming',
      'attribution',
      'non-commercial',
      'no-contravening-use',
      'unclear',
    ]),
    detail: text.exactOptional(),
    ...pointer,
  }),
  acceptableUse: z.strictObject({ policy: text, ...pointer }).exactOptional(),
  fieldOfUse: z.array(text).exactOptional(),
  territory: z.strictObject({ excluded: z.array(text).min(1), scope: text, ...pointer }).exactOptional(),
  hosting: z.strictObject({
    allowed: z.enum(['yes', 'no', 'conditional', 'unstated']),
    condition: text.exactOptional(),
    ...pointer,
  }),
  patent: z.strictObject({ grant: z.enum(['yes', 'no', 'silent']), litigation: text.exactOptional(), ...pointer }),
  copyleft: z.enum(['none', 'use-restrictions', 'share-alike', 'file', 'weak', 'strong', 'network']),
  termination: text.exactOptional(),
  acceptance: z.enum(['by-use', 'click-through']),
  governingLaw: text.exactOptional(),
  propagation: z.enum([
    'notice-only',
    'agreement-follows',
    'restrictions-follow',
    'share-alike',
    'non-commercial-follows',
    'research-only-follows',
    'no-derivatives',
    'no-redistribution',
  ]),
});
