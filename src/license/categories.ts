import type { LicenseCategory, LicenseSpec } from '../domain/license.ts';

/**
 * How much a license of each category binds, for the one question whether a label is weaker than another.
 * Undefined: cannot be compared.
 */
const BURDEN = {
  'public-domain': 0,
  permissive: 1,
  'permissive-attribution': 1,
  'permissive-notice': 1,
  copyleft: 2,
  'share-alike': 2,
  'responsible-ai': 3,
  'community-conditional': 4,
  registration: 4,
  'revenue-threshold': 4,
  'hosting-restricted': 4,
  'territory-restricted': 4,
  'non-production': 5,
  'non-commercial': 5,
  'research-only': 5,
  ambiguous: undefined,
  unverified: undefined,
} as const satisfies Readonly<Record<LicenseCategory, number | undefined>>;

export function burden(license: LicenseSpec): number | undefined {
  return BURDEN[license.category];
}

/** A label that grants freely, and so adds nothing to what a base already asks. */
export function isFree(license: LicenseSpec): boolean {
  const weight = burden(license);
  return weight !== undefined && weight <= BURDEN.permissive;
}

/** Groups that join several categories; every category is a group of its own as well. */
const UNIONS: Readonly<Record<string, readonly LicenseCategory[]>> = {
  permissive: ['permissive', 'public-domain', 'permissive-attribution', 'permissive-notice'],
  copyleft: ['copyleft', 'share-alike'],
  openrail: ['responsible-ai'],
  'non-commercial': ['non-commercial', 'research-only', 'non-production'],
};

/** Every group name a policy may use, with its `@`, sorted. */
export const LICENSE_GROUPS: readonly string[] = [...new Set([...Object.keys(BURDEN), ...Object.keys(UNIONS)])]
  .map((name) => `@${name}`)
  .sort();

/** Whether an entry of a policy list (`apache-2.0` or `@permissive`) names this license. */
export function matchesEntry(entry: string, license: LicenseSpec): boolean {
  if (!entry.startsWith('@')) return entry === license.id || license.aliases.includes(entry);
  const group = entry.slice(1);
  return (UNIONS[group] ?? [group]).some((category) => category === license.category);
}

/** Licenses whose label alone does not say which text applies. */
export function isPlaceholder(license: LicenseSpec): boolean {
  return license.category === 'ambiguous';
}
