import type { LicenseFinding, LicenseSpec } from '../domain/license.ts';
import type { LicensePolicy } from '../domain/license-policy.ts';
import { isPlaceholder, matchesEntry } from './categories.ts';
import type { LineageNode } from './lineage.ts';
import { matchesPattern } from './pattern.ts';

/** What the policy's own lists say: denied models and licenses, and licenses that no list names. */
export function judgeLists(
  node: LineageNode,
  licenses: readonly LicenseSpec[],
  policy: LicensePolicy,
): readonly LicenseFinding[] {
  const models = policy.models.deny
    .filter(
      (row) =>
        (row.model === undefined || matchesPattern(row.model, node.id)) &&
        (row.publisher === undefined || row.publisher.toLowerCase() === node.publisher.toLowerCase()),
    )
    .map((row) => listed('error', node.id, { list: 'models.deny', reason: row.reason }));
  return [...models, ...licenses.flatMap((license) => judgeLicenseLists(license, policy))];
}

function judgeLicenseLists(license: LicenseSpec, policy: LicensePolicy): readonly LicenseFinding[] {
  const { allow, conditional, deny } = policy.licenses;
  const named = (list: readonly string[]) => list.some((entry) => matchesEntry(entry, license));
  if (named(deny)) return [listed('error', license.id, { list: 'licenses.deny' })];
  if (named(conditional)) return [listed('note', license.id, { list: 'licenses.conditional' })];
  if (named(allow) || policy.licenses.default === 'judge' || isPlaceholder(license)) return [];
  const level = policy.licenses.default === 'deny' ? 'error' : 'warning';
  return [listed(level, license.id, { list: 'licenses.default' })];
}

function listed(
  level: LicenseFinding['level'],
  license: string,
  args: Readonly<Record<string, string>>,
): LicenseFinding {
  return { rule: 'LLA001', level, kind: 'listed', license, args };
}
