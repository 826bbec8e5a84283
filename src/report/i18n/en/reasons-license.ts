import type { LicenseFinding } from '../../../domain/license.ts';
import type { LicenseReasonArgs } from '../../../domain/reasons/license.ts';
import { parseObligation } from '../../../license/obligation-kinds.ts';
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

/** The sentence of a duty by its code: `display:Built with Llama`. */
function duty(code: string | number | undefined): string | undefined {
  if (code === undefined) return undefined;
  const { kind, argument } = parseObligation(String(code));
  return obligationTexts[kind](argument);
}

/** `700 million`, `10 billion`, `1`. */
function amount(value: string | number | undefined): string {
  if (typeof value !== 'number') return String(value);
  if (value >= 1e9) return `${value / 1e9} billion`;
  return value >= 1e6 ? `${value / 1e6} million` : String(value);
}

/** What a fact has to be for a clause to bite: `above 700 million`. */
function limit({ args }: LicenseFinding, fact: string): string {
  if (args.op === '>') return `above ${amount(args.value)} (${fact})`;
  if (args.op === '>=') return `from ${amount(args.value)} (${fact})`;
  return `depending on ${fact}`;
}

const consequence = ({ args }: LicenseFinding): string => duty(args.code) ?? 'the use is forbidden';

export const licenseFindings = {
  denied: (x) =>
    `a clause of ${x.license} forbids this use${clause(x.clause)}${x.args.liftedBy === undefined ? '' : `, unless you ${duty(x.args.liftedBy)}`}`,
  listed: (x) =>
    x.level === 'error'
      ? `the policy does not accept ${x.license}${x.args.reason === undefined ? '' : `: ${x.args.reason}`}`
      : `the policy asks to review ${x.license}`,
  question: (x, f) => `whether ${x.license} permits this depends on ${f.term('fact', x.fact ?? '')}${clause(x.clause)}`,
  assumption: (x, f) => `${x.license}, ${limit(x, f.term('fact', x.fact ?? ''))}: ${consequence(x)}${clause(x.clause)}`,
  unknown: (x) => {
    if (x.args.cause === 'unresolved-base') return `nothing is known of the license of the base model ${x.license}`;
    if (x.args.cause === 'undeclared') return `${x.license} declares no license of its own`;
    if (x.args.cause === 'contradictory')
      return `the model card names licenses that contradict each other: ${x.license}`;
    return `the terms of ${x.license} are not known well enough`;
  },
  review: (x) =>
    x.args.cause === undefined
      ? `${x.license} is known only from other people's reading: have it reviewed`
      : `the label ${x.license} of the model card is not what holds: have it reviewed`,
  obligation: (x) => `${x.license} asks: ${duty(x.args.code)}${clause(x.clause)}`,
  mismatch: (x) =>
    x.args.comparison === 'weaker'
      ? `the model's own label ${x.license} is weaker than what its base models bring: ${x.args.bases}`
      : `besides its own license ${x.license} the model keeps that of its base models: ${x.args.bases}`,
  name: (x) =>
    `${x.license} asks for model names that begin with "${x.args.prefix}"; this one does not${clause(x.clause)}`,
  conflict: (x) =>
    `${x.license} and ${x.args.other} exclude each other: ${duty(x.args.code)}, but also ${duty(x.args.otherCode)}`,
  lineage: (x) => `the base models of ${x.license} go in a circle or further than is followed`,
  gated: (x) => `the weights are handed out only after ${x.license} is accepted at the publisher's page`,
  note: (x) => {
    if (x.args.waiver !== undefined) return `waiver ${x.args.waiver} for ${x.license}, until ${x.args.expires}`;
    if (x.args.code !== undefined) return `${x.license} wishes: ${duty(x.args.code)}${clause(x.clause)}`;
    if (x.rule === 'LLA019') return `${x.license} was replaced later: confirm which revision is used`;
    return `the license ${x.license} is known from other catalogs only`;
  },
} as const satisfies LicenseFindingTexts;
