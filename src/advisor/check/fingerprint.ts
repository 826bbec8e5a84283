import type { CheckFinding } from '../../domain/check.ts';

type Printable = Pick<CheckFinding, 'rule' | 'kind' | 'license' | 'fact' | 'args' | 'model' | 'place'>;

const DIGITS = 16;

/**
 * What makes a finding the same one after edits: rule, model, file, and what exactly is asked. No line numbers, so that moved code keeps its
 * alerts; `:n` counts twins.
 */
export function fingerprints(findings: readonly Printable[], sha256: (text: string) => string): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, kind, license, fact, args, model, place }) => {
    const asked = [fact, args.code, args.otherCode, args.waiver, args.cause].map((part) => part ?? null);
    const hash = sha256(JSON.stringify([rule, model, place?.path ?? null, kind, license, ...asked])).slice(0, DIGITS);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}
