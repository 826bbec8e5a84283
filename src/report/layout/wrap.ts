import { displayWidth, graphemes, graphemeWidth } from './width.ts';

// Characters that may not begin a line (closing marks) or end one (opening marks), after the Chinese convention (GB/T 15834, W3C clreq).
const NO_START = new Set('，。、；：？！）》」』】〕〉”’…—～％·,.;:?!)]}%');
const NO_END = new Set('（《「『【〔〈“‘([{');

interface Piece {
  readonly text: string;
  readonly width: number;
  /** A blank: dropped at the break. */
  readonly blank: boolean;
}

/** Cuts a paragraph where a line may break: at blanks and between ideographs. */
function pieces(paragraph: string): Piece[] {
  const result: Piece[] = [];
  let current = '';
  let currentWidth = 0;
  const flush = (): void => {
    if (current !== '') result.push({ text: current, width: currentWidth, blank: false });
    current = '';
    currentWidth = 0;
  };
  let last = '';
  for (const grapheme of graphemes(paragraph)) {
    const width = graphemeWidth(grapheme);
    if (grapheme === ' ') {
      flush();
      result.push({ text: grapheme, width, blank: true });
      last = '';
      continue;
    }
    const between = last !== '' && (width === 2 || graphemeWidth(last) === 2);
    if (between && !NO_START.has(grapheme) && !NO_END.has(last)) flush();
    current += grapheme;
    currentWidth += width;
    last = grapheme;
  }
  flush();
  return result;
}

/** Cuts a word that is longer than a line, after a hyphen or slash where there is one. */
function cut(piece: Piece, width: number): Piece[] {
  if (piece.width <= width) return [piece];
  const result: Piece[] = [];
  let line: string[] = [];
  const emit = (count: number): void => {
    const text = line.slice(0, count).join('');
    result.push({ text, width: displayWidth(text), blank: false });
    line = line.slice(count);
  };
  for (const grapheme of graphemes(piece.text)) {
    while (line.length > 0 && displayWidth(line.join('') + grapheme) > width) {
      const joint = Math.max(line.lastIndexOf('-'), line.lastIndexOf('/')) + 1;
      emit(joint > 0 ? joint : line.length);
    }
    line.push(grapheme);
  }
  emit(line.length);
  return result;
}

/**
 * Breaks a text into lines of at most `width` cells (at least two, one ideograph). Every grapheme but the blanks at a break is kept. Line
 * feeds in the text are kept as breaks. `indent` cells are put before every line but the first.
 */
export function wrap(text: string, width: number, indent = 0): string[] {
  const lines: string[] = [];
  const pad = ' '.repeat(indent);
  for (const paragraph of text.split('\n')) {
    let line = lines.length === 0 ? '' : pad;
    let used = line.length;
    let started = false;
    let blanks = '';
    for (const whole of pieces(paragraph)) {
      if (whole.blank) {
        blanks += whole.text;
        continue;
      }
      for (const piece of cut(whole, Math.max(2, width - indent))) {
        if (used + blanks.length + piece.width > width) {
          if (started) {
            lines.push(line);
            line = pad;
            used = pad.length;
          }
          blanks = '';
        }
        line += blanks + piece.text;
        used += blanks.length + piece.width;
        blanks = '';
        started = true;
      }
    }
    lines.push(line);
  }
  return lines;
}

export type Align = 'left' | 'right';

const asIs = (text: string): string => text;

/** Fills a text with blanks to exactly `width` cells; longer texts stay as they are. `dress` may add colour codes to the text. */
export function pad(
  text: string,
  width: number,
  align: Align = 'left',
  dress: (text: string) => string = asIs,
): string {
  const missing = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? dress(text) + missing : missing + dress(text);
}
