import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { EXIT } from '../../src/cli/exit.ts';
import { examplesOf, makeWorkshop, runExample, type Workshop } from './examples.ts';
import { codeSpans } from './markdown.ts';
import { chapter, chinese, english, names, ROOT } from './pages.ts';

const FIRST = ['npm ci && npx llm-advisor recommend', 'npm ci && npm test'];

describe.each([english, chinese])('$file', (page) => {
  const { file, sections, text } = page;

  it('starts with the two commands that work on a fresh machine, the second being what CI runs', async () => {
    expect(sections[0]?.blocks[0]?.text.split('\n')).toEqual(FIRST);
    expect(text.split('\n').slice(0, 5)).toEqual(expect.arrayContaining(FIRST));
    expect(await readFile(new URL('.ci/run', ROOT), 'utf8')).toContain(FIRST[1]);
  });

  it('shows what the tool prints', async () => {
    const { models, version } = await loadCatalog();
    const block = chapter(page, 'sample').blocks[0]?.text ?? '';
    const [prompt = '', ...shown] = block.split('\n');
    const { stdout } = await runExample(prompt.replace('$ npx ', ''), { folder: '', names: new Set() });
    const fresh = stdout.trimEnd().split('\n');
    if (process.env.UPDATE_DOCS === '1') {
      const renewed = text.replace(block, () => [prompt, ...fresh].join('\n'));
      await writeFile(new URL(file, ROOT), renewed.replace(/(catalog |目录版本 )\d[\d.]+/, `$1${version}`));
      return;
    }
    // Figures and names move with the catalog; what is said, and in which order, does not. UPDATE_DOCS=1 renews the sample.
    expect(labels(shown)).toEqual(labels(fresh));
    expect(headerOf(shown)).toBe(headerOf(fresh));
    const ids = [...block.matchAll(/[(（]([\w.-]+\/[\w.-]+)[)）]/g)].map((match) => match[1]);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter((id) => !models.some((model) => model.id === id))).toEqual([]);
  });

  it('shows the API example that is compiled and run here, and names every function', async () => {
    const example = await readFile(new URL('test/docs/api-example.ts', ROOT), 'utf8');
    const api = chapter(page, 'api');
    expect(api.blocks[0]?.text).toBe(example.trimEnd().replace('../../src/index.ts', 'llm-advisor'));
    const told = [...names(api), ...codeSpans(api.prose)].map((span) => span.replace(/\(.*/, ''));
    expect(told).toEqual(expect.arrayContaining(Object.keys(await import('../../src/index.ts'))));
  });
});

describe('examples', () => {
  const examples = examplesOf(english.sections);
  let workshop: Workshop;
  beforeAll(async () => {
    workshop = await makeWorkshop(english.sections);
  });
  afterAll(() => rm(workshop.folder, { recursive: true, force: true }));

  it('are many, and the same with the same outcome on both pages', () => {
    expect(examples.length).toBeGreaterThan(20);
    expect(examplesOf(chinese.sections)).toEqual(examples);
  });

  // In order: some read what others wrote.
  it.each(examples)('$line', async ({ line, exitCode }) => {
    const { code, stdout, stderr } = await runExample(line, workshop);
    expect({ code, stderr: code === EXIT.answered ? stderr : '' }).toEqual({ code: exitCode, stderr: '' });
    // An answer that is no is still an answer; a complaint names its remedy.
    if (exitCode === EXIT.answered || exitCode === EXIT.no) expect(stdout).not.toBe('');
    if (exitCode === EXIT.usage) expect(stderr).toMatch(/^error: .*\n {2}\S/);
  });
});

it('runs the API example', async () => {
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
  try {
    await import('./api-example.ts');
  } finally {
    write.mockRestore();
  }
  expect(printed).toMatch(/^\S+\/\S+ in \S+ on \S+: [\d.]+ to [\d.]+ tokens\/s \(\w+\)\n/);
  expect(printed).toContain('首选');
});

/** `Pick`, `Left out`, …: what begins a block of the answer. */
function labels(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => /^([\p{Lu}\p{Script=Han}][\p{L} -]*)[:：]/u.exec(line)?.[1] ?? []);
}

function headerOf(lines: readonly string[]): string {
  return (lines.find((line) => line.startsWith('│')) ?? '').replace(/\s+/g, ' ');
}
