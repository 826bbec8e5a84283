import type { AnyResult } from '../../domain/result.ts';
import type { Block } from '../blocks.ts';
import type { TableData } from '../layout/table.ts';
import type { FormatOptions, Formatter } from '../options.ts';
import { blocksOf } from '../view/view.ts';

const COLONS: Readonly<Record<FormatOptions['locale'], string>> = { en: ':', 'zh-CN': '：' };

/** Characters that Markdown would read as markup inside a sentence. */
function escapeMarkup(text: string): string {
  return text.replace(/[\\*<>|`[\]]/g, '\\$&');
}

const cell = (text: string): string => escapeMarkup(text).replaceAll('\n', '<br>');

function tableLines({ columns, rows }: TableData): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ header }) => cell(header.replaceAll('\n', ' ')))),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map((_, i) => cell(row[i]?.text ?? '')))),
  ];
}

/** A fence longer than any run of backticks inside. */
function fenced(lines: readonly string[], language: string): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [fence + language, ...lines, fence];
}

function blockLines(block: Block, colon: string, language: string): readonly string[] {
  const label = block.kind === 'table' || block.label === '' ? '' : `**${escapeMarkup(block.label)}${colon}**`;
  const gap = colon === ':' ? ' ' : '';
  switch (block.kind) {
    case 'table':
      return tableLines(block.layouts[0]);
    case 'paragraph':
      return [label + (label === '' ? '' : gap) + escapeMarkup(block.text)];
    case 'list':
      return [label, '', ...block.items.map((item) => `- ${escapeMarkup(item)}`)];
    case 'commands':
      return [label, '', ...fenced(block.lines, language)];
  }
}

function shellOf(result: AnyResult): string {
  return 'hardware' in result && result.hardware.system.platform === 'win32' ? 'powershell' : 'sh';
}

/** A decision record to paste or commit: the table, the sentences and the command. Ends with what it was made from. */
export const format: Formatter = (result, { locale }) => {
  const blocks = blocksOf(result, locale).map((block) => blockLines(block, COLONS[locale], shellOf(result)).join('\n'));
  const made = `<!-- ${result.tool.name} ${result.tool.version}, catalog ${result.catalog.version} (${result.catalog.sha256.slice(0, 12)}) -->`;
  return `## ${result.tool.name} ${result.command}\n\n${blocks.join('\n\n')}\n\n${made}\n`;
};
