import type { LicenseFinding } from '../domain/license.ts';
import type { LicensePolicy, Waiver } from '../domain/license-policy.ts';
import { matchesGlob } from './glob.ts';
import { matchesPattern } from './pattern.ts';

/** A finding with the model it is about and, from a scan, the file it was found in. */
export interface PlacedFinding {
  readonly finding: LicenseFinding;
  readonly model: string;
  readonly path?: string;
  /** Id of the waiver that covers it. Waived is never hidden. */
  readonly waivedBy?: string;
}

export interface WaiverResult {
  readonly placed: readonly PlacedFinding[];
  /** About the waivers themselves: run out, about to, or matching nothing. */
  readonly findings: readonly LicenseFinding[];
}

/** A waiver that ends within this time is announced. */
const NOTICE_DAYS = 30;
const DAY_MS = 86_400_000;

/** Marks what the policy waives. `today` is an ISO day; a waiver holds up to and including the day it expires. */
export function applyWaivers(
  placed: readonly PlacedFinding[],
  waivers: readonly Waiver[],
  today: string,
): WaiverResult {
  const used = new Set<Waiver>();
  const expired = new Set<Waiver>();
  const marked = placed.map((item): PlacedFinding => {
    if (item.finding.level === 'note') return item;
    const [narrowest, ...others] = waivers.filter((waiver) => covers(waiver, item)).sort(byWidth);
    for (const waiver of [narrowest, ...others]) if (waiver !== undefined) used.add(waiver);
    const valid = [narrowest, ...others].find((waiver) => waiver !== undefined && today <= waiver.expires);
    if (valid === undefined && narrowest !== undefined) expired.add(narrowest);
    return valid === undefined ? item : { ...item, waivedBy: valid.id };
  });
  const findings = waivers.flatMap((waiver): readonly LicenseFinding[] => {
    const args = { waiver: waiver.id, expires: waiver.expires, approvedBy: waiver.approvedBy };
    if (!used.has(waiver)) return [{ rule: 'LLA011', level: 'warning', kind: 'note', license: waiver.model, args }];
    if (expired.has(waiver)) return [{ rule: 'LLA010', level: 'error', kind: 'note', license: waiver.model, args }];
    const days = Math.round((Date.parse(waiver.expires) - Date.parse(today)) / DAY_MS);
    const soon = days >= 0 && days <= NOTICE_DAYS;
    return soon
      ? [{ rule: 'LLA010', level: 'note', kind: 'note', license: waiver.model, args: { ...args, days } }]
      : [];
  });
  return { placed: marked, findings };
}

function covers(waiver: Waiver, { finding, model, path }: PlacedFinding): boolean {
  if (waiver.rule !== finding.rule || !matchesPattern(waiver.model, model)) return false;
  return waiver.paths === undefined || (path !== undefined && waiver.paths.some((glob) => matchesGlob(glob, path)));
}

/** Narrowest first: bound to paths, then the longest model pattern, then by id. */
function byWidth(a: Waiver, b: Waiver): number {
  return (
    Number(a.paths === undefined) - Number(b.paths === undefined) ||
    b.model.length - a.model.length ||
    (a.id < b.id ? -1 : 1)
  );
}

/** The policy as it stands for one file: overrides that match it, later ones last. */
export function policyFor(path: string, policy: LicensePolicy): LicensePolicy {
  const matching = policy.overrides.filter((override) => override.paths.some((glob) => matchesGlob(glob, path)));
  if (matching.length === 0) return policy;
  return { ...policy, profile: Object.assign({}, policy.profile, ...matching.map((override) => override.facts)) };
}
