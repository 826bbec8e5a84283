import type { LicenseFinding, Obligation } from '../domain/license.ts';
import { parseObligation } from './obligation-kinds.ts';

/**
 * Which share-alike or copyleft license may take in material under another one: key into values. GPL family after
 * https://www.gnu.org/licenses/license-list.html, CC BY-SA 4.0 after
 * https://creativecommons.org/compatible-licenses (both read 2026-11).
 */
const TAKES_IN: Readonly<Record<string, readonly string[]>> = {
  'GPL-3.0-only': ['LGPL-3.0-only', 'MPL-2.0', 'CC-BY-SA-4.0'],
  'AGPL-3.0-only': ['GPL-3.0-only', 'LGPL-3.0-only', 'MPL-2.0'],
  'LGPL-3.0-only': ['MPL-2.0'],
};

/** Duties of one model that cannot all be met: two first name parts, or two licenses that each want to be the only one. */
export function findConflicts(obligations: readonly Obligation[]): readonly LicenseFinding[] {
  return [
    ...clash(obligations, ['name-prefix'], (a, b) => startsAlike(a, b) || startsAlike(b, a)),
    ...clash(obligations, ['share-alike', 'copyleft'], (a, b) => takesIn(a, b) || takesIn(b, a)),
  ];
}

function clash(
  obligations: readonly Obligation[],
  kinds: readonly string[],
  agree: (a: string, b: string) => boolean,
): readonly LicenseFinding[] {
  const due = obligations.flatMap((obligation) => {
    const { kind, argument } = parseObligation(obligation.code);
    return kinds.includes(kind) ? [{ obligation, argument }] : [];
  });
  return due.flatMap((a, index) =>
    due
      .slice(index + 1)
      .filter((b) => !agree(a.argument, b.argument))
      .map(
        (b): LicenseFinding => ({
          rule: 'LLA018',
          level: 'error',
          kind: 'conflict',
          license: a.obligation.license,
          ...(a.obligation.clause === undefined ? {} : { clause: a.obligation.clause }),
          args: { code: a.obligation.code, other: b.obligation.license, otherCode: b.obligation.code },
        }),
      ),
  );
}

function startsAlike(name: string, prefix: string): boolean {
  return foldName(name).startsWith(foldName(prefix));
}

/** Names compare without case, spaces and punctuation: `Llama 3` opens `llama-3-8b`. */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function takesIn(whole: string, part: string): boolean {
  return whole === part || (TAKES_IN[whole]?.includes(part) ?? false);
}
