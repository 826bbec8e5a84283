import { describe, expect, it } from 'vitest';
import type { AnyResult } from '../../src/domain/result.ts';
import { formatResult } from '../../src/report/format.ts';
import { loadFormat } from '../../src/report/load-format.ts';
import type { FormatOptions } from '../../src/report/options.ts';
import { ALL_RESULTS } from '../fixtures/results.ts';

const TABLE: FormatOptions = { format: 'table', locale: 'en', width: 80, color: 0, ascii: false };
const LOOKS: Readonly<Record<string, FormatOptions>> = {
  'en.120.txt': { ...TABLE, width: 120 },
  'en.80.txt': TABLE,
  'en.48.txt': { ...TABLE, width: 48 },
  'zh-CN.120.txt': { ...TABLE, locale: 'zh-CN', width: 120 },
  'zh-CN.80.txt': { ...TABLE, locale: 'zh-CN' },
  'zh-CN.48.txt': { ...TABLE, locale: 'zh-CN', width: 48 },
  'en.markdown.txt': { ...TABLE, format: 'markdown' },
  'zh-CN.markdown.txt': { ...TABLE, format: 'markdown', locale: 'zh-CN' },
  csv: { ...TABLE, format: 'csv' },
  json: { ...TABLE, format: 'json' },
};

describe.each(Object.entries(ALL_RESULTS))('%s', (name, result: AnyResult) => {
  it.each(Object.entries(LOOKS))('as %s', async (look, options) => {
    await expect(formatResult(result, options)).toMatchFileSnapshot(`report/${name}.${look}`);
  });

  it('reads the same through the lazily loaded formats', async () => {
    for (const options of Object.values(LOOKS)) {
      const format = await loadFormat(options.format, options.color);
      expect(format(result, options)).toBe(formatResult(result, options));
    }
  });
});
