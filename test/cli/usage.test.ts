import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/registry.ts';
import { cli } from './harness.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'llm-advisor-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('help and version', () => {
  it('prints a short help without arguments', async () => {
    const { code, stdout, stderr } = await cli([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name } of COMMANDS) expect(stdout).toContain(name);
  });

  it('prints the version alone', async () => {
    expect((await cli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(COMMANDS.map(({ name }) => name))('%s --help shows usage, options and examples', async (name) => {
    const { code, stdout } = await cli([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: llm-advisor ${name}`);
    expect(stdout).toContain('Examples:');
  });
});

describe('bad usage exits 2 with one clear error on stderr and nothing on stdout', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['unknown command', ['recomend'], /recommend/],
    ['unknown option', ['recommend', '--contxt', '8k'], /--context/],
    ['unknown use case', ['recommend', '--gpu', 'RTX 4090', '--use-case', 'chatt'], /did you mean chat/],
    ['unknown language', ['recommend', '--gpu', 'RTX 4090', '--language', 'zz'], /unknown language "zz"/],
    ['unknown engine', ['recommend', '--gpu', 'RTX 4090', '--engine', 'vlm'], /did you mean vllm/],
    ['unknown quantization', ['recommend', '--gpu', 'RTX 4090', '--quantization', 'Q4_K_X'], /Q4_K_/],
    ['unknown family', ['recommend', '--gpu', 'RTX 4090', '--family', 'qwem'], /did you mean qwen/],
    ['unknown policy', ['recommend', '--gpu', 'RTX 4090', '--license', 'permisive'], /did you mean permissive/],
    ['unknown GPU', ['recommend', '--gpu', 'RTX 4091'], /RTX 409/],
    ['unknown model', ['plan', 'Qwen/Qwen3-8BB', '--gpu', 'RTX 4090'], /did you mean .*Qwen3-8B/],
    ['bad number', ['recommend', '--gpu', 'RTX 4090', '--users', 'many'], /whole number/],
    ['bad quantity', ['recommend', '--gpu', 'RTX 4090', '--context', '8kk'], /number of tokens/],
    ['bad query', ['recommend', '--gpu', 'RTX 4090', '--where', 'famly:qwen'], /family/],
    ['snapshot and description', ['recommend', '--gpu', 'RTX 4090', '--hardware', 'x.json'], /cannot be combined/],
    ['recording a described machine', ['detect', '--gpu', 'RTX 4090', '--record', 'x'], /a described machine has none/],
    ['plan without a model', ['plan', '--gpu', 'RTX 4090'], /missing required argument/],
  ];
  it.each(cases)('%s', async (_name, args, message) => {
    const { code, stdout, stderr } = await cli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('names every unknown word in one run', async () => {
    const { stderr } = await cli([
      'recommend',
      '--gpu',
      'RTX 4090',
      '--use-case',
      'chatt',
      '--engine',
      'vlm',
      '--family',
      'qwem',
    ]);
    expect(stderr.match(/^error: /gm)).toHaveLength(3);
  });

  it.each(cases)('%s, as JSON on stdout', async (_name, args) => {
    const { code, stdout, stderr } = await cli([...args, '--json']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    const body = JSON.parse(stdout);
    expect(body).toMatchObject({
      schemaVersion: expect.any(String),
      error: { code: expect.any(String), message: expect.any(String), details: expect.any(Array) },
    });
  });
});

describe('bad input files exit 3 with file, place and remedy', () => {
  it.each([
    ['no such file', () => join(folder, 'absent.json'), /cannot read/],
    ['not JSON', () => file('broken.json', '{"hardware": '), /broken\.json/],
    ['wrong shape', () => file('shape.json', '{"hardware": {"devices": 3}}'), /devices/],
    ['empty', () => file('empty.json', ''), /empty\.json/],
  ] as const)('snapshot: %s', async (_name, path, message) => {
    const { code, stdout, stderr } = await cli(['recommend', '--hardware', path()]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('reports every finding of an overlay with file, line and column', async () => {
    const path = file('overlay.yaml', 'models:\n  - id: me/mine\n    parameters: [1]\n  - id: 7\n');
    const { code, stderr } = await cli(['recommend', '--gpu', 'RTX 4090', '--catalog', path]);
    expect(code).toBe(3);
    expect(stderr.match(/overlay\.yaml:\d+:\d+/g)?.length ?? 0).toBeGreaterThan(1);
  });
});
