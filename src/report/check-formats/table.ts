import { renderBlocks } from '../formats/render-table.ts';
import { createPaint } from '../layout/chalk-paint.ts';
import { checkBlocks } from './blocks.ts';
import type { CheckFormatter } from './options.ts';
import { speakerFor } from './speakers.ts';

/** The table in colour. */
export const format: CheckFormatter = (result, options) =>
  renderBlocks(checkBlocks(result, speakerFor(options.locale)), options, createPaint(options.color));
