import type { TableData, TableStyle } from './table.ts';
import { wrap } from './wrap.ts';

const INDENT = 2;

/** A table too wide for the terminal as a list: the first `titles` cells name the row, the others follow with their headers, one a line. */
export function drawStack(
  { columns, rows }: TableData,
  titles: number,
  { width, paint, colon }: TableStyle,
): readonly string[] {
  return rows.flatMap((row, index) => {
    const [name = '', ...more] = row
      .slice(0, titles)
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join(' ')
      .split('\n');
    const lines = [
      ...wrap(name, width).map((line) => paint('strong', line)),
      ...more.flatMap((line) => indented(line, width)),
    ];
    for (const [i, { text, tone }] of row.entries()) {
      const header = columns[i]?.header.replaceAll('\n', ' ') ?? '';
      if (i < titles || text === '') continue;
      for (const line of indented(`${header}${colon}${text.replaceAll('\n', ', ')}`, width))
        lines.push(paint(tone ?? 'plain', line));
    }
    return index === 0 ? lines : ['', ...lines];
  });
}

function indented(text: string, width: number): readonly string[] {
  const pad = ' '.repeat(INDENT);
  return wrap(text, Math.max(2, width - INDENT), 0).map((line) => pad + line);
}
