import type { FormatId } from '../domain/result.ts';
import type { Formatter } from './options.ts';

/** The formats by id, each in its own chunk: JSON never loads the table's libraries. A new format is one file and one line here and in `format.ts`. */
const LOADERS: Readonly<Record<FormatId, () => Promise<{ readonly format: Formatter }>>> = {
  table: () => import('./formats/table.ts'),
  json: () => import('./formats/json.ts'),
  markdown: () => import('./formats/markdown.ts'),
  csv: () => import('./formats/csv.ts'),
};

export async function loadFormat(id: FormatId): Promise<Formatter> {
  return (await LOADERS[id]()).format;
}
