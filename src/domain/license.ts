import type { CommercialUseTerm, LicenseTerms } from './license-terms.ts';

export type { LicensePolicy } from './license-policy.ts';

/** How well the text of a license is known. Only the first three may produce `allowed`. */
type EvidenceGrade =
  | 'primary-text'
  | 'primary-excerpt'
  | 'publisher-readme'
  | 'secondary'
  | 'hub-identifier'
  | 'unverified';

export type FactValue = string | number | boolean | readonly string[];
/** Company facts of a policy profile (`use`, `distribution`, `monthlyActiveUsers`, …); the names are listed in `license/facts.ts`. */
export type CompanyFacts = Readonly<Record<string, FactValue>>;

/** Three-valued condition language of the terms; a missing fact makes it unknown. */
export type Condition =
  | { readonly always: true }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly fact: string; readonly op: ConditionOperator; readonly value: FactValue }
  | { readonly model: ModelFactName; readonly op: ConditionOperator; readonly value: FactValue };
export type ConditionOperator = '==' | '!=' | '>' | '>=' | '<' | '<=' | 'in' | 'has' | 'intersects';
export type ModelFactName = 'modality' | 'family';

/** Stable ids of everything a license check can say. */
export type LicenseRuleId =
  | 'LLA001'
  | 'LLA002'
  | 'LLA003'
  | 'LLA004'
  | 'LLA005'
  | 'LLA006'
  | 'LLA007'
  | 'LLA008'
  | 'LLA009'
  | 'LLA010'
  | 'LLA011'
  | 'LLA012'
  | 'LLA013'
  | 'LLA014'
  | 'LLA015'
  | 'LLA016'
  | 'LLA017'
  | 'LLA018'
  | 'LLA019'
  | 'LLA020'
  | 'LLA021'
  | 'LLA022';

export interface LicenseRule {
  readonly rule: LicenseRuleId;
  readonly effect: 'deny' | 'require' | 'unknown' | 'note';
  readonly when: Condition;
  /** Obligation code, e.g. `display:Built with Llama`; see `license/obligation-kinds.ts`. */
  readonly code?: string;
  /** A recorded permission of this kind turns the denial into a proven obligation, e.g. `agreement:Meta`. */
  readonly liftedBy?: string;
  readonly clause?: string;
  /** The ordinary duty to keep the license text: does not make a verdict conditional. */
  readonly weight?: 'standard-notice';
}

export type LicenseCategory =
  | 'permissive'
  | 'permissive-attribution'
  | 'permissive-notice'
  | 'public-domain'
  | 'copyleft'
  | 'share-alike'
  | 'responsible-ai'
  | 'community-conditional'
  | 'registration'
  | 'revenue-threshold'
  | 'territory-restricted'
  | 'hosting-restricted'
  | 'non-production'
  | 'non-commercial'
  | 'research-only'
  | 'ambiguous'
  | 'unverified';

/** How a license file on disk is told apart; see `license/recognise.ts`. */
interface LicenseRecogniser {
  readonly title?: string;
  /** A phrase that this version has and its siblings lack. */
  readonly phrases?: readonly string[];
  readonly dateLine?: string;
  /** `whole`: only the whole text in order counts, because other texts begin the same. */
  readonly match?: 'whole';
  /** SHA-256 of the words of known forms of the whole text, without title and copyright lines. */
  readonly wholeSha256?: readonly string[];
}

/** One license or license version as executable terms, compiled from `catalog/licenses/<id>.yaml`. */
export interface LicenseSpec {
  readonly id: string;
  readonly name: string;
  readonly version?: string;
  readonly released?: string;
  /** Who grants it; absent for texts that anybody may use, such as MIT. */
  readonly publisher?: string;
  /** Versions of one text share a family: a newer one of the same publisher replaces an older one. */
  readonly family: string;
  readonly category: LicenseCategory;
  readonly spdx?: string;
  /** Name for SPDX expressions where no SPDX id exists: `LicenseRef-…`. */
  readonly spdxRef?: string;
  readonly hubTag?: string;
  readonly aliases: readonly string[];
  readonly url?: string;
  readonly source: string;
  readonly evidenceGrade: EvidenceGrade;
  readonly openness: { readonly osiApproved: boolean; readonly osaidCompatible: boolean; readonly mofOpen: boolean };
  /** The short answer; the `rules` give the long one. */
  readonly commercialUse: CommercialUseTerm;
  /** Licenses that the text itself brings along. */
  readonly includes: readonly string[];
  /** Display texts that differ by release: hub id pattern (`*` allowed) to text. */
  readonly displayText?: Readonly<Record<string, string>>;
  readonly rules: readonly LicenseRule[];
}

/** What people read of a license; kept in the cold part of the compiled catalog. */
export interface LicenseDetails {
  readonly terms: LicenseTerms;
  readonly recogniser?: LicenseRecogniser;
  /** Hub ids, `*` allowed, of models known to carry it; says more than a card's label. */
  readonly models: readonly string[];
  readonly notes: readonly string[];
}

/** What shows that a duty is met. */
export interface ObligationProof {
  readonly kind: 'acknowledged' | 'permission' | 'file';
  readonly reference: string;
}

/** A duty that comes with a license under the given facts. */
export interface Obligation {
  readonly code: string;
  readonly license: string;
  readonly clause?: string;
  readonly state: 'open' | 'proven';
  readonly proof?: ObligationProof;
  readonly weight?: 'standard-notice';
}

export type FindingLevel = 'error' | 'warning' | 'note';

/** Why a finding stands; the report has one sentence per kind. */
export type LicenseFindingKind =
  /** A clause forbids the stated use. */
  | 'denied'
  /** The policy's own lists forbid it. */
  | 'listed'
  /** A condition needs a fact that the profile lacks. */
  | 'question'
  /** A condition holds only because the policy assumes a fact; beyond it the clause bites. */
  | 'assumption'
  /** The license, or a base of the model, is not known well enough. */
  | 'unknown'
  /** Known from other people's reading only. */
  | 'review'
  | 'obligation'
  /** The model's own label is weaker than, or differs from, what its bases bring. */
  | 'mismatch'
  | 'name'
  | 'conflict'
  | 'lineage'
  | 'gated'
  | 'note';

export interface LicenseFinding {
  readonly rule: LicenseRuleId;
  readonly level: FindingLevel;
  readonly kind: LicenseFindingKind;
  /** License id, or the policy's or base model's name where no license is known. */
  readonly license: string;
  readonly clause?: string;
  /** For questions and assumptions: the fact concerned. */
  readonly fact?: string;
  readonly args: Readonly<Record<string, string | number>>;
}

export type LicenseVerdictKind = 'allowed' | 'conditional' | 'denied' | 'unknown';

export interface LicenseVerdict {
  readonly verdict: LicenseVerdictKind;
  /** Effective licenses: the model's own and those of every base it derives from, sorted; empty when one is unread. */
  readonly ids: readonly string[];
  /** SPDX expression of the effective set; `NOASSERTION` when nothing is known. */
  readonly expression: string;
  readonly obligations: readonly Obligation[];
  readonly findings: readonly LicenseFinding[];
}
