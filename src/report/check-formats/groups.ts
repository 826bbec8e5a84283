import type { CheckFinding, Place } from '../../domain/check.ts';
import { compareLevels } from '../../license/levels.ts';

/** The same thing said of one model in several files, told once. */
export interface FindingGroup {
  readonly finding: CheckFinding;
  readonly places: readonly Place[];
}

/** Findings that differ in their place alone become one; loudest first, then by model and rule. */
export function groupFindings(findings: readonly CheckFinding[]): readonly FindingGroup[] {
  const groups = new Map<string, { readonly finding: CheckFinding; readonly places: Place[] }>();
  for (const finding of findings) {
    const { rule, level, kind, license, fact, args, model, status, waivedBy } = finding;
    const key = JSON.stringify([model, rule, level, kind, license, fact, args, status, waivedBy]);
    const group = groups.get(key) ?? { finding, places: [] };
    if (finding.place !== null) group.places.push(finding.place);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) =>
      compareLevels(a.finding.level, b.finding.level) ||
      compare(a.finding.model ?? '\uFFFF', b.finding.model ?? '\uFFFF') ||
      compare(a.finding.rule, b.finding.rule),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
