import type { AnyResult, FormatId } from '../domain/result.ts';
import { format as csv } from './formats/csv.ts';
import { format as json } from './formats/json.ts';
import { format as markdown } from './formats/markdown.ts';
import { format as table } from './formats/table.ts';
import type { FormatOptions, Formatter } from './options.ts';

const FORMATTERS: Readonly<Record<FormatId, Formatter>> = { table, json, markdown, csv };

/** Any result as text in any format: pure and synchronous. Programs that print one format load only that one with `loadFormat`. */
export function formatResult(result: AnyResult, options: FormatOptions): string {
  return FORMATTERS[options.format](result, options);
}
