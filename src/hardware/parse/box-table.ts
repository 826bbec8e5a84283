import { lines } from './quantity.ts';

/** A table drawn with `|`, `+` and `=`, as vendor tools print: several lines per device. */
export interface BoxTable {
  /** Header lines, split into cells. */
  readonly header: readonly (readonly string[])[];
  /** Per device: its lines, split into cells. */
  readonly entries: readonly (readonly (readonly string[])[])[];
}

/** Reads the first table that has a `=` line. Entries have as many lines as the header. */
export function readBoxTable(text: string): BoxTable {
  const header: string[][] = [];
  const body: string[][] = [];
  let seen = false;
  for (const line of lines(text, 400)) {
    const trimmed = line.trim();
    if (/^[|+][|+=-]*={5,}/.test(trimmed)) {
      if (!seen && header.length > 0) seen = true;
      continue;
    }
    if (/^[|+][|+-]*-{5,}/.test(trimmed)) {
      if (!seen) header.length = 0;
      continue;
    }
    if (!trimmed.startsWith('|')) {
      if (seen && body.length > 0) break;
      continue;
    }
    const cells = trimmed
      .replace(/^\|/, '')
      .replace(/\|$/, '')
      .split('|')
      .map((cell) => cell.trim());
    (seen ? body : header).push(cells);
  }
  const size = Math.max(1, header.length);
  const entries: string[][][] = [];
  for (let i = 0; i + size <= body.length; i += size) entries.push(body.slice(i, i + size));
  return { header, entries };
}

/** Where the header has a word: line and cell. */
export function placeOf(table: BoxTable, word: RegExp): { readonly line: number; readonly cell: number } | null {
  for (const [line, cells] of table.header.entries()) {
    const cell = cells.findIndex((text) => word.test(text));
    if (cell >= 0) return { line, cell };
  }
  return null;
}

export function cellAt(
  entry: readonly (readonly string[])[],
  place: { readonly line: number; readonly cell: number } | null,
): string | null {
  return place === null ? null : (entry[place.line]?.[place.cell] ?? null);
}
