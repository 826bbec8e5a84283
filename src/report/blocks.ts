import type { Cell, TableData } from './layout/table.ts';

/** The parts an answer is written in, before any format: what is said and in which order. Formats decide how it looks. */
export type Block =
  | {
      readonly kind: 'table';
      readonly layouts: readonly [TableData, ...TableData[]] /** Leading columns that name a row when it is stacked. */;
      readonly titles: number;
    }
  /** `label` may be empty. */
  | { readonly kind: 'paragraph'; readonly label: string; readonly text: string; readonly tone?: Cell['tone'] }
  | { readonly kind: 'list'; readonly label: string; readonly items: readonly string[] }
  /** Lines to copy: never wrapped. */
  | { readonly kind: 'commands'; readonly label: string; readonly lines: readonly string[] };

export function paragraph(label: string, text: string): readonly Block[] {
  return text === '' ? [] : [{ kind: 'paragraph', label, text }];
}

export function bullets(label: string, items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', label, items }];
}
