import Table from 'cli-table3';
import type { Paint, Tone } from './paint.ts';
import { displayWidth } from './width.ts';
import { type Align, pad, wrap } from './wrap.ts';

export interface Cell {
  /** May hold line feeds: each starts a new line of the cell. */
  readonly text: string;
  readonly tone?: Tone;
}

export interface Column {
  readonly header: string;
  readonly align?: Align;
  /** Narrowest width this column may be wrapped to when the table is too wide; absent: never wrapped. */
  readonly shrinkTo?: number;
}

export interface TableData {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface TableStyle {
  readonly width: number;
  readonly ascii: boolean;
  readonly paint: Paint;
  /** Between a label and its text. */
  readonly colon: string;
}

const UNICODE_FRAME = {
  top: '─',
  'top-mid': '┬',
  'top-left': '┌',
  'top-right': '┐',
  bottom: '─',
  'bottom-mid': '┴',
  'bottom-left': '└',
  'bottom-right': '┘',
  left: '│',
  'left-mid': '├',
  mid: '─',
  'mid-mid': '┼',
  right: '│',
  'right-mid': '┤',
  middle: '│',
};
const ASCII_FRAME = Object.fromEntries(
  Object.keys(UNICODE_FRAME).map((part) => [
    part,
    ['top', 'bottom', 'mid'].includes(part) ? '-' : ['left', 'right', 'middle'].includes(part) ? '|' : '+',
  ]),
);

const lineWidth = (text: string): number => Math.max(0, ...text.split('\n').map((line) => displayWidth(line)));

/** Frame cells of a table with `columns` columns: a bar and two blanks each, and the last bar. */
const frameWidth = (columns: number): number => 3 * columns + 1;

/** Column widths that fit, shrinking the columns that allow it, the widest first; null when even the narrowest do not fit. */
function fitColumns(data: TableData, width: number): readonly number[] | null {
  const natural = data.columns.map((column, i) =>
    Math.max(1, lineWidth(column.header), ...data.rows.map((row) => lineWidth(row[i]?.text ?? ''))),
  );
  const widths = [...natural];
  let excess = widths.reduce((sum, w) => sum + w, 0) + frameWidth(widths.length) - width;
  while (excess > 0) {
    let widest = -1;
    for (const [i, column] of data.columns.entries()) {
      const current = widths[i] ?? 0;
      if (column.shrinkTo === undefined || current <= column.shrinkTo) continue;
      if (widest === -1 || current > (widths[widest] ?? 0)) widest = i;
    }
    if (widest === -1) return null;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
  return widths;
}

interface Line {
  readonly cells: readonly string[];
}

/** The lines of one row: every cell wrapped, padded to its column and painted. */
function linesOf(row: readonly Cell[], data: TableData, widths: readonly number[], paint: Paint): Line[] {
  const wrapped = data.columns.map((_, i) =>
    (row[i]?.text ?? '').split('\n').flatMap((part) => wrap(part, widths[i] ?? 1)),
  );
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => ({
    cells: data.columns.map((column, i) =>
      pad(wrapped[i]?.[line] ?? '', widths[i] ?? 1, column.align, (text) => paint(row[i]?.tone ?? 'plain', text)),
    ),
  }));
}

const STAND_IN = 'x';

/** The lines a frame is made of; `row` holds stand-ins where the cells go. */
interface Frame {
  readonly top: string;
  readonly row: string;
  readonly rule: string;
  readonly bottom: string;
}

/**
 * cli-table3 draws the frame around stand-ins of the right width; the text goes in afterwards, line by line. Its own measuring (string-width
 * 4) knows neither newer emoji nor all combining marks, its word wrap loses Chinese characters, and it takes milliseconds for every row.
 */
function drawFrame(widths: readonly number[], ascii: boolean): Frame {
  const standIns = widths.map((width) => STAND_IN.repeat(width));
  const table = new Table({
    head: standIns,
    chars: ascii ? ASCII_FRAME : UNICODE_FRAME,
    style: { head: [], border: [] },
  });
  table.push(standIns);
  const [top = '', row = '', rule = '', , bottom = ''] = table.toString().split('\n');
  return { top, row, rule, bottom };
}

/** Draws a framed table in at most `style.width` cells, or returns null when it cannot. All lines take equally many cells. */
export function drawTable(data: TableData, style: TableStyle): string | null {
  const widths = fitColumns(data, style.width);
  if (widths === null) return null;
  const headers = data.columns.map(({ header }) => ({ text: header, tone: 'strong' as const }));
  const rows = data.rows.map((row) => linesOf(row, data, widths, style.paint));
  const frame = drawFrame(widths, style.ascii);
  const fill = ({ cells }: Line): string => {
    let next = 0;
    return frame.row.replace(/x+/g, () => cells[next++] ?? '');
  };
  // Rows of one line need no rule between them.
  const ruled = rows.some((lines) => lines.length > 1);
  return [
    frame.top,
    ...linesOf(headers, data, widths, style.paint).map(fill),
    frame.rule,
    ...rows.flatMap((lines, i) => [...(ruled && i > 0 ? [frame.rule] : []), ...lines.map(fill)]),
    frame.bottom,
  ].join('\n');
}
