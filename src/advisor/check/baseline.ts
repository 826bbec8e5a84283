import { compareText } from '../../catalog/finding.ts';
import type { Baseline, BaselineEntry, CheckFinding } from '../../domain/check.ts';
import { compareLevels } from '../../license/levels.ts';

/** Kinds about promises made elsewhere: those are renewed there, not accepted as they are. */
const NEVER: ReadonlySet<CheckFinding['kind']> = new Set<CheckFinding['kind']>([
  'lock-missing',
  'lock-changed',
  'lock-unused',
  'text-changed',
  'waiver-expired',
]);

function mayBeAccepted({ kind, level, place }: Pick<CheckFinding, 'kind' | 'level' | 'place'>): boolean {
  return place !== null && level !== 'note' && !NEVER.has(kind);
}

/** Marks what the baseline has; a finding that has grown louder since is new. */
export function applyBaseline(findings: readonly CheckFinding[], baseline: Baseline): readonly CheckFinding[] {
  const known = new Map(baseline.findings.map((entry) => [entry.fingerprint, entry]));
  return findings.map((finding) => {
    const entry = known.get(finding.fingerprint);
    const accepted = entry !== undefined && mayBeAccepted(finding) && compareLevels(finding.level, entry.level) >= 0;
    return accepted && finding.status === 'open' ? { ...finding, status: 'baseline' } : finding;
  });
}

/** How many entries match nothing any more. */
export function countStale(findings: readonly CheckFinding[], baseline: Baseline): number {
  const alive = new Set(findings.map(({ fingerprint }) => fingerprint));
  return baseline.findings.filter(({ fingerprint }) => !alive.has(fingerprint)).length;
}

/** Everything that counts now, accepted as of `today`. */
export function makeBaseline(findings: readonly CheckFinding[], today: string): Baseline {
  const entries = findings
    .filter((finding) => mayBeAccepted(finding) && finding.status !== 'waived')
    .map(
      ({ fingerprint, rule, level, model, place }): BaselineEntry => ({
        fingerprint,
        rule,
        level,
        model,
        path: place?.path ?? null,
      }),
    );
  return { baselineVersion: 1, created: today, findings: entries.sort((a, b) => compareText(key(a), key(b))) };
}

function key({ path, model, rule, fingerprint }: BaselineEntry): string {
  return [path ?? '', model ?? '', rule, fingerprint].join('\n');
}

/** Ends with a line feed. */
export function writeBaseline(baseline: Baseline): string {
  return `${JSON.stringify(baseline, null, 2)}\n`;
}
