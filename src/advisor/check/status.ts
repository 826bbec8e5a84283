import type { CheckFinding, FailOn, SubjectStatus } from '../../domain/check.ts';
import { fails } from '../../license/levels.ts';

/** What became of one model: failing findings that count, or what keeps them from counting. */
export function statusOf(findings: readonly CheckFinding[], failOn: FailOn): SubjectStatus {
  const failing = findings.filter(({ level }) => fails(level, failOn));
  if (failing.some(({ status }) => status === 'open')) return 'fail';
  if (failing.some(({ status }) => status === 'baseline')) return 'baseline';
  return failing.length > 0 ? 'waived' : 'pass';
}
