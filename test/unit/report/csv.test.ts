import { expect, it } from 'vitest';
import { format } from '../../../src/report/formats/csv.ts';
import type { FormatOptions } from '../../../src/report/options.ts';
import { ALL_RESULTS, model, recommendation, recommendResult } from '../../fixtures/results.ts';

const OPTIONS: FormatOptions = { format: 'csv', locale: 'en', width: 80, color: 0, ascii: false };

/** RFC 4180, by the grammar. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

it.each(Object.entries(ALL_RESULTS))('%s: every row has as many fields as the header', (_name, result) => {
  const [header = [], ...rows] = parse(format(result, OPTIONS));
  expect(new Set(header).size).toBe(header.length);
  for (const row of rows) expect(row.length).toBe(header.length);
});

it('quotes what has to be quoted', () => {
  const id = 'a,"b"\nc';
  const text = format(recommendResult({ recommendations: [recommendation({ model: model(id, 'x', 1) })] }), OPTIONS);
  const [header = [], row = []] = parse(text);
  expect(row[header.indexOf('model')]).toBe(id);
});

it('leaves unknown figures empty', () => {
  const [header = [], ...rows] = parse(format(recommendResult(), OPTIONS));
  expect(rows.map((row) => row[header.indexOf('decodeTokensPerSecond')])).toEqual(['45', '8.46', '']);
});
