import type {
  FindingLevel,
  LicenseFinding,
  LicenseFindingKind,
  LicenseRuleId,
  LicenseSpec,
  LicenseVerdict,
} from './license.ts';
import type { Relation } from './model.ts';
import type {
  ModelReference,
  ReferenceKind,
  ReferenceScheme,
  ScanFinding,
  ScanStats,
  TextPosition,
} from './reference.ts';
import type { Envelope } from './result.ts';

/** What a reference means, once its name has been looked up. */
export type Resolution =
  /** `id`: a hub id in the catalog's spelling, or the name as it is where no catalog knows it. */
  | { readonly kind: 'model'; readonly id: string }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'hosted'; readonly provider: string }
  | { readonly kind: 'unresolved' };

export interface ResolvedReference {
  readonly reference: ModelReference;
  readonly resolution: Resolution;
}

/** Where a model is named. `path` is relative to the root of the check, with `/`. */
export interface Place extends TextPosition {
  readonly path: string;
  readonly endColumn?: number;
}

/** What a check says beyond the terms: about references, the lock, waivers, the catalog and what could not be read. */
export type CheckOnlyKind =
  | 'unresolved'
  | 'ambiguous'
  | 'implicit'
  | 'hosted'
  | 'not-pinned'
  | 'waiver-expired'
  | 'waiver-expiring'
  | 'waiver-unused'
  | 'text-changed'
  | 'text-unchecked'
  | 'catalog-old'
  | 'lock-missing'
  | 'lock-changed'
  | 'lock-unused'
  | 'baseline-unused'
  | 'own-weaker';

export type CheckFindingKind = LicenseFindingKind | CheckOnlyKind;

/** `open` counts; `waived` and `baseline` are shown and do not fail the check. */
export type FindingStatus = 'open' | 'waived' | 'baseline';

export interface CheckFinding extends Omit<LicenseFinding, 'kind'> {
  readonly kind: CheckFindingKind;
  /** The model it is about; null when it is about the policy, the lock or the catalog. */
  readonly model: string | null;
  readonly place: Place | null;
  readonly status: FindingStatus;
  readonly waivedBy?: string;
  /** 16 hexadecimal digits and `:n`; the same while the model stays in the file, wherever it moves. */
  readonly fingerprint: string;
}

export type SubjectStatus = 'pass' | 'fail' | 'waived' | 'baseline';

/** How a repository stands to a model; `own-artifact`: it publishes it. */
export type SubjectKind = ReferenceKind | 'own-artifact';

/** One model under one set of facts, with every place that names it. */
export interface CheckedModel {
  /** Hub id where known, else the name as written. */
  readonly id: string;
  readonly kinds: readonly SubjectKind[];
  readonly places: readonly Place[];
  readonly schemes: readonly ReferenceScheme[];
  /** Commits, tags and digests named with it. */
  readonly revisions: readonly string[];
  /** Names as written, where they differ from `id`. */
  readonly writtenAs: readonly string[];
  /** Reasons of the overrides in force at these places, in the policy's order. */
  readonly overrides: readonly string[];
  readonly resolution: Resolution['kind'];
  readonly candidates: readonly string[];
  readonly bases: readonly string[];
  readonly verdict: LicenseVerdict;
  readonly status: SubjectStatus;
}

/** A license that some model of the check carries, as far as a reader or a notice file needs it. */
export interface CheckedLicense {
  readonly id: string;
  readonly name: string;
  readonly category: LicenseSpec['category'];
  readonly evidenceGrade: LicenseSpec['evidenceGrade'];
  readonly spdx: string | null;
  readonly publisher: string | null;
  readonly url: string | null;
  /** Where its terms were read. */
  readonly source: string;
  /** Sentence its notice file has to hold. */
  readonly noticeText: string | null;
}

/** A provider's service: its terms are not judged here. */
export interface HostedUse {
  readonly provider: string;
  readonly name: string;
  readonly places: readonly Place[];
}

export interface CheckSummary {
  readonly verdict: LicenseVerdict['verdict'];
  readonly models: number;
  readonly references: number;
  readonly byVerdict: Readonly<Record<LicenseVerdict['verdict'], number>>;
  /** Open findings by level. */
  readonly open: Readonly<Record<FindingLevel, number>>;
  readonly waived: number;
  readonly baseline: number;
  readonly unresolved: number;
  readonly hosted: number;
  readonly obligations: { readonly proven: number; readonly open: number };
  /** Facts that conditions ask for and the profile lacks, sorted. */
  readonly missingFacts: readonly string[];
}

export interface CheckResult extends Envelope {
  readonly command: 'check';
  readonly request: {
    readonly paths: readonly string[];
    /** Models that were named instead of a scan. */
    readonly models: readonly string[];
    readonly environment: string | null;
    readonly today: string;
    readonly failOn: FailOn;
    readonly failOnEmpty: boolean;
    readonly frozen: boolean;
  };
  readonly policy: {
    readonly name: string;
    readonly file: string | null;
    readonly description: string | null;
    /** Globs of files that it leaves out. */
    readonly excluded: readonly string[];
  };
  readonly passed: boolean;
  readonly summary: CheckSummary;
  readonly models: readonly CheckedModel[];
  readonly hosted: readonly HostedUse[];
  readonly licenses: readonly CheckedLicense[];
  readonly findings: readonly CheckFinding[];
  readonly unread: readonly ScanFinding[];
  readonly scan: ScanStats;
}

/** Lowest level that fails the check. */
export type FailOn = 'error' | 'warning' | 'note' | 'never';

/** Findings accepted as they were on one day; written by `--update-baseline`. */
export interface Baseline {
  readonly baselineVersion: 1;
  readonly created: string;
  readonly findings: readonly BaselineEntry[];
}

export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: LicenseRuleId;
  readonly level: FindingLevel;
  readonly model: string | null;
  readonly path: string | null;
}

/** What one model's license was on the day it was locked. */
export interface LockedModel {
  readonly id: string;
  /** Revision the repository names; absent when it names none. */
  readonly revisions?: readonly string[];
  readonly declared: readonly string[];
  readonly bases: readonly { readonly model: string; readonly relation: Relation }[];
  readonly effective: readonly string[];
  readonly expression: string;
  /** What the answer rests on: `catalog`, `license-list`, `card`, `license-text`; kept while the lock itself is all there is. */
  readonly evidence: readonly string[];
  /** License text beside the weights, where there is one. */
  readonly licenseTextSha256?: string;
}

export interface Lock {
  readonly lockVersion: 1;
  readonly catalog: { readonly version: string; readonly sha256: string };
  readonly models: readonly LockedModel[];
}

export type LockChange =
  | { readonly kind: 'added'; readonly id: string }
  | { readonly kind: 'removed'; readonly id: string }
  | {
      readonly kind: 'changed';
      readonly id: string;
      readonly field: 'declared' | 'bases' | 'effective' | 'licenseTextSha256';
      readonly from: string;
      readonly to: string;
    };
