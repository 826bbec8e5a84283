import type { LicenseSpec } from '../domain/license.ts';

/** One license as SPDX writes it: its own id, or a reference by name. */
function spdxName(license: LicenseSpec): string {
  return license.spdx ?? `LicenseRef-${license.id.replaceAll(/[^A-Za-z0-9.-]/g, '-')}`;
}

/** All licenses at once: `MIT AND LicenseRef-llama3.1`; `NOASSERTION` for none. */
export function toExpression(licenses: readonly LicenseSpec[]): string {
  return licenses.length === 0 ? 'NOASSERTION' : licenses.map(spdxName).join(' AND ');
}
