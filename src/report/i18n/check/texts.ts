import type {
  CheckFinding,
  CheckFindingKind,
  CheckOnlyKind,
  CheckSummary,
  FindingStatus,
  SubjectKind,
  SubjectStatus,
} from '../../../domain/check.ts';
import type { FindingLevel, LicenseRuleId } from '../../../domain/license.ts';
import type { ScanFindingCode } from '../../../domain/reference.ts';
import type { Figures } from '../../figures.ts';

type FindingText = (finding: CheckFinding, f: Figures) => string;

/** What one rule is about and what to do when it speaks. */
export interface RuleText {
  readonly summary: string;
  readonly help: string;
}

/** Everything a license check says in one language beyond the sentences about license terms. Clauses have no full stop. */
export interface CheckTexts {
  readonly findings: { readonly [K in CheckOnlyKind]: FindingText };
  /** What would settle a finding; empty where there is nothing to do. */
  readonly remedies: { readonly [K in CheckFindingKind]: FindingText };
  readonly rules: Readonly<Record<LicenseRuleId, RuleText>>;
  readonly level: Readonly<Record<FindingLevel, string>>;
  readonly status: Readonly<Record<SubjectStatus, string>>;
  readonly findingStatus: Readonly<Record<FindingStatus, string>>;
  readonly kind: Readonly<Record<SubjectKind, string>>;
  readonly unread: Readonly<Record<ScanFindingCode, string>>;
  readonly labels: {
    readonly model: string;
    readonly verdict: string;
    readonly licenses: string;
    readonly places: string;
    readonly status: string;
    readonly findings: string;
    readonly duties: string;
    readonly hosted: string;
    readonly unread: string;
    readonly policy: string;
    readonly result: string;
    readonly summary: string;
    readonly evidence: string;
    readonly facts: string;
    readonly rule: string;
    readonly level: string;
    readonly location: string;
    readonly message: string;
    readonly remedy: string;
    readonly none: string;
    readonly bases: string;
    readonly overrides: string;
    readonly writtenAs: string;
    readonly candidates: string;
    readonly source: string;
    readonly fingerprint: string;
    readonly mentions: string;
  };
  readonly sentences: {
    readonly passed: string;
    readonly failed: (errors: number, warnings: number) => string;
    /** Nothing was found, and that fails. */
    readonly empty: string;
    readonly counts: (summary: CheckSummary) => string;
    readonly verdicts: (summary: CheckSummary) => string;
    readonly builtIn: (name: string) => string;
    readonly policyFile: (file: string, name: string) => string;
    readonly nothing: string;
    readonly excluded: (globs: readonly string[]) => string;
    readonly missingFacts: (facts: readonly string[]) => string;
    readonly accepted: (waived: number, baseline: number) => string;
    readonly proven: (reference: string) => string;
    readonly open: string;
    readonly more: (count: number) => string;
    readonly cut: (shown: number, total: number) => string;
    readonly notLegalAdvice: string;
  };
}
