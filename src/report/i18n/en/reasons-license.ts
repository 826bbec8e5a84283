import type { LicenseReasonArgs } from '../../../domain/reasons/license.ts';
import type { LicenseFindingTexts, ObligationTexts, Texts } from '../messages.ts';
import { plural } from './plural.ts';

const under = (policy: string): string => (policy === '' ? '' : ` under the policy "${policy}"`);

export const licenseReasons = {
  'license-allowed': (a) => `the license (${a.licenses}) allows the use`,
  'license-conditional': (a) =>
    `the license (${a.licenses}) allows the use under ${plural(a.obligations, 'condition')}`,
  'license-denied': (a) =>
    `the license ${a.license} rules it out${under(a.policy)} (${a.rule}${a.clause === '' ? '' : `, ${a.clause}`})`,
  'license-unknown': (a) => `the terms of ${a.license} are not known well enough${under(a.policy)}`,
  'license-question': (a, f) => `the license ${a.license} depends on ${f.term('fact', a.fact)}`,
} as const satisfies Texts<LicenseReasonArgs>;

export const obligationTexts = {
  'license-copy': () => 'pass on a copy of the license',
  'notice-file': () => 'pass on the notice file',
  display: (text) => `show "${text}"`,
  'name-prefix': (prefix) => `begin the names of derived models with "${prefix}"`,
  'pass-on-restrictions': () => 'pass the use restrictions on to recipients',
  'mark-changes': () => 'mark changed files',
  'model-card-keep': () => 'keep the model card',
  attribution: () => 'name the authors',
  acknowledge: (text) => `acknowledge: "${text}"`,
  'share-alike': (license) => `release derivatives under ${license}`,
  copyleft: (license) => `release derivatives with their source under ${license}`,
  'source-offer': () => 'offer the source',
  registration: (publisher) => `register with ${publisher}`,
  subscription: (publisher) => `hold a subscription from ${publisher}`,
  agreement: (publisher) => `have an agreement with ${publisher}`,
  aup: () => 'keep to the acceptable use policy',
  'use-restrictions': () => 'keep to the use restrictions',
  'use-limit': (purpose) => `${purpose} use only`,
  'output-limit': (kind) =>
    kind === '' ? 'limits on the use of its output' : `limits on the use of its output (${kind})`,
} as const satisfies ObligationTexts;

const clause = (text: string | undefined): string => (text === undefined ? '' : ` (${text})`);

export const licenseFindings = {
  denied: (x) => `a clause of ${x.license} forbids this use${clause(x.clause)}`,
  listed: (x) => `the policy does not accept ${x.license}`,
  question: (x, f) => `whether ${x.license} permits this depends on ${f.term('fact', x.fact ?? '')}${clause(x.clause)}`,
  assumption: (x, f) =>
    `${x.license} permits this as long as the assumption about ${f.term('fact', x.fact ?? '')} holds${clause(x.clause)}`,
  unknown: (x) => `the terms of ${x.license} are not known well enough`,
  review: (x) => `${x.license} is known only from other people's reading: have it reviewed`,
  obligation: (x) => `${x.license} brings a duty that is still open${clause(x.clause)}`,
  mismatch: (x) => `the model's own label says less than what ${x.license} brings along`,
  name: (x) => `${x.license} prescribes how derived models are named${clause(x.clause)}`,
  conflict: (x) => `terms contradict each other: ${x.license}`,
  lineage: (x) => `the base model's terms come along: ${x.license}`,
  gated: (x) => `the weights are handed out only after ${x.license} is accepted at the publisher's page`,
  note: (x) => `note on ${x.license}${clause(x.clause)}`,
} as const satisfies LicenseFindingTexts;
