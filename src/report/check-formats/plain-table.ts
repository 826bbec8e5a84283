import { renderBlocks } from '../formats/render-table.ts';
import { plainPaint } from '../layout/paint.ts';
import { checkBlocks } from './blocks.ts';
import type { CheckFormatter } from './options.ts';
import { speakerFor } from './speakers.ts';

/** The table for a pipe, without loading what colours. */
export const format: CheckFormatter = (result, options) =>
  renderBlocks(checkBlocks(result, speakerFor(options.locale)), options, plainPaint);
