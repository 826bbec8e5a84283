/** Where a term stands: a clause of the license's own source, or of another public source when `source` is set. */
interface ClausePointer {
  readonly clause?: string;
  readonly source?: string;
}

interface ThresholdTerm extends ClausePointer {
  /** Company fact the number is compared with, e.g. `mauAtModelRelease`. */
  readonly fact: string;
  readonly op: '>' | '>=';
  readonly value: number;
  readonly effect: 'license-needed' | 'display' | 'review';
  /** `release`: counted once, as of the model's release; `ongoing`: counted at any time. */
  readonly basis: 'release' | 'ongoing';
  readonly scope?: string;
}

interface RegistrationTerm extends ClausePointer {
  readonly required: 'commercial' | 'production';
  readonly how?: string;
}

/** An exact text that has to be shown or cited. */
interface AttributionTerm extends ClausePointer {
  readonly text: string;
  readonly trigger: string;
  readonly where?: string;
}

interface NoticeFileTerm extends ClausePointer {
  /** Sentence the file has to hold. */
  readonly text: string;
  readonly except?: string;
}

interface NamingTerm extends ClausePointer {
  readonly prefix: string;
  readonly trigger: string;
}

type RedistributionDuty =
  | 'license-copy'
  | 'notice-file'
  | 'mark-changes'
  | 'keep-notices'
  | 'pass-on-restrictions'
  | 'model-card-keep'
  | 'source-offer';

interface RedistributionTerm extends ClausePointer {
  readonly allowed: 'yes' | 'no' | 'limited' | 'unstated';
  readonly limit?: string;
  readonly duties: readonly RedistributionDuty[];
  readonly sublicense?: boolean;
}

interface DerivativesTerm extends ClausePointer {
  readonly allowed: 'yes' | 'limited' | 'unstated';
  readonly limit?: string;
  /** License a derivative has to carry, in words. */
  readonly under?: string;
  /** Whether a model trained on the outputs counts as a derivative. */
  readonly distilled?: boolean;
}

interface OutputsTerm extends ClausePointer {
  readonly restriction:
    | 'none'
    | 'no-training'
    | 'derivative'
    | 'naming'
    | 'attribution'
    | 'non-commercial'
    | 'no-contravening-use'
    | 'unclear';
  readonly detail?: string;
}

interface AcceptableUseTerm extends ClausePointer {
  readonly policy: string;
}

interface TerritoryTerm extends ClausePointer {
  readonly excluded: readonly string[];
  readonly scope: string;
}

interface HostingTerm extends ClausePointer {
  readonly allowed: 'yes' | 'no' | 'conditional' | 'unstated';
  readonly condition?: string;
}

interface PatentTerm extends ClausePointer {
  readonly grant: 'yes' | 'no' | 'silent';
  /** What a patent suit by the licensee ends. */
  readonly litigation?: string;
}

export interface CommercialUseTerm extends ClausePointer {
  readonly allowed: 'yes' | 'no' | 'conditional' | 'unknown';
}

/** What a license says, for people to read; verdicts come from its `rules`. */
export interface LicenseTerms {
  readonly thresholds?: readonly ThresholdTerm[];
  readonly registration?: RegistrationTerm;
  readonly attribution?: readonly AttributionTerm[];
  readonly noticeFile?: NoticeFileTerm;
  readonly naming?: readonly NamingTerm[];
  readonly redistribution: RedistributionTerm;
  readonly derivatives: DerivativesTerm;
  readonly outputs: OutputsTerm;
  readonly acceptableUse?: AcceptableUseTerm;
  readonly fieldOfUse?: readonly string[];
  readonly territory?: TerritoryTerm;
  readonly hosting: HostingTerm;
  readonly patent: PatentTerm;
  readonly copyleft: 'none' | 'use-restrictions' | 'share-alike' | 'file' | 'weak' | 'strong' | 'network';
  readonly termination?: string;
  readonly acceptance: 'by-use' | 'click-through';
  readonly governingLaw?: string;
  readonly propagation:
    | 'notice-only'
    | 'agreement-follows'
    | 'restrictions-follow'
    | 'share-alike'
    | 'non-commercial-follows'
    | 'research-only-follows'
    | 'no-derivatives'
    | 'no-redistribution';
}
