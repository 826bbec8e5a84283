import type { Catalog } from '../domain/catalog.ts';
import type { LicenseVerdict } from '../domain/license.ts';
import type { LicensePolicy } from '../domain/license-policy.ts';

/** A built-in policy by name: permissive, commercial, research, any. */
export function findPolicy(catalog: Pick<Catalog, 'policies'>, name: string): LicensePolicy | undefined {
  return catalog.policies.find((policy) => policy.name === name);
}

/** Whether a verdict passes the license gate of a recommendation. */
export function passesPolicy(verdict: LicenseVerdict, policy: LicensePolicy): boolean {
  return policy.accept.includes(verdict.verdict);
}
