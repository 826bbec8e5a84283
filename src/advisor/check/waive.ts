import type { CheckFinding } from '../../domain/check.ts';
import type { LicenseFinding } from '../../domain/license.ts';
import type { Waiver } from '../../domain/license-policy.ts';
import { matchesPattern } from '../../license/pattern.ts';
import { applyWaivers, type PlacedFinding } from '../../license/waivers.ts';
import type { CheckInput } from './input.ts';
import type { RawFinding } from './judged.ts';

/** A finding that knows its model and place, before waivers, baseline and fingerprint. */
export type PlacedRaw = RawFinding & Pick<CheckFinding, 'model' | 'place'>;

export interface Waived {
  readonly findings: readonly (PlacedRaw & Pick<CheckFinding, 'status' | 'waivedBy'>)[];
  /** About the waivers themselves. */
  readonly about: readonly RawFinding[];
}

/** Applies the policy's waivers; one that was granted for a license text holds only while that text is the one at hand. */
export function waive(
  findings: readonly PlacedRaw[],
  { policy, texts, request, partial }: Pick<CheckInput, 'policy' | 'texts' | 'request' | 'partial'>,
): Waived {
  const holds = (waiver: Waiver, model: string): boolean => {
    const text = texts.get(model);
    return waiver.licenseTextSha256 === undefined || text === undefined || text.sha256 === waiver.licenseTextSha256;
  };
  const placed = findings.map(
    (finding): PlacedFinding<PlacedRaw> => ({
      finding,
      model: finding.model ?? '',
      ...(finding.place === null ? {} : { path: finding.place.path }),
    }),
  );
  const result = applyWaivers(placed, policy.waivers, request.today, holds);
  return {
    findings: result.placed.map(({ finding, waivedBy }) =>
      waivedBy === undefined ? { ...finding, status: 'open' } : { ...finding, status: 'waived', waivedBy },
    ),
    about: [
      ...result.findings.filter(({ rule }) => !(partial && rule === 'LLA011')).map(rename),
      ...textFindings(findings, policy.waivers, texts),
    ],
  };
}

/** The waiver layer says which rule; the report has a sentence for each case. */
function rename(finding: LicenseFinding): RawFinding {
  const kind =
    finding.rule === 'LLA011' ? 'waiver-unused' : finding.level === 'error' ? 'waiver-expired' : 'waiver-expiring';
  return { ...finding, kind };
}

function textFindings(
  findings: readonly PlacedRaw[],
  waivers: readonly Waiver[],
  texts: CheckInput['texts'],
): readonly RawFinding[] {
  const models = [...new Set(findings.flatMap(({ model }) => model ?? []))].sort();
  return waivers.flatMap((waiver) => {
    const { id, licenseTextSha256: expected } = waiver;
    if (expected === undefined) return [];
    return models
      .filter((model) => matchesPattern(waiver.model, model))
      .flatMap((model): readonly RawFinding[] => {
        const text = texts.get(model);
        if (text?.sha256 === expected) return [];
        const args = { waiver: id, expected, subject: 'waiver' };
        if (text === undefined)
          return [{ rule: 'LLA014', level: 'warning', kind: 'text-unchecked', license: model, args }];
        const found = { ...args, found: text.sha256, file: text.file };
        return [{ rule: 'LLA014', level: 'error', kind: 'text-changed', license: model, args: found }];
      });
  });
}
