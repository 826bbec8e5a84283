import { createPaint } from '../layout/chalk-paint.ts';
import type { Formatter } from '../options.ts';
import { renderTable } from './render-table.ts';

/** The table in colour, or plain at level 0. */
export const format: Formatter = (result, options) => renderTable(result, options, createPaint(options.color));
