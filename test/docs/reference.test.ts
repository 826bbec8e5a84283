import { readdirSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadCatalog } from '../../src/catalog/load.ts';
import { QUERY_FIELDS } from '../../src/catalog/query/fields.ts';
import { authoredExtras } from '../../src/catalog/schema/common.ts';
import { EXIT } from '../../src/cli/exit.ts';
import { COMMANDS } from '../../src/cli/registry.ts';
import { VISIBILITY_VARIABLES } from '../../src/hardware/merge/visible.ts';
import { COMPANY_FACTS } from '../../src/license/facts.ts';
import { LICENSE_RULES } from '../../src/license/rules.ts';
import { CHECK_FORMATS } from '../../src/report/check-formats/options.ts';
import { cli } from '../cli/harness.ts';
import { fieldsOfSchema, fieldsOfTables } from './json-fields.ts';
import { codeSpans, linksOf, type Section, slugOf } from './markdown.ts';
import { chapter, chinese, english, names, partsOf, ROOT, rows, withoutMarks } from './pages.ts';
import { environmentReads } from './source-reads.ts';

const catalog = await loadCatalog();
const schemas = readdirSync(new URL('catalog/schema/', ROOT)).map((file) => ({
  name: file.replace('.schema.json', ''),
  schema: JSON.parse(readFileSync(new URL(`catalog/schema/${file}`, ROOT), 'utf8')) as Record<string, unknown>,
}));
const outputs = schemas.filter(({ schema }) => /output of|^what any command prints/i.test(String(schema.title)));

describe.each([english, chinese])('$file', (page) => {
  const { file, sections } = page;

  it.each(COMMANDS.map(({ name, load }) => ({ name, load })))(
    'tells every flag of $name, and no other',
    async (entry) => {
      const { name, load } = entry;
      const command = new Command(name);
      (await load()).define(command, NOTHING, () => {});
      const section = sections.find((one) => one.level === 3 && one.text === name);
      if (section === undefined) throw new Error(`${file} does not describe ${name}`);
      const groups = linksOf(section.prose).flatMap((link) =>
        sections.filter((one) => one.level === 3 && link === `#${slugOf(one.text)}`),
      );
      const told = [section, ...groups].flatMap(flagsOf);
      const options = [command, ...command.commands].flatMap((one) => one.options);
      const real = options.map((option) => option.flags);
      expect(real.filter((flags) => !told.includes(flags))).toEqual([]);
      expect(told.filter((flags) => flags !== '--help' && !real.includes(flags))).toEqual([]);
      const cells = sections.flatMap((one) => one.tables.flat(2)).flatMap(codeSpans);
      expect(cells).toEqual(expect.arrayContaining(options.flatMap((option) => option.argChoices ?? [])));
      const subcommands = names(section).map((cell) => cell.replace(/ [A-Z[].*/, ''));
      expect(subcommands).toEqual(expect.arrayContaining(command.commands.map((one) => `${name} ${one.name()}`)));
    },
  );

  it('names every JSON Schema', () => {
    expect(outputs.length).toBeGreaterThan(7);
    expect(names(chapter(page, 'json')).toSorted()).toEqual(schemas.map(({ name }) => name).sort());
  });

  it.each(outputs)('tells every JSON field of $name with its type, and no other', ({ name, schema }) => {
    expect(lines(fieldsOfTables(name, sections))).toEqual(lines(fieldsOfSchema(schema)));
  });

  it('tells every column of the CSV', async () => {
    const machine = ['--gpu', 'RTX 4090', '--format', 'csv'];
    const runs: Readonly<Record<string, readonly string[]>> = {
      recommend: ['recommend', '--limit', '1', ...machine],
      plan: ['plan', 'Qwen/Qwen3-8B', ...machine],
      why: ['why', 'Qwen/Qwen3-8B', ...machine],
      compare: ['compare', 'Qwen/Qwen3-8B', 'Qwen/Qwen3-4B', ...machine],
      detect: ['detect', '--format', 'csv'],
      'catalog list': ['catalog', 'list', '--family', 'yi', '--format', 'csv'],
      'catalog show': ['catalog', 'show', 'Qwen/Qwen3-8B', '--format', 'csv'],
    };
    for (const [name, args] of Object.entries(runs)) {
      const { stdout } = await cli(args);
      const told = rows(chapter(page, 'csv')).find(([commands]) => codeSpans(commands ?? '').includes(name));
      expect(codeSpans(told?.[1] ?? '').join(), name).toBe(stdout.split('\r\n')[0]);
    }
  });

  it('tells the exit codes, the environment variables and the fields of queries', () => {
    expect(rows(chapter(page, 'exitCodes')).map(([code]) => Number(code))).toEqual(Object.values(EXIT));
    const read = new Set([...VISIBILITY_VARIABLES, ...environmentReads(new URL('src/', ROOT))]);
    expect([...new Set(names(chapter(page, 'environment')))].sort()).toEqual([...read].sort());
    expect(rows(chapter(page, 'queries')).map(([name, , example]) => [name, example].map(withoutMarks))).toEqual(
      QUERY_FIELDS.map(({ name, example }) => [name, example]),
    );
  });

  it('tells use cases, policies, engines and quantizations as the catalog has them', () => {
    const useCases = rows(chapter(page, 'useCases')).map(([name, ...cells]) => [
      withoutMarks(name),
      ...cells.slice(0, 5).map(amount),
    ]);
    const profiles = catalog.profiles.map(({ id, defaults, needs }) => [
      id,
      defaults.contextTokens,
      defaults.promptTokens,
      defaults.outputTokens,
      needs.minTokensPerSecond,
      needs.maxTimeToFirstTokenSeconds,
    ]);
    expect(useCases.sort()).toEqual(profiles.sort());
    expect(names(chapter(page, 'policies')).toSorted()).toEqual(catalog.policies.map(({ name }) => name).sort());
    const engines = rows(chapter(page, 'engines')).map(([id, version, ladder]) => [
      withoutMarks(id),
      version,
      codeSpans(ladder ?? ''),
    ]);
    expect(engines.sort()).toEqual(catalog.engines.map(({ id, version, ladder }) => [id, version, ladder]).sort());
    const quantizations = rows(chapter(page, 'engines'), 1).flatMap(([format, ids]) =>
      codeSpans(ids ?? '').map((id) => `${withoutMarks(format)} ${id}`),
    );
    expect(quantizations.sort()).toEqual(catalog.quantizations.map(({ format, id }) => `${format} ${id}`).sort());
  });

  it('tells the policy files, formats, action inputs and rules of check as they are', () => {
    const [files, , formats, rules] = partsOf(page, 'policies');
    if (files === undefined || formats === undefined || rules === undefined) throw new Error(`${file} lacks a part`);
    const policy = schemas.find(({ name }) => name === 'policy')?.schema;
    const keys = Object.keys(policy?.properties ?? {}).filter((key) => !(key in authoredExtras));
    expect(names(files).toSorted()).toEqual(keys.sort());
    const profile = rows(files).find(([key]) => key === '`profile`');
    expect(codeSpans(profile?.[1] ?? '')).toEqual(Object.keys(COMPANY_FACTS));
    expect(names(formats)).toEqual(CHECK_FORMATS);
    const action = parse(readFileSync(new URL('.github/actions/check/action.yml', ROOT), 'utf8')) as {
      readonly inputs: Readonly<Record<string, unknown>>;
      readonly outputs: Readonly<Record<string, unknown>>;
    };
    expect(names(formats, 1)).toEqual(Object.keys(action.inputs));
    expect(codeSpans(formats.prose)).toEqual(expect.arrayContaining(Object.keys(action.outputs)));
    expect(rows(rules).map((row) => row.slice(0, 3).map(withoutMarks))).toEqual(
      Object.entries(LICENSE_RULES).map(([id, { name, level }]) => [id, name, level]),
    );
  });

  it('claims no more than the catalog holds', () => {
    const claimed = [...chapter(page, 'catalog').prose.matchAll(/\d+/g)].map(Number).toSorted((a, b) => a - b);
    const { models, devices, quantizations, engines, licenses } = catalog;
    const held = [models, devices, quantizations, engines, licenses].map((list) => list.length);
    const counts = [...held, new Set(models.map((model) => model.family)).size].sort((a, b) => a - b);
    expect(claimed).toHaveLength(counts.length);
    expect(claimed.filter((claim, i) => claim > (counts[i] ?? 0))).toEqual([]);
  });

  it('tells the errors of the speed estimates as they were measured', () => {
    const told = rows(chapter(page, 'figures'));
    expect(told.length).toBeGreaterThan(5);
    for (const [what = '', tested = '', median = '', most = ''] of told) {
      const [backend = '', ...path] = (codeSpans(what)[0] ?? '').split('.');
      const found = path.reduce(
        (node, key) => node[key] as Record<string, unknown>,
        parse(readFileSync(new URL(`catalog/calibration/${backend}.yaml`, ROOT), 'utf8')) as Record<string, unknown>,
      );
      const validation = found.validation as Record<'rows' | 'groups' | 'medianError' | 'p90Error', number>;
      const [count = 0, groups = 0] = [...tested.matchAll(/\d+/g)].map(Number);
      // A new fit moves them a little; a page that is off by more misleads.
      expect(Math.abs(count / validation.rows - 1), what).toBeLessThan(0.25);
      expect(Math.abs(groups / validation.groups - 1), what).toBeLessThan(0.25);
      expect(Math.abs(amount(median) / 100 - validation.medianError), what).toBeLessThan(0.05);
      expect(Math.abs(amount(most) / 100 / validation.p90Error - 1), what).toBeLessThan(0.3);
    }
  });
});

/** Flags are only defined here, never run. */
const NOTHING = {
  stdout: { write: () => {}, isTTY: false, columns: undefined },
  stderr: { write: () => {}, isTTY: false },
  env: {},
  readStdin: async () => '',
  readFile: async () => ({ kind: 'error', message: 'unused' }) as const,
  host: async () => {
    throw new Error('unused');
  },
};

function flagsOf(section: Section): readonly string[] {
  return section.tables.flatMap((_, i) => names(section, i)).filter((name) => name.startsWith('--'));
}

/** `8k` is 8192; what is no number is 0. */
function amount(cell: string): number {
  return (Number.parseFloat(cell) || 0) * (cell.endsWith('k') ? 1024 : 1);
}

const lines = (fields: ReadonlyMap<string, string>) => [...fields].map(([path, type]) => `${path}: ${type}`).sort();
