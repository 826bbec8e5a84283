import type { LicenseSpec } from '../domain/license.ts';
import type { LicensePolicy } from '../domain/license-policy.ts';
import type { Problem } from '../domain/problem.ts';
import { LICENSE_GROUPS, matchesEntry } from '../license/categories.ts';
import { OBLIGATION_CODE, OBLIGATION_KINDS } from '../license/obligation-kinds.ts';
import { didYouMean } from './did-you-mean.ts';
import { type CatalogFinding, compareFindings } from './finding.ts';
import { PolicySchema } from './schema/policy.ts';
import { checkSchema } from './schema-findings.ts';
import { type NodePath, readYaml, type YamlFile } from './yaml-file.ts';

export type PolicyRead =
  | { readonly kind: 'ok'; readonly policy: LicensePolicy }
  | { readonly kind: 'error'; readonly problems: readonly Problem[] };

/**
 * Reads a license policy in YAML or JSON. `file` is the name shown in problems and, where the policy has none, its name.
 * Every problem comes with its line and a remedy, all in one go; a policy with any problem is no policy.
 */
export function readPolicy(
  text: string,
  file: string,
  catalog: { readonly licenses: readonly LicenseSpec[] },
): PolicyRead {
  const read = readYaml(file, text);
  if (read.findings.length > 0) return failed(read.findings);
  if (typeof read.file.value !== 'object' || read.file.value === null || Array.isArray(read.file.value)) {
    return failed([at(read.file, [], 'wrong-type', 'a policy is a map of keys', 'begin with "version: 1"')]);
  }
  const checked = checkSchema(PolicySchema, read.file.value, read.file, []);
  if ('findings' in checked) return failed(checked.findings);
  const policy = 'name' in read.file.value ? checked.value : { ...checked.value, name: file };
  const findings = [
    ...checkLicenses(policy, read.file, catalog.licenses),
    ...checkOverlap(policy, read.file, catalog.licenses),
    ...checkEvidence(policy, read.file),
    ...checkWaivers(policy, read.file),
  ];
  return findings.length > 0 ? failed(findings) : { kind: 'ok', policy };
}

function failed(findings: readonly CatalogFinding[]): PolicyRead {
  const problems = [...findings].sort(compareFindings).map(
    ({ rule, message, file, line, column, tip }): Problem => ({
      code: rule,
      message,
      file,
      line,
      column,
      ...(tip === undefined ? {} : { remedy: tip }),
    }),
  );
  return { kind: 'error', problems };
}

function at(file: YamlFile, path: NodePath, rule: string, message: string, tip?: string): CatalogFinding {
  return {
    file: file.path,
    ...file.locate(path),
    level: 'error',
    rule,
    message,
    ...(tip === undefined ? {} : { tip }),
  };
}

const LISTS = ['allow', 'conditional', 'deny'] as const;

/** A mistyped license in a list would weaken the policy without a word. */
function checkLicenses(
  policy: LicensePolicy,
  file: YamlFile,
  licenses: readonly LicenseSpec[],
): readonly CatalogFinding[] {
  const ids = licenses.map((license) => license.id);
  const aliases = licenses.flatMap((license) => license.aliases);
  const known = new Set([...ids, ...aliases, ...LICENSE_GROUPS]);
  const unknown = (entry: string, path: NodePath): readonly CatalogFinding[] => {
    if (known.has(entry)) return [];
    const group = entry.startsWith('@');
    const what = group ? 'group' : 'license';
    const tip =
      didYouMean(entry, group ? LICENSE_GROUPS : ids) ??
      (group ? `groups: ${LICENSE_GROUPS.join(' ')}` : 'the known ids are the names of the files in catalog/licenses');
    return [at(file, path, `unknown-${what}`, `${showPath(path)}: unknown ${what} "${entry}"`, tip)];
  };
  return [
    ...LISTS.flatMap((list) =>
      policy.licenses[list].flatMap((entry, index) => unknown(entry, ['licenses', list, index])),
    ),
    ...policy.acknowledge.flatMap((entry, index) => unknown(entry, ['acknowledge', index])),
    ...policy.permissions.flatMap((row, index) => unknown(row.license, ['permissions', index, 'license'])),
    ...policy.models.clarify.flatMap((row, index) => unknown(row.license, ['models', 'clarify', index, 'license'])),
  ];
}

/** A group may be allowed and one member denied; the same entry in two lists is a mistake. */
function checkOverlap(
  policy: LicensePolicy,
  file: YamlFile,
  licenses: readonly LicenseSpec[],
): readonly CatalogFinding[] {
  const nameOf = (entry: string): string =>
    entry.startsWith('@') ? entry : (licenses.find((license) => matchesEntry(entry, license))?.id ?? entry);
  const seen = new Map<string, (typeof LISTS)[number]>();
  return LISTS.flatMap((list) =>
    policy.licenses[list].flatMap((entry, index): readonly CatalogFinding[] => {
      const name = nameOf(entry);
      const earlier = seen.get(name);
      seen.set(name, earlier ?? list);
      if (earlier === undefined || earlier === list) return [];
      const path = ['licenses', list, index];
      return [
        at(file, path, 'overlap', `${showPath(path)}: "${entry}" also stands in licenses.${earlier}`, 'keep one'),
      ];
    }),
  );
}

function checkEvidence(policy: LicensePolicy, file: YamlFile): readonly CatalogFinding[] {
  return Object.keys(policy.obligationEvidence)
    .filter((code) => !OBLIGATION_CODE.test(code))
    .map((code) => {
      const kinds = Object.keys(OBLIGATION_KINDS);
      const kind = code.split(':')[0] ?? code;
      const message = `obligationEvidence: "${code}" is no obligation code`;
      const tip = didYouMean(kind, kinds) ?? `codes: ${kinds.join(', ')}, some with ":" and a text`;
      return { ...at(file, [], 'unknown-obligation', message, tip), ...file.locateKey(['obligationEvidence', code]) };
    });
}

function checkWaivers(policy: LicensePolicy, file: YamlFile): readonly CatalogFinding[] {
  const seen = new Set<string>();
  return policy.waivers.flatMap((waiver, index) => {
    const findings: CatalogFinding[] = [];
    if (seen.has(waiver.id)) {
      findings.push(
        at(file, ['waivers', index, 'id'], 'duplicate-id', `waiver "${waiver.id}" stands twice`, 'rename one'),
      );
    }
    seen.add(waiver.id);
    const days = daysBetween(waiver.granted, waiver.expires);
    const path = ['waivers', index, 'expires'];
    if (days <= 0) {
      const message = `waiver "${waiver.id}" expires before it is granted`;
      findings.push(at(file, path, 'waiver-dates', message, 'check both dates'));
    } else if (days > policy.settings.maxWaiverDays) {
      const limit = policy.settings.maxWaiverDays;
      const message = `waiver "${waiver.id}" lasts ${days} days; at most ${limit} are allowed`;
      findings.push(at(file, path, 'waiver-dates', message, 'choose an earlier date and renew it after a review'));
    }
    return findings;
  });
}

const DAY_MS = 86_400_000;

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

function showPath(path: NodePath): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
