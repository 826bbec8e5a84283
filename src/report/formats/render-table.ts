import type { AnyResult } from '../../domain/result.ts';
import type { Block } from '../blocks.ts';
import { toAscii } from '../layout/ascii.ts';
import type { Paint } from '../layout/paint.ts';
import { drawStack } from '../layout/stack.ts';
import { drawTable, type TableData, type TableStyle } from '../layout/table.ts';
import { wrap } from '../layout/wrap.ts';
import type { FormatOptions } from '../options.ts';
import { blocksOf } from '../view/view.ts';

type Draw = {
  readonly [K in Block['kind']]: (block: Extract<Block, { kind: K }>, style: TableStyle) => readonly string[];
};

const COLONS: Readonly<Record<FormatOptions['locale'], string>> = { en: ': ', 'zh-CN': '：' };
const BULLET = '- ';

const draw: Draw = {
  /** The first layout that fits, else one short list a row. */
  table: ({ layouts, titles }, style) => {
    for (const layout of layouts) {
      const drawn = drawTable(layout, style);
      if (drawn !== null) return ['', ...drawn.split('\n'), ''];
    }
    return ['', ...drawStack(layouts[layouts.length - 1] ?? layouts[0], titles, style), ''];
  },
  paragraph: ({ label, text, tone }, { width, paint, colon }) => {
    const head = label === '' ? '' : label + colon;
    const [first = '', ...rest] = wrap(head + text, width);
    const painted = first.startsWith(head) ? paint('strong', head) + first.slice(head.length) : first;
    return [painted, ...rest].map((line) => (tone === undefined ? line : paint(tone, line)));
  },
  list: ({ label, items }, { width, paint, colon }) => [
    paint('strong', (label + colon).trimEnd()),
    ...items.flatMap((item) => wrap(BULLET + item, width, BULLET.length)),
  ],
  commands: ({ label, lines }, { paint, colon }) => ['', paint('strong', (label + colon).trimEnd()), ...lines, ''],
};

function asciiTable({ columns, rows }: TableData): TableData {
  return {
    columns: columns.map((column) => ({ ...column, header: toAscii(column.header) })),
    rows: rows.map((row) => row.map((cell) => ({ ...cell, text: toAscii(cell.text) }))),
  };
}

/** Typography replaced everywhere but in commands, which stay as they must be typed. */
function asciiBlock(block: Block): Block {
  if (block.kind === 'commands') return block;
  if (block.kind === 'paragraph') return { ...block, text: toAscii(block.text) };
  if (block.kind === 'list') return { ...block, items: block.items.map(toAscii) };
  const [first, ...rest] = block.layouts;
  return { ...block, layouts: [asciiTable(first), ...rest.map(asciiTable)] };
}

/** The answer for a terminal: tables that fit the width, sentences wrapped to it, commands whole. */
export function renderTable(result: AnyResult, options: FormatOptions, paint: Paint): string {
  return renderBlocks(blocksOf(result, options.locale), options, paint);
}

/** Blocks drawn for a terminal, whatever they tell of. */
export function renderBlocks(
  blocks: readonly Block[],
  options: Pick<FormatOptions, 'width' | 'ascii' | 'locale'>,
  paint: Paint,
): string {
  const style: TableStyle = {
    width: options.width,
    ascii: options.ascii,
    paint,
    colon: COLONS[options.locale],
  };
  const lines = blocks.flatMap((block) => {
    const drawBlock = draw[block.kind] as (block: Block, style: TableStyle) => readonly string[];
    return drawBlock(options.ascii ? asciiBlock(block) : block, style);
  });
  const tidy = lines.filter((line, i) => line !== '' || (i > 0 && lines[i - 1] !== ''));
  return `${tidy.join('\n').trimEnd()}\n`;
}
