import type { CheckedModel, CheckFinding, CheckSummary, HostedUse } from '../../domain/check.ts';
import type { FindingLevel, LicenseVerdictKind } from '../../domain/license.ts';
import { worstVerdict } from './judge-subject.ts';

/** The run in numbers. A model under several sets of facts counts once, with its worst verdict; mentions are listed but do not count. */
export function summarize(
  models: readonly CheckedModel[],
  findings: readonly CheckFinding[],
  hosted: readonly HostedUse[],
): CheckSummary {
  const counted = models.filter((model) => !isMention(model));
  const worst = new Map<string, LicenseVerdictKind>();
  for (const { id, verdict } of counted)
    worst.set(id, worstVerdict([verdict.verdict, worst.get(id) ?? verdict.verdict]));
  const count = (kind: LicenseVerdictKind): number => [...worst.values()].filter((verdict) => verdict === kind).length;
  const open = (level: FindingLevel): number =>
    findings.filter((finding) => finding.status === 'open' && finding.level === level).length;
  const duties = new Map(
    counted.flatMap(({ id, verdict }) =>
      verdict.obligations
        .filter(({ weight }) => weight === undefined)
        .map((duty) => [`${id}\n${duty.license}\n${duty.code}`, duty.state] as const),
    ),
  );
  const states = [...duties.values()];
  // What is open about the model itself cannot be stated in a profile.
  const asked = findings.flatMap(({ kind, fact }) =>
    kind === 'question' && fact !== undefined && !fact.startsWith('model.') ? [fact] : [],
  );
  return {
    verdict: worstVerdict(counted.map(({ verdict }) => verdict.verdict)),
    models: worst.size,
    references: counted.reduce((sum, { places }) => sum + places.length, 0),
    byVerdict: {
      allowed: count('allowed'),
      conditional: count('conditional'),
      denied: count('denied'),
      unknown: count('unknown'),
    },
    open: { error: open('error'), warning: open('warning'), note: open('note') },
    waived: findings.filter(({ status }) => status === 'waived').length,
    baseline: findings.filter(({ status }) => status === 'baseline').length,
    unresolved: counted.filter(({ resolution }) => resolution === 'unresolved').length,
    hosted: hosted.length,
    obligations: {
      proven: states.filter((state) => state === 'proven').length,
      open: states.filter((state) => state === 'open').length,
    },
    missingFacts: [...new Set(asked)].sort(),
  };
}

function isMention({ kinds }: Pick<CheckedModel, 'kinds'>): boolean {
  return kinds.length > 0 && kinds.every((kind) => kind === 'mention');
}
