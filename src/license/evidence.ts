import type { LicenseDetails, Obligation } from '../domain/license.ts';
import { foldName } from './conflicts.ts';
import { parseObligation } from './obligation-kinds.ts';
import { matchesPattern } from './pattern.ts';

/** A repository as far as it is needed to prove duties. */
interface EvidenceFiles {
  /** Repository-relative paths with `/`, in any order. */
  readonly paths: readonly string[];
  /** Text of a file; undefined when it cannot be read as text. */
  readonly read: (path: string) => string | undefined;
}

export interface EvidenceContext {
  readonly files: EvidenceFiles;
  /** Files named by the policy for an obligation code; patterns allowed. Looked at first, and trusted to be the right place. */
  readonly declared: Readonly<Record<string, readonly string[]>>;
  /** Wording of the license that asks, where it is at hand. */
  readonly details: (license: string) => LicenseDetails | undefined;
  /** Names under which the repository publishes models. */
  readonly publishedNames: readonly string[];
}

type Prover = (argument: string, obligation: Obligation, context: EvidenceContext) => string | undefined;

/** Duties that a file can prove; the others need an acknowledgement, a record or a person. */
const PROVERS: Readonly<Partial<Record<ReturnType<typeof parseObligation>['kind'], Prover>>> = {
  display: (argument, { code }, context) => findText(argument, code, DISPLAY_PLACES, context),
  acknowledge: (argument, { code }, context) => findText(argument, code, DISPLAY_PLACES, context),
  'notice-file': (_, { code, license }, context) => {
    const sentence = context.details(license)?.terms.noticeFile?.text;
    return sentence === undefined ? undefined : findText(sentence, code, NOTICE_PLACES, context);
  },
  'license-copy': (_, { code, license }, context) => {
    const title = context.details(license)?.recogniser?.title;
    return title === undefined ? undefined : findText(title, code, LICENSE_PLACES, context);
  },
  'name-prefix': (argument, _, { publishedNames }) => {
    const names = publishedNames.map((name) => name.slice(name.indexOf('/') + 1));
    const all = names.length > 0 && names.every((name) => foldName(name).startsWith(foldName(argument)));
    return all ? publishedNames[0] : undefined;
  },
};

const DISPLAY_PLACES = ['readme*', '*/readme*', 'docs/*', '*.html', '*.tsx', '*.jsx', '*.vue', '*.svelte', '*about*'];
const NOTICE_PLACES = ['notice*', '*/notice*', 'third_party*', 'third-party*', '*/third_party*'];
const LICENSE_PLACES = ['licenses/*', 'license*', '*/license*', 'third_party*'];

/** The same obligations, with those that a file proves marked so. */
export function proveByFiles(obligations: readonly Obligation[], context: EvidenceContext): readonly Obligation[] {
  return obligations.map((obligation) => {
    if (obligation.state === 'proven') return obligation;
    const { kind, argument } = parseObligation(obligation.code);
    const reference = PROVERS[kind]?.(argument, obligation, context) ?? declaredFile(kind, obligation.code, context);
    return reference === undefined
      ? obligation
      : { ...obligation, state: 'proven', proof: { kind: 'file', reference } };
  });
}

/** Where no wording can be searched for, a named file that exists is the proof. Texts that have a wording must hold it. */
function declaredFile(kind: string, code: string, context: EvidenceContext): string | undefined {
  if (kind in PROVERS && kind !== 'license-copy') return undefined;
  return pathsOf(context.declared[code] ?? [], context)[0];
}

function findText(
  wanted: string,
  code: string,
  places: readonly string[],
  context: EvidenceContext,
): string | undefined {
  const declared = context.declared[code];
  const paths = declared === undefined ? pathsOf(places, context) : pathsOf(declared, context);
  return paths.find((path) => squeeze(context.files.read(path) ?? '').includes(squeeze(wanted)));
}

function pathsOf(patterns: readonly string[], { files }: EvidenceContext): readonly string[] {
  return files.paths.filter((path) => patterns.some((pattern) => matchesPattern(pattern, path))).sort();
}

/** Text without tags and line breaks; letters keep their case. */
function squeeze(text: string): string {
  return text
    .replaceAll(/<[^<>]{0,500}>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
