import type { LicenseVerdict } from '../domain/license.ts';
import { type EvidenceContext, proveByFiles } from './evidence.ts';
import { findOpenObligations } from './obligation-findings.ts';

/**
 * The verdict as a check reports it: duties looked up in the files of a repository, and a finding for each that stays open.
 * A denial stands by itself.
 */
export function assessVerdict(verdict: LicenseVerdict, context: EvidenceContext): LicenseVerdict {
  if (verdict.verdict === 'denied') return verdict;
  const obligations = proveByFiles(verdict.obligations, context);
  return { ...verdict, obligations, findings: [...verdict.findings, ...findOpenObligations(obligations)] };
}
