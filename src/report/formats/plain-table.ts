import { plainPaint } from '../layout/paint.ts';
import type { Formatter } from '../options.ts';
import { renderTable } from './render-table.ts';

/** The table for a pipe: the same without colour, and without loading what colours. */
export const format: Formatter = (result, options) => renderTable(result, options, plainPaint);
