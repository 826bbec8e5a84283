import { AMBIGUOUS_RANGES, WIDE_RANGES } from './width-data.ts';

export interface WidthOptions {
  /** Count East Asian Ambiguous characters as two cells, as some Chinese terminals do. Default: one. */
  readonly ambiguousWide?: boolean;
}

// Characters that are one code unit, one grapheme and never combine, so that no segmenter is needed (its first use costs 9 ms): ASCII, Latin-1,
// punctuation, arrows and box lines, CJK punctuation, kana, ideographs and full-width forms.
const SIMPLE =
  /^[ -~\u00a1-\u00ac\u00ae-\u02af\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2190-\u21ff\u2500-\u25ff\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3400-\u9fff\uff01-\uff60]*$/;
const ASCII = /^[ -~]*$/;

let segmenter: Intl.Segmenter | undefined;

/** The user-perceived characters of a text, in order; joined they are the text. */
export function graphemes(text: string): string[] {
  if (SIMPLE.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function decode(lines: readonly string[]): Uint32Array {
  const bounds: number[] = [];
  for (const range of lines.join('').trim().split(' ')) {
    const [from = '', to = from] = range.split('-');
    bounds.push(Number.parseInt(from, 16), Number.parseInt(to, 16));
  }
  return Uint32Array.from(bounds);
}

const wide = decode(WIDE_RANGES);
let ambiguous: Uint32Array | undefined;

function inRanges(ranges: Uint32Array, codePoint: number): boolean {
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (codePoint < (ranges[2 * middle] ?? 0)) high = middle - 1;
    else if (codePoint > (ranges[2 * middle + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}

function codePointWidth(codePoint: number, options: WidthOptions): 1 | 2 {
  if (codePoint < 0xa1) return 1;
  if (inRanges(wide, codePoint)) return 2;
  if (options.ambiguousWide !== true) return 1;
  ambiguous ??= decode(AMBIGUOUS_RANGES);
  return inRanges(ambiguous, codePoint) ? 2 : 1;
}

const INVISIBLE =
  /[\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/u;
const TRAILING = /[\p{Spacing_Mark}\uff00-\uffef]/u;
const PICTOGRAPH = /\p{Extended_Pictographic}/gu;
const KEYCAP = /^[\d#*]\u20e3$/;
// Built at run time: the flag is newer than the compile target, every supported Node has it.
const EMOJI = '^\\p{RGI_Emoji}$';
const EMOJI_FLAG = 'v';
let emoji: RegExp | undefined;

/** Emoji sequences are drawn as one glyph of two cells, also where the presentation selector was left out. */
function isEmoji(cluster: string): boolean {
  emoji ??= new RegExp(EMOJI, EMOJI_FLAG);
  if (emoji.test(cluster) || KEYCAP.test(cluster)) return true;
  return cluster.includes('\u200d') && (cluster.match(PICTOGRAPH)?.length ?? 0) >= 2;
}

const isLeadingJamo = (c: number): boolean => (c >= 0x1100 && c <= 0x115f) || (c >= 0xa960 && c <= 0xa97c);
const isVowelJamo = (c: number): boolean => (c >= 0x1160 && c <= 0x11a7) || (c >= 0xd7b0 && c <= 0xd7c6);
const isTrailingJamo = (c: number): boolean => (c >= 0x11a8 && c <= 0x11ff) || (c >= 0xd7cb && c <= 0xd7fb);

/** Conjoining Hangul: a leading, vowel and optional trailing letter share one block of two cells. */
function hangulWidth(codePoints: readonly number[], options: WidthOptions): number {
  let width = 0;
  for (let i = 0; i < codePoints.length; i++) {
    const codePoint = codePoints[i] ?? 0;
    if (isLeadingJamo(codePoint) && isVowelJamo(codePoints[i + 1] ?? 0)) {
      width += 2;
      i += isTrailingJamo(codePoints[i + 2] ?? 0) ? 2 : 1;
    } else width += codePointWidth(codePoint, options);
  }
  return width;
}

function clusterWidth(cluster: string, options: WidthOptions): number {
  const characters = Array.from(cluster);
  const visible = characters.filter((character) => !INVISIBLE.test(character));
  const first = visible[0]?.codePointAt(0);
  if (first === undefined) return 0;
  if (isEmoji(cluster)) return 2;
  if (isLeadingJamo(first) || isVowelJamo(first) || isTrailingJamo(first)) {
    return hangulWidth(
      visible.map((character) => character.codePointAt(0) ?? 0),
      options,
    );
  }
  let width = codePointWidth(first, options);
  for (const character of visible.slice(1)) {
    if (TRAILING.test(character)) width += codePointWidth(character.codePointAt(0) ?? 0, options);
  }
  return width;
}

/** Cells one grapheme takes in a terminal: 0, 1 or 2, more only for stacked spacing marks. */
export function graphemeWidth(grapheme: string, options: WidthOptions = {}): number {
  if (grapheme.length === 1 && SIMPLE.test(grapheme)) return codePointWidth(grapheme.charCodeAt(0), options);
  return clusterWidth(grapheme, options);
}

/** Cells a text without line breaks and without colour codes takes in a terminal. */
export function displayWidth(text: string, options: WidthOptions = {}): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const grapheme of graphemes(text)) width += graphemeWidth(grapheme, options);
  return width;
}
