import type { FailOn } from '../domain/check.ts';
import type { FindingLevel, LicenseRuleId } from '../domain/license.ts';
import type { LicensePolicy } from '../domain/license-policy.ts';
import { LICENSE_RULES } from './rules.ts';

const RANK = { error: 3, warning: 2, note: 1 } as const satisfies Readonly<Record<FindingLevel, number>>;
const FAILS_FROM = { error: 3, warning: 2, note: 1, never: 4 } as const satisfies Readonly<Record<FailOn, number>>;

/** Whether an open finding of this level fails the check. */
export function fails(level: FindingLevel, failOn: FailOn): boolean {
  return RANK[level] >= FAILS_FROM[failOn];
}

/** Negative when `a` is louder. */
export function compareLevels(a: FindingLevel, b: FindingLevel): number {
  return RANK[b] - RANK[a];
}

/**
 * The level the policy gives a finding; `off` drops it. Notes stay notes where the rule is otherwise loud: they tell of upstream defects and
 * usual notices that bind nobody here.
 */
export function levelOf(
  finding: { readonly rule: LicenseRuleId; readonly level: FindingLevel },
  severity: LicensePolicy['severity'],
): FindingLevel | 'off' {
  const wanted = severity[finding.rule];
  const quiet = finding.level === 'note' && LICENSE_RULES[finding.rule].level !== 'note';
  return wanted === undefined || quiet ? finding.level : wanted;
}
