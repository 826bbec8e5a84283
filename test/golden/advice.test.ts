import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import stringWidth from 'string-width';
import { beforeAll, describe, expect, it } from 'vitest';
import { plan } from '../../src/advisor/plan.ts';
import { recommend } from '../../src/advisor/recommend.ts';
import type { RecommendOptions } from '../../src/advisor/request.ts';
import { compare, why } from '../../src/advisor/why.ts';
import type { Catalog } from '../../src/domain/catalog.ts';
import type { Platform } from '../../src/domain/hardware.ts';
import type { Launch } from '../../src/domain/launch.ts';
import type { AnyResult, RecommendResult } from '../../src/domain/result.ts';
import { formatResult } from '../../src/report/format.ts';
import { formatJson } from '../../src/report/formats/json.ts';
import type { FormatOptions, Locale } from '../../src/report/options.ts';
import { launchLines } from '../../src/report/shell.ts';
import { machineNamed, TOOL, theCatalog } from '../fixtures/catalog.ts';
import { GOLDEN_MACHINES, GOLDEN_REQUESTS, shapeOf, withKnownModels, withoutVolatile } from './known.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = withKnownModels(await theCatalog());
});

const inputOf = (machine: string) => ({ catalog, hardware: machineNamed(machine, catalog), tool: TOOL });
const answer = (machine: string, options: RecommendOptions): RecommendResult =>
  withoutVolatile(recommend(options, inputOf(machine)));
const fileName = (machine: string): string => machine.toLowerCase().replace(/[^a-z0-9]+/g, '-');

const ajv = new Ajv({ strict: false, allErrors: true });
const checks = new Map<string, ReturnType<typeof ajv.compile>>();
function schemaErrors(result: AnyResult): unknown {
  let check = checks.get(result.command);
  if (check === undefined) {
    const file = new URL(`../../catalog/schema/${result.command}.schema.json`, import.meta.url);
    check = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
    checks.set(result.command, check);
  }
  check(JSON.parse(formatJson(result)));
  return check.errors ?? [];
}

describe.each(GOLDEN_MACHINES.map((machine) => [machine] as const))('%s', (machine) => {
  it('answers as before', async () => {
    const shapes = Object.entries(GOLDEN_REQUESTS).map(([name, options]) => [name, shapeOf(answer(machine, options))]);
    const text = `${JSON.stringify(Object.fromEntries(shapes), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`advice/${fileName(machine)}.json`);
  });

  it('prints JSON that its published schema allows', () => {
    const input = inputOf(machine);
    const results: readonly AnyResult[] = [
      ...Object.values(GOLDEN_REQUESTS).map((options) => recommend(options, input)),
      why('Qwen/Qwen3-8B', {}, input),
      why('deepseek-ai/DeepSeek-V3', {}, input),
      compare(['Qwen/Qwen3-8B', 'openai/gpt-oss-20b', 'deepseek-ai/DeepSeek-V3'], {}, input),
      plan({ model: 'Qwen/Qwen3-30B-A3B-Instruct-2507', contextTokens: 16_384 }, input),
      plan(
        { model: 'meta-llama/Llama-3.3-70B-Instruct', engine: 'llama.cpp', quantization: 'Q4_K_M', users: 4 },
        input,
      ),
    ];
    for (const result of results) expect(schemaErrors(result), result.command).toEqual([]);
  });

  it.each(['en', 'zh-CN'] as const)('keeps frames straight and loses no word in %s', (locale) => {
    for (const options of Object.values(GOLDEN_REQUESTS)) {
      const result = answer(machine, options);
      for (const width of [120, 80, 48]) checkTable(result, { format: 'table', locale, width, color: 0, ascii: false });
    }
  });
});

describe('tables', () => {
  const SHOWN = ['CPU, 16 GiB', 'RTX 4090', '8 x H100', 'M4 Max 128 GB'];
  const looks = (['en', 'zh-CN'] as const).flatMap((locale) => [80, 120].map((width) => [locale, width] as const));
  it.each(SHOWN.flatMap((machine) => looks.map(([locale, width]) => [machine, locale, width] as const)))(
    '%s, %s, %i columns',
    async (machine, locale, width) => {
      const text = formatResult(answer(machine, {}), { format: 'table', locale, width, color: 0, ascii: false });
      await expect(text).toMatchFileSnapshot(`advice/${fileName(machine)}.${locale}.${width}.txt`);
    },
  );
});

const FRAME = /^[┌├└│]/;
const solid = (text: string): string => text.replace(/\s+/g, '');
const ideographs = (lines: readonly string[]): string =>
  [...lines.join('').replace(/[^\p{Script=Han}]/gu, '')].sort().join('');
const columnsOf = (lines: readonly string[]): number =>
  (lines.find((line) => line.startsWith('┌'))?.match(/┬/g) ?? []).length;

/** Lines to be copied may be as long as they are. */
function commandsOf(launches: readonly Launch[], platform: Platform): ReadonlySet<string> {
  return new Set(
    launches.map((launch) => launchLines(launch, platform)).flatMap(({ start, after }) => [...start, ...after]),
  );
}

/** Measured with string-width, not with what drew the table. */
function checkTable(result: RecommendResult, options: FormatOptions & { readonly locale: Locale }): void {
  const lines = formatResult(result, options).split('\n');
  const wide = formatResult(result, { ...options, width: 2000 }).split('\n');
  const commands = commandsOf(
    result.recommendations.map(({ launch }) => launch),
    result.hardware.system.platform,
  );
  let frame: number | null = null;
  for (const line of lines) {
    const width = stringWidth(line);
    if (!commands.has(line)) expect(width, line).toBeLessThanOrEqual(options.width);
    if (!FRAME.test(line)) frame = null;
    else if (frame === null) frame = width;
    else expect(width, line).toBe(frame);
  }
  const kept = solid(lines.join(''));
  for (const line of wide) if (!FRAME.test(line)) expect(kept, line).toContain(solid(line));
  const [framed, wideFramed] = [lines, wide].map((all) => all.filter((line) => FRAME.test(line)));
  if (framed === undefined || wideFramed === undefined || columnsOf(framed) !== columnsOf(wideFramed)) return;
  expect(ideographs(framed)).toBe(ideographs(wideFramed));
}
