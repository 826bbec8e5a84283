/** One line of a license file: its words, folded, and the line itself for what only case and punctuation tell. */
export interface Line {
  readonly raw: string;
  readonly words: readonly string[];
}

/** Plain tags without attributes; any other tag keeps its words, so that nothing can hide in one. */
const PLAIN_TAG = /<\/?(?:p|br|div|h[1-6]|pre|b|i|em|strong|ul|ol|li|span|code|html|body|center)\s*\/?>/gi;
/** `RAIL++` is a word of its own. */
const WORD = /[\p{L}\p{N}]+\+*/gu;

/** The words of a text in order: one form for case, quotes, dashes, white space, markup and list bullets. */
export function wordsOf(text: string): readonly string[] {
  return foldWords(foldText(text));
}

/** Addresses lose their scheme. */
function foldWords(text: string): readonly string[] {
  return (
    text
      .replaceAll(/https?:\/\/(?:www\.)?/gi, ' ')
      .toLowerCase()
      .match(WORD) ?? []
  );
}

/** Words with a space around each, so that one sequence is found in another by plain search. */
export function joinWords(words: readonly string[]): string {
  return ` ${words.join(' ')} `;
}

/** The lines of a text that have words. */
export function linesOf(text: string): readonly Line[] {
  return foldText(text)
    .split(/[\n\r\u2028\u2029]+/)
    .map((raw): Line => ({ raw, words: foldWords(raw) }))
    .filter(({ words }) => words.length > 0);
}

/** One form of every character; invisible ones go. */
function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\u00ad]/gu, '')
    .replaceAll(PLAIN_TAG, '\n');
}

const COPYRIGHT = /^[^\p{L}\p{N}©]*(?:copyright|©|\(c\))/iu;
/** Followed by a mark, a year or a place for one: a line about a holder wherever it stands. */
const MARKED = /^[^\p{L}\p{N}©]*(?:copyright\s*(?:\(c\)|©|\d|[[{<]\s*(?:yyyy|year))|©|\(c\)\s*\d)/iu;
const ALL_RIGHTS = 'all rights reserved';
const MAX_COPYRIGHT_WORDS = 16;
/** `<me@example.org>`, `https://example.org/me`. */
const ADDRESS = /\S*(?:@|:\/\/|\w\/|\.(?:com|org|net|io|dev|be|dk|de)\b)\S*/giu;

/** Small words that names of holders contain; every other word has a capital or a digit. */
const NAME_WORDS: ReadonlySet<string> = new Set(
  'copyright c and the by of its other et al de la von van der den contributors contributor authors author holders holder owner owners present year years yyyy name fullname inc ltd team project individual js ai s'.split(
    ' ',
  ),
);

/** Words that turn a line about a holder into a term, whatever their case. */
const TERMS: ReadonlySet<string> = new Set(
  (
    'not no non only must shall may can cannot except unless if provided prohibited forbidden allowed permitted granted grant use used ' +
    'using uses commercial commercially noncommercial purpose purposes research revenue user users subject terms condition conditions ' +
    'license licensed licence require required requires restricted restriction without agree fee pay sell sold'
  ).split(' '),
);

/** Whether a line does no more than name years and holders. `leading`: it stands before the text, where a bare `Copyright NAME` is one too. */
export function isCopyrightLine({ raw, words }: Line, leading: boolean): boolean {
  if (joinWords(words).trim() === ALL_RIGHTS) return true;
  if (!(leading ? COPYRIGHT : MARKED).test(raw)) return false;
  const named =
    raw
      .replaceAll(ADDRESS, ' ')
      .replace(/all rights reserved/i, ' ')
      .match(WORD) ?? [];
  const isName = (word: string): boolean =>
    NAME_WORDS.has(word.toLowerCase()) ||
    (word !== word.toLowerCase() && !TERMS.has(word.toLowerCase())) ||
    /\d/.test(word);
  return named.length <= MAX_COPYRIGHT_WORDS && named.every(isName);
}
