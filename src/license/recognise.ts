import type { LicenseDetails } from '../domain/license.ts';
import { isCopyrightLine, joinWords, type Line, linesOf, wordsOf } from './license-words.ts';

/** A license as far as its text can be told apart. */
export interface RecognisableLicense {
  readonly id: string;
  /** ISO day of the version; a text that shows another one is another version. */
  readonly released?: string;
  readonly recogniser: NonNullable<LicenseDetails['recogniser']>;
}

/** What a license file is. */
export type Recognition =
  | {
      readonly kind: 'recognised';
      readonly id: string;
      /** `full-text`: every word in order; `title+phrases`: what tells this version from its siblings, whatever else the text says. */
      readonly how: 'full-text' | 'title+phrases';
    }
  /** The text carries the marks of several; sorted. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'unknown' };

/**
 * Tells which license a text is. Texts that others begin like (MIT) count only as a whole, with nothing but copyright lines varying; a prefix
 * never does. Pure; `sha256` gives hexadecimal digits. Never throws.
 */
export function recogniseLicense(
  text: string,
  licenses: readonly RecognisableLicense[],
  sha256: (text: string) => string,
): Recognition {
  const read = linesOf(text);
  const whole = licenses.filter((license) => isWhole(read, license, sha256));
  if (whole.length > 0) return toRecognition(whole, 'full-text');
  const lines = read.map(({ words }) => words);
  const all = joinWords(lines.flat());
  const starts = lineStarts(lines);
  const marked = licenses.filter(
    (license) => license.recogniser.match !== 'whole' && hasMarks(license, all, starts) && fitsDate(license, text),
  );
  return toRecognition(narrowest(marked), 'title+phrases');
}

/** A text with the marks of a version and of the one it grew from is the version that asks for more of them. */
function narrowest(found: readonly RecognisableLicense[]): readonly RecognisableLicense[] {
  return found.filter((license) => !found.some((other) => asksMore(other, license)));
}

function asksMore(other: RecognisableLicense, license: RecognisableLicense): boolean {
  const [wide, narrow] = [marksOf(license), marksOf(other)];
  const covered = wide.every((mark) => narrow.some((longer) => longer.includes(mark)));
  return covered && !narrow.every((mark) => wide.some((longer) => longer.includes(mark)));
}

function marksOf({ recogniser: { title, phrases = [] } }: RecognisableLicense): readonly string[] {
  return [...(title === undefined ? [] : [title]), ...phrases].map((mark) => joinWords(wordsOf(mark)));
}

function toRecognition(
  found: readonly RecognisableLicense[],
  how: Extract<Recognition, { kind: 'recognised' }>['how'],
): Recognition {
  const candidates = [...new Set(found.map(({ id }) => id))].sort();
  const [id, other] = candidates;
  if (id === undefined) return { kind: 'unknown' };
  return other === undefined ? { kind: 'recognised', id, how } : { kind: 'ambiguous', candidates };
}

/** Words around a title that say nothing: `The MIT License`, an address beneath it. */
const TITLE_FILLERS = ['the', 'www', 'org', 'com', 'licenses', 'license'];

function isWhole(
  lines: readonly Line[],
  { recogniser }: RecognisableLicense,
  sha256: (text: string) => string,
): boolean {
  const { wholeSha256, title = '' } = recogniser;
  return wholeSha256?.includes(sha256(bodyOfLines(lines, title))) ?? false;
}

/** The words of a text after its title, without copyright lines: what the hashes of the catalog are taken of. */
export function bodyOf(text: string, title: string): string {
  return bodyOfLines(linesOf(text), title);
}

function bodyOfLines(lines: readonly Line[], title: string): string {
  const known = new Set([...wordsOf(title), ...TITLE_FILLERS]);
  const start = lines.findIndex((line) => line.words.some((word) => !known.has(word)) && !isCopyrightLine(line, true));
  const body = start < 0 ? [] : lines.slice(start).filter((line) => !isCopyrightLine(line, false));
  return body.flatMap(({ words }) => words).join(' ');
}

/** A title may be followed on its line by a version or a date. */
const MAX_TITLE_TAIL = 6;

function hasMarks(
  { recogniser: { title, phrases = [], dateLine } }: RecognisableLicense,
  all: string,
  starts: readonly LineStart[],
): boolean {
  if (title === undefined && phrases.length === 0) return false;
  const dated = dateLine !== undefined && /\d/.test(dateLine) ? [dateLine] : [];
  if (![...phrases, ...dated].every((phrase) => all.includes(joinWords(wordsOf(phrase))))) return false;
  return title === undefined || hasTitle(all, starts, wordsOf(title));
}

interface LineStart {
  /** Where the line begins in the joined words. */
  readonly at: number;
  /** Words from the start of the text to the end of this line. */
  readonly endWord: number;
  readonly startWord: number;
}

function lineStarts(lines: readonly (readonly string[])[]): readonly LineStart[] {
  let at = 0;
  let word = 0;
  return lines.map((words) => {
    const start = { at, startWord: word, endWord: word + words.length };
    at += words.reduce((sum, { length }) => sum + length + 1, 0);
    word += words.length;
    return start;
  });
}

/** Whether some line begins with the title; it may run over lines, and ends where one ends or soon before. */
function hasTitle(all: string, starts: readonly LineStart[], title: readonly string[]): boolean {
  const wanted = joinWords(title);
  return starts.some(({ at, startWord }) => {
    if (!all.startsWith(wanted, at)) return false;
    const end = startWord + title.length;
    const last = starts.find(({ endWord }) => endWord >= end);
    return last !== undefined && last.endWord - end <= MAX_TITLE_TAIL;
  });
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** A date line that names another day than this version's rules it out; a text without one stays open. */
function fitsDate({ released, recogniser: { dateLine } }: RecognisableLicense, text: string): boolean {
  if (released === undefined || released.length < 10 || dateLine === undefined || /\d/.test(dateLine)) return true;
  const all = joinWords(wordsOf(text));
  const label = joinWords(wordsOf(dateLine));
  const found = all.indexOf(label);
  if (found < 0) return true;
  const [first = '', second = '', third = ''] = all.slice(found + label.length, found + label.length + 40).split(' ');
  return dayOf(first, second, third) === released;
}

/** `march 24 2025`, `24 march 2025` and `2025 03 24` as an ISO day. */
function dayOf(first: string, second: string, third: string): string | undefined {
  const named = MONTHS.includes(first) ? [third, first, second] : [third, second, first];
  const [year = '', name = '', day = ''] = /^\d{4}$/.test(first) ? [first, second, third] : named;
  const month = MONTHS.includes(name) ? String(MONTHS.indexOf(name) + 1) : name;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return /^\d{4}-\d\d-\d\d$/.test(iso) ? iso : undefined;
}
