import type { CheckFinding } from '../../domain/check.ts';
import type { LicenseVerdict } from '../../domain/license.ts';
import type { LicensePolicy } from '../../domain/license-policy.ts';
import type { EvidenceContext } from '../../license/evidence.ts';
import type { LicenseText } from './input.ts';
import type { Knowledge } from './knowledge.ts';

/** A finding before it has a place. */
export type RawFinding = Pick<CheckFinding, 'rule' | 'level' | 'kind' | 'license' | 'clause' | 'fact' | 'args'>;

export interface Judged {
  readonly verdict: LicenseVerdict;
  readonly findings: readonly RawFinding[];
  readonly bases: readonly string[];
  readonly declared: readonly string[];
}

export interface JudgeContext {
  readonly knowledge: Knowledge;
  readonly texts: ReadonlyMap<string, LicenseText>;
  readonly evidence: (policy: LicensePolicy) => EvidenceContext;
}
