import type { FindingLevel, LicenseRuleId } from '../domain/license.ts';

export interface LicenseRuleInfo {
  readonly name: string;
  readonly level: FindingLevel;
  readonly summary: string;
}

/** What each rule id means. Ids are stable: none is reused or renumbered. */
export const LICENSE_RULES = {
  LLA001: {
    name: 'denied-by-policy',
    level: 'error',
    summary: "The policy's own lists forbid the license or the model.",
  },
  LLA002: { name: 'license-unknown', level: 'error', summary: 'The license is missing or nobody has read it.' },
  LLA003: { name: 'obligation-open', level: 'error', summary: 'A duty of the license is not shown to be met.' },
  LLA004: {
    name: 'threshold',
    level: 'error',
    summary: 'A limit of users or revenue is exceeded, or the number is not stated.',
  },
  LLA005: {
    name: 'territory',
    level: 'error',
    summary: 'The license does not reach the country of the licensee or of use.',
  },
  LLA006: {
    name: 'use-not-permitted',
    level: 'error',
    summary: 'The license forbids this kind of use: commercial, production, redistribution.',
  },
  LLA007: {
    name: 'weaker-than-base',
    level: 'warning',
    summary: "The model's own label is weaker than the terms of a model it derives from.",
  },
  LLA008: { name: 'derivative-name', level: 'error', summary: 'A published derivative has to carry a name prefix.' },
  LLA009: {
    name: 'output-limit',
    level: 'error',
    summary: 'Outputs may not be used this way, mostly not to train other models.',
  },
  LLA010: { name: 'waiver-expired', level: 'error', summary: 'A waiver has run out; what it covered counts again.' },
  LLA011: { name: 'waiver-unused', level: 'warning', summary: 'A waiver matches nothing any more.' },
  LLA012: {
    name: 'reference-unresolved',
    level: 'warning',
    summary: 'A model reference cannot be resolved to a model.',
  },
  LLA013: {
    name: 'not-pinned',
    level: 'note',
    summary: 'The reference names no fixed revision, so its terms may change.',
  },
  LLA014: {
    name: 'evidence-changed',
    level: 'error',
    summary: 'The evidence of a license differs from what was locked or waived.',
  },
  LLA015: { name: 'gated', level: 'note', summary: 'The hub asks for acceptance before download.' },
  LLA016: { name: 'catalog-old', level: 'warning', summary: 'The catalog is older than the policy accepts.' },
  LLA017: {
    name: 'business-kind',
    level: 'error',
    summary: 'Hosting or this kind of business needs a license of its own.',
  },
  LLA018: {
    name: 'unsatisfiable',
    level: 'error',
    summary: 'Two licenses of one model ask for things that exclude each other.',
  },
  LLA019: {
    name: 'label-ambiguous',
    level: 'error',
    summary: 'The label names several texts, or two labels contradict each other.',
  },
  LLA020: {
    name: 'implicit-model',
    level: 'warning',
    summary: "The code names no model, so a library's default is used.",
  },
  LLA021: {
    name: 'hosted',
    level: 'note',
    summary: 'The model is called as a service; the terms of the provider apply.',
  },
  LLA022: { name: 'not-locked', level: 'error', summary: 'The reference is missing in the lock file.' },
} as const satisfies Readonly<Record<LicenseRuleId, LicenseRuleInfo>>;
