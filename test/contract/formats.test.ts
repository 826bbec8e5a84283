import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { listCatalog } from '../../src/advisor/list.ts';
import { plan } from '../../src/advisor/plan.ts';
import { recommend } from '../../src/advisor/recommend.ts';
import { showModel } from '../../src/advisor/show.ts';
import { compare, why } from '../../src/advisor/why.ts';
import { loadDetailedCatalog } from '../../src/catalog/load.ts';
import type { DetailedCatalog } from '../../src/catalog/overlay.ts';
import { FORMATS } from '../../src/cli/options.ts';
import type { AnyResult, FormatId } from '../../src/domain/result.ts';
import { formatResult } from '../../src/report/format.ts';
import { formatJson } from '../../src/report/formats/json.ts';
import { displayWidth } from '../../src/report/layout/width.ts';
import type { Locale } from '../../src/report/options.ts';
import { machineNamed, TOOL } from '../fixtures/catalog.ts';
import { ALL_RESULTS } from '../fixtures/results.ts';

const LOCALES: readonly Locale[] = ['en', 'zh-CN'];
let known: DetailedCatalog;
beforeAll(async () => {
  known = await loadDetailedCatalog();
});

const write = (result: AnyResult, format: FormatId, locale: Locale, width = 80): string =>
  formatResult(result, { format, locale, width, color: 0, ascii: false });

/** One result of each command over the real catalog. */
function realResults(): readonly AnyResult[] {
  const { catalog } = known;
  const input = { catalog, hardware: machineNamed('2 x RTX 3090', catalog), tool: TOOL };
  return [
    recommend({}, input),
    recommend({ minTokensPerSecond: 1_000_000 }, input),
    why('openai/gpt-oss-120b', { users: 4 }, input),
    compare(['Qwen/Qwen3-8B', 'google/gemma-3-12b-it'], {}, input),
    plan({ model: 'meta-llama/Llama-3.3-70B-Instruct' }, input),
    plan({ model: 'deepseek-ai/DeepSeek-V3' }, input),
    listCatalog({ families: ['qwen'], statuses: [], where: null }, input),
    showModel('openai/gpt-oss-120b', { ...known, tool: TOOL }),
  ];
}

/** What no text may hold: slips of code, control characters but the line feed, line ends of its own. */
function checkText(text: string, format: FormatId): void {
  expect(text.trim()).not.toBe('');
  expect(text.endsWith('\n')).toBe(true);
  expect(text).not.toMatch(/undefined|NaN|\[object|Infinity/);
  expect((format === 'csv' ? text.replaceAll('\r\n', '\n') : text).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
}

/** Fields of each line, after RFC 4180. */
function fieldCounts(csv: string): readonly number[] {
  const bare = csv.replace(/"(?:[^"]|"")*"/g, 'quoted');
  return bare
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(',').length);
}

const CHECKS: Readonly<Record<FormatId, (text: string) => void>> = {
  table: (text) => expect(text).not.toMatch(/\n\n\n/),
  json: (text) => expect(JSON.parse(text)).toHaveProperty('schemaVersion'),
  markdown: (text) => {
    // Rows of one table have equally many cells.
    for (const table of text.split('\n\n')) {
      const rows = table.split('\n').filter((line) => line.startsWith('|'));
      expect(new Set(rows.map((row) => row.replaceAll('\\|', '').split('|').length)).size).toBeLessThanOrEqual(1);
    }
  },
  csv: (text) => expect(new Set(fieldCounts(text)).size).toBe(1),
};

it('the command line offers every format', () => {
  expect([...FORMATS].sort()).toEqual(Object.keys(CHECKS).sort());
});

describe.each(FORMATS.flatMap((format) => LOCALES.map((locale) => [format, locale] as const)))(
  '%s in %s',
  (format, locale) => {
    it('prints every kind of result', () => {
      for (const result of [...Object.values(ALL_RESULTS), ...realResults()]) {
        const text = write(result, format, locale);
        checkText(text, format);
        CHECKS[format](text);
        expect(write(result, format, locale)).toBe(text);
      }
    });

    it('is for machines in English alone, for people in both languages', () => {
      const result = ALL_RESULTS.recommend;
      const same = write(result, format, locale) === write(result, format, 'en');
      expect(same).toBe(locale === 'en' || format === 'json' || format === 'csv');
    });
  },
);

describe('every model of the catalog', () => {
  it('is shown: its layers add up, its memory grows, its JSON follows the schema', () => {
    const schema = new URL('../../catalog/schema/catalog-show.schema.json', import.meta.url);
    const valid = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(readFileSync(schema, 'utf8')));
    for (const { id } of known.catalog.models) {
      const result = showModel(id, { ...known, tool: TOOL });
      const { architecture, memory, context, cache } = result.model;
      expect(
        architecture.kinds.reduce((sum, { count }) => sum + count, 0),
        id,
      ).toBe(architecture.layers);
      expect(Math.max(...architecture.order), id).toBe(architecture.kinds.length - 1);
      for (const { weightsBytes, contexts } of memory) {
        const longest = Math.max(context.nativeTokens, context.extended?.tokens ?? 0);
        let before = 0;
        for (const { contextTokens, cacheBytes, totalBytes } of contexts) {
          expect(contextTokens, id).toBeLessThanOrEqual(longest);
          expect(totalBytes, id).toBe(weightsBytes + cacheBytes);
          expect(cacheBytes, id).toBeGreaterThanOrEqual(before);
          // The growing part is what is told for 1000 tokens, up to rounding; windows and state come on top.
          const growing = (cache.bytesPerThousandTokens * contextTokens) / 1000;
          expect(cacheBytes, id).toBeGreaterThanOrEqual(growing * 0.999);
          expect(cacheBytes, id).toBeLessThanOrEqual(growing * 1.001 + cache.windowBytes + cache.stateBytes + 1);
          before = cacheBytes;
        }
      }
      valid(JSON.parse(formatJson(result)));
      expect(valid.errors ?? [], id).toEqual([]);
    }
  });

  it('is drawn within the width', () => {
    for (const { id } of known.catalog.models) {
      const result = showModel(id, { ...known, tool: TOOL });
      for (const [locale, width] of [
        ['en', 80],
        ['zh-CN', 60],
      ] as const) {
        const text = write(result, 'table', locale, width);
        checkText(text, 'table');
        for (const line of text.split('\n')) expect(displayWidth(line), `${id}: ${line}`).toBeLessThanOrEqual(width);
      }
    }
  });
});
