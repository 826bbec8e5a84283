/** A pointer a lawyer can follow. */
export interface ClauseEvidence {
  readonly source: string;
  readonly section?: string;
}

export type EvidenceGrade = 'primary-text' | 'primary-excerpt' | 'publisher-readme' | 'secondary' | 'hub-identifier' | 'unverified';

export type FactValue = string | number | boolean | readonly string[];
/** Company facts of a policy profile (`use`, `distribution`, `monthlyUsers`, …): open, because licenses name new ones. */
export type CompanyFacts = Readonly<Record<string, FactValue>>;

/** Three-valued condition language of the terms; a missing fact makes it unknown. */
export type Condition =
  | { readonly always: true }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly fact: string; readonly op: ConditionOperator; readonly value: FactValue }
  | { readonly model: string; readonly op: ConditionOperator; readonly value: FactValue };
export type ConditionOperator = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'in' | 'has' | 'intersects';

export interface LicenseRule {
  readonly rule: string;
  readonly effect: 'deny' | 'require' | 'unknown' | 'note';
  readonly when: Condition;
  readonly code?: string;
  readonly liftedBy?: string;
  readonly clause: string;
  readonly weight?: 'standard-notice';
}

/** One license or license version as executable terms, compiled from `catalog/licenses/<id>.yaml`. */
export interface LicenseSpec {
  readonly id: string;
  readonly name: string;
  readonly spdx?: string;
  readonly category: string;
  readonly url?: string;
  readonly aliases: readonly string[];
  readonly evidenceGrade: EvidenceGrade;
  readonly commercialUse: string;
  readonly osiApproved: boolean | null;
  readonly rules: readonly LicenseRule[];
}

/** A duty that comes with a license under the given facts. */
export interface Obligation {
  readonly code: string;
  readonly license: string;
  readonly clause: string;
  readonly state: 'open' | 'proven';
  readonly weight?: 'standard-notice';
}

export interface LicenseFinding {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly license: string;
  readonly clause?: string;
  /** For questions: the fact that is missing. */
  readonly missingFact?: string;
  readonly args: Readonly<Record<string, string | number>>;
}

export type LicenseVerdictKind = 'allowed' | 'conditional' | 'denied' | 'unknown';

export interface LicenseVerdict {
  readonly verdict: LicenseVerdictKind;
  /** Effective licenses: the model's own and those of every base it derives from, sorted. */
  readonly ids: readonly string[];
  readonly obligations: readonly Obligation[];
  readonly findings: readonly LicenseFinding[];
}

/** What a policy allows and what the company says of itself. Built in: permissive, commercial, research, any; or a file. */
export interface LicensePolicy {
  readonly name: string;
  readonly profile: CompanyFacts;
  /** What happens to a license that no list names. */
  readonly default: 'judge' | 'deny' | 'review';
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly allowCategories: readonly string[];
  readonly denyCategories: readonly string[];
  /** Verdicts that still pass the gate. */
  readonly accept: readonly LicenseVerdictKind[];
  readonly agreements: readonly string[];
}
