import type { FormatId } from '../domain/result.ts';
import type { ColorLevel } from './layout/paint.ts';
import type { Formatter } from './options.ts';

type Loader = (color: ColorLevel) => Promise<{ readonly format: Formatter }>;

/**
 * The formats by id, each in its own chunk: JSON never loads the table's libraries, a table without colour never loads chalk. A new format
 * is one file and one line here and in `format.ts`.
 */
const LOADERS: Readonly<Record<FormatId, Loader>> = {
  table: (color) => (color === 0 ? import('./formats/plain-table.ts') : import('./formats/table.ts')),
  json: () => import('./formats/json.ts'),
  markdown: () => import('./formats/markdown.ts'),
  csv: () => import('./formats/csv.ts'),
};

/** The formatter of one format. `color` is the level it will be asked for. */
export async function loadFormat(id: FormatId, color: ColorLevel = 1): Promise<Formatter> {
  return (await LOADERS[id](color)).format;
}
