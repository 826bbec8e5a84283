import type { LicenseFinding } from '../domain/license.ts';
import type { LicensePolicy, PolicyOverride, Waiver } from '../domain/license-policy.ts';
import { matchesGlob } from './glob.ts';
import { matchesPattern } from './pattern.ts';

type Waivable = Pick<LicenseFinding, 'rule' | 'level'>;

/** A finding with the model it is about and, from a scan, the file it was found in. */
export interface PlacedFinding<F extends Waivable = LicenseFinding> {
  readonly finding: F;
  readonly model: string;
  readonly path?: string;
  /** Id of the waiver that covers it. Waived is never hidden. */
  readonly waivedBy?: string;
}

export interface WaiverResult<F extends Waivable = LicenseFinding> {
  readonly placed: readonly PlacedFinding<F>[];
  /** About the waivers themselves: run out, about to, or matching nothing. */
  readonly findings: readonly LicenseFinding[];
}

/** A waiver that ends within this time is announced. */
const NOTICE_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Marks what the policy waives. `today` is an ISO day; a waiver holds up to and including the day it expires. `holds` may refuse a waiver
 * for one model, such as when the text it was granted for has changed.
 */
export function applyWaivers<F extends Waivable = LicenseFinding>(
  placed: readonly PlacedFinding<F>[],
  waivers: readonly Waiver[],
  today: string,
  holds: (waiver: Waiver, model: string) => boolean = () => true,
): WaiverResult<F> {
  const used = new Set<Waiver>();
  const expired = new Set<Waiver>();
  const marked = placed.map((item): PlacedFinding<F> => {
    if (item.finding.level === 'note') return item;
    const covering = waivers.filter((waiver) => covers(waiver, item)).sort(byWidth);
    for (const waiver of covering) used.add(waiver);
    const inTime = covering.filter(({ expires }) => today <= expires);
    // Where nothing holds any more, each of them has run out.
    if (inTime.length === 0) for (const waiver of covering) expired.add(waiver);
    const valid = inTime.find((waiver) => holds(waiver, item.model));
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

function covers(waiver: Waiver, { finding, model, path }: PlacedFinding<Waivable>): boolean {
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

/** Overrides in force for a file, in the policy's order; `path` is undefined where a model is judged by name alone. */
export function overridesFor(
  path: string | undefined,
  policy: LicensePolicy,
  environment?: string,
): readonly PolicyOverride[] {
  return policy.overrides.filter(
    ({ paths, environments }) =>
      (paths === undefined || (path !== undefined && paths.some((glob) => matchesGlob(glob, path)))) &&
      (environments === undefined || (environment !== undefined && environments.includes(environment))),
  );
}

/** The policy as it stands for one file: overrides that match it, later ones last. */
export function policyFor(path: string | undefined, policy: LicensePolicy, environment?: string): LicensePolicy {
  return overridePolicy(policy, overridesFor(path, policy, environment));
}

/** The policy with the facts of these overrides laid over its profile. */
export function overridePolicy(policy: LicensePolicy, overrides: readonly PolicyOverride[]): LicensePolicy {
  if (overrides.length === 0) return policy;
  return { ...policy, profile: Object.assign({}, policy.profile, ...overrides.map((override) => override.facts)) };
}
