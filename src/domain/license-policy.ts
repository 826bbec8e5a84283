import type { CompanyFacts, FindingLevel, LicenseRuleId, LicenseVerdictKind } from './license.ts';

/** A recorded permission: registration done, agreement signed, subscription held. */
interface Permission {
  readonly license: string;
  readonly kind: 'registration' | 'agreement' | 'subscription';
  readonly reference: string;
  readonly date: string;
  readonly expires?: string;
}

/** Matches models by hub id pattern (`*` allowed) or publisher. */
interface ModelRule {
  readonly model?: string;
  readonly publisher?: string;
  readonly reason: string;
}

/** A reviewed answer to an unclear label; dies with the text it was given for. */
export interface Clarification {
  readonly model: string;
  readonly license: string;
  readonly licenseTextSha256: string;
  readonly reason: string;
}

/** Other facts for some files, for some environments, or for both at once; at least one is named. */
export interface PolicyOverride {
  readonly paths?: readonly string[];
  readonly environments?: readonly string[];
  readonly facts: CompanyFacts;
  readonly reason: string;
}

/** Files that are not looked at, such as test data that names models nobody loads. */
interface Exclusion {
  readonly paths: readonly string[];
  readonly reason: string;
}

export interface Waiver {
  readonly id: string;
  readonly model: string;
  readonly rule: LicenseRuleId;
  readonly paths?: readonly string[];
  readonly reason: string;
  readonly approvedBy: string;
  readonly granted: string;
  readonly expires: string;
  readonly licenseTextSha256?: string;
}

interface PolicySettings {
  readonly onUnknown: FindingLevel;
  readonly onUnresolved: FindingLevel;
  readonly onHosted: FindingLevel;
  readonly maxWaiverDays: number;
  readonly catalogMaxAgeDays: number;
}

/** What a policy allows and what the company says of itself. Built in: permissive, commercial, research, any; or a file. */
export interface LicensePolicy {
  readonly version: 1;
  readonly name: string;
  readonly description?: string;
  readonly profile: CompanyFacts;
  /** Facts taken for granted where the profile is silent; whatever hangs on one is reported as a condition. */
  readonly assume: CompanyFacts;
  /** Verdicts that pass the license gate of a recommendation. */
  readonly accept: readonly LicenseVerdictKind[];
  /** License ids and `@groups`. `judge`: the terms alone decide about a license that no list names. */
  readonly licenses: {
    readonly default: 'judge' | 'deny' | 'review';
    readonly allow: readonly string[];
    readonly conditional: readonly string[];
    readonly deny: readonly string[];
  };
  readonly models: {
    readonly deny: readonly ModelRule[];
    readonly clarify: readonly Clarification[];
  };
  readonly exclude: readonly Exclusion[];
  readonly overrides: readonly PolicyOverride[];
  /** Licenses whose rules of conduct were read and accepted. */
  readonly acknowledge: readonly string[];
  /** Obligation code to files that prove it. */
  readonly obligationEvidence: Readonly<Record<string, readonly string[]>>;
  readonly permissions: readonly Permission[];
  readonly waivers: readonly Waiver[];
  /** Levels that differ from the default of a rule. */
  readonly severity: Readonly<Partial<Record<LicenseRuleId, FindingLevel | 'off'>>>;
  readonly settings: PolicySettings;
}
