import type { ColorLevel } from '../layout/paint.ts';
import type { CheckFormatId, CheckFormatter } from './options.ts';

type Loader = (color: ColorLevel) => Promise<{ readonly format: CheckFormatter }>;

/** The formats of a check by id, each in its own chunk. A new format is one file, its name in `options.ts` and a line here. */
export const CHECK_FORMATTERS = {
  table: (color) => (color === 0 ? import('./plain-table.ts') : import('./table.ts')),
  json: () => import('./json.ts'),
  sarif: () => import('./sarif.ts'),
  junit: () => import('./junit.ts'),
  github: () => import('./github.ts'),
  gitlab: () => import('./gitlab.ts'),
  markdown: () => import('./markdown.ts'),
  cyclonedx: () => import('./cyclonedx.ts'),
} as const satisfies Readonly<Record<CheckFormatId, Loader>>;

/** The formatter of one format of a check. `color` is the level it will be asked for. */
export async function loadCheckFormat(id: CheckFormatId, color: ColorLevel = 0): Promise<CheckFormatter> {
  const load: Loader = CHECK_FORMATTERS[id];
  return (await load(color)).format;
}
