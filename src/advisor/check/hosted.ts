import { compareText } from '../../catalog/finding.ts';
import type { HostedUse, ResolvedReference } from '../../domain/check.ts';
import type { FindingLevel } from '../../domain/license.ts';
import { firstPlaces } from './subject-findings.ts';
import { comparePlaces, placeOf } from './subjects.ts';
import type { PlacedRaw } from './waive.ts';

/** Models that somebody else runs, one row a provider and name, and a finding for each. */
export function findHosted(
  references: readonly ResolvedReference[],
  level: FindingLevel,
): { readonly uses: readonly HostedUse[]; readonly findings: readonly PlacedRaw[] } {
  const uses = new Map<string, HostedUse>();
  for (const { reference, resolution } of references) {
    if (resolution.kind !== 'hosted') continue;
    const { provider } = resolution;
    const name = reference.id ?? reference.raw;
    const key = `${provider}\n${name}`;
    const places = [...(uses.get(key)?.places ?? []), placeOf(reference)].sort(comparePlaces);
    uses.set(key, { provider, name, places });
  }
  const sorted = [...uses.keys()].sort(compareText).flatMap((key) => uses.get(key) ?? []);
  const findings = sorted.flatMap(({ provider, name, places }) => {
    const where = level === 'note' ? firstPlaces(places).slice(0, 1) : firstPlaces(places);
    return where.map(
      (place): PlacedRaw => ({
        rule: 'LLA021',
        level,
        kind: 'hosted',
        license: name,
        args: { provider },
        model: name,
        place,
      }),
    );
  });
  return { uses: sorted, findings };
}
