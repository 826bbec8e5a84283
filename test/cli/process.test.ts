import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireBuild, runProcess } from './process.ts';

const RECOMMEND = ['recommend', '--gpu', '2x RTX 3090', '--ram', '64GiB'];
const ESCAPE = '\u001b';

let folder: string;
beforeAll(() => {
  requireBuild();
  folder = mkdtempSync(join(tmpdir(), 'llm-advisor-process-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('exit codes', () => {
  it.each([
    [0, 'answered', () => ['plan', 'Qwen/Qwen3-8B', '--gpu', 'RTX 4090']],
    [1, 'it does not fit', () => ['plan', 'deepseek-ai/DeepSeek-V3', '--ram', '8GiB']],
    [2, 'an unknown word', () => ['recommend', '--gpu', 'RTX 4090', '--use-case', 'chatt']],
    [3, 'a broken file', () => ['recommend', '--hardware', file('broken.json', '{')]],
  ] as const)('%i: %s', async (code, _why, args) => {
    const text = await runProcess(args());
    expect({ ...text, stdout: text.stdout === '', stderr: text.stderr === '' }).toEqual({
      code,
      // An answer, also a no, is data; a complaint is not.
      stdout: code > 1,
      stderr: code <= 1,
    });
    const json = await runProcess([...args(), '--json']);
    expect({ code: json.code, stderr: json.stderr }).toEqual({ code, stderr: '' });
    expect(JSON.parse(json.stdout)).toHaveProperty(code > 1 ? 'error' : 'command');
  });
});

describe('streams', () => {
  it.each([
    ['piped', {}],
    ['NO_COLOR', { NO_COLOR: '1', FORCE_COLOR: '' }],
    ['TERM=dumb', { TERM: 'dumb' }],
    ['locale zh_CN', { LC_ALL: 'zh_CN.UTF-8' }],
  ])('%s: no escape byte, nothing on stderr', async (_name, env) => {
    const { NO_COLOR: _n, FORCE_COLOR: _f, ...rest } = process.env;
    const { code, stdout, stderr } = await runProcess(RECOMMEND, { env: { ...rest, ...env } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain(ESCAPE);
    expect(stdout.includes('首选')).toBe('LC_ALL' in env && env.LC_ALL.startsWith('zh'));
  });

  it('keeps what it has to say about an overlay off the data', async () => {
    const own =
      'family: acme\nmodels:\n  - id: Qwen/Qwen3-8B\n    inherits: Qwen/Qwen3-4B\n    name: Own 8B\n    status: current\n';
    const path = file('own.yaml', own);
    const { code, stdout, stderr } = await runProcess([
      'catalog',
      'list',
      '--family',
      'acme',
      '--json',
      '--catalog',
      path,
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain(`${path}:3:5 info override: `);
    expect(JSON.parse(stdout).models).toMatchObject([{ id: 'Qwen/Qwen3-8B', name: 'Own 8B' }]);
  });

  it('loses nothing of a long answer to a slow reader', async () => {
    const args = ['catalog', 'list', '--json'];
    const [quick, slow] = await Promise.all([runProcess(args), runProcess(args, { restMs: 15 })]);
    // Longer than any pipe holds.
    expect(quick.stdout.length).toBeGreaterThan(100_000);
    expect(slow).toEqual(quick);
  });

  it('ends quietly when the reader has seen enough', async () => {
    const { code, stdout, stderr } = await runProcess(['catalog', 'list', '--json'], { closeEarly: true });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.startsWith('{')).toBe(true);
  });
});

describe('the same question', () => {
  const args = [...RECOMMEND, '--json'];

  it('gets the same bytes twenty times', async () => {
    const answers = new Set<string>();
    for (let batch = 0; batch < 5; batch++) {
      const runs = await Promise.all(Array.from({ length: 4 }, () => runProcess(args)));
      for (const { code, stdout } of runs) {
        expect(code).toBe(0);
        answers.add(stdout);
      }
    }
    expect(answers.size).toBe(1);
  });

  it('gets the same JSON in other zones, languages and orders of the environment', async () => {
    const plain = await runProcess(args);
    const shuffled = Object.fromEntries(Object.entries(process.env).reverse());
    const worlds: readonly NodeJS.ProcessEnv[] = [
      { ...process.env, TZ: 'Pacific/Kiritimati' },
      { ...process.env, TZ: 'America/St_Johns', LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' },
      { ...process.env, LC_ALL: '', LANG: 'zh_CN.UTF-8', LLM_ADVISOR_LANG: 'zh-CN' },
      { ...process.env, LC_ALL: 'tr_TR.UTF-8', FORCE_COLOR: '3', COLUMNS: '40' },
      { ...shuffled, AAA: '1', zzz: '2' },
      { PATH: process.env.PATH },
    ];
    const answers = await Promise.all(worlds.map((env) => runProcess(args, { env })));
    for (const answer of answers) expect(answer).toEqual(plain);
  });

  it('is answered without the network', async () => {
    // Whatever opens a socket or asks for a name ends the process with a code of its own.
    const guard = `import net from 'node:net'; import dns from 'node:dns';
      const stop = () => { process.exit(99); };
      net.Socket.prototype.connect = stop; dns.lookup = stop; dns.promises.lookup = stop; globalThis.fetch = stop;`;
    const node = ['--import', `data:text/javascript,${encodeURIComponent(guard)}`];
    const closed = 'http://127.0.0.1:9';
    const env = {
      ...process.env,
      HTTP_PROXY: closed,
      HTTPS_PROXY: closed,
      ALL_PROXY: closed,
      http_proxy: closed,
      https_proxy: closed,
    };
    const probe = await runProcess([], {
      node: [...node, '--import', "data:text/javascript,fetch('http://127.0.0.1:9')"],
    });
    expect(probe.code).toBe(99);
    for (const command of [['recommend', '--json'], ['doctor', '--json'], args, ['catalog', 'show', 'Qwen/Qwen3-8B']]) {
      const { code, stderr } = await runProcess(command, { node, env });
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: '' });
    }
  });
});

describe('this machine', () => {
  it('is answered for from its own snapshot through a pipe', async () => {
    const { code, stdout } = await runProcess(['detect', '--json']);
    expect(code).toBe(0);
    const piped = await runProcess(['recommend', '--hardware', '-', '--json'], { stdin: stdout });
    expect({ code: piped.code, stderr: piped.stderr }).toEqual({ code: 0, stderr: '' });
    const answer = JSON.parse(piped.stdout);
    const seen = JSON.parse(stdout).hardware;
    expect(answer.hardware).toEqual({ ...seen, origin: 'snapshot' });
    expect(answer.recommendations.length).toBeGreaterThan(0);
    const fromFile = await runProcess(['recommend', '--hardware', file('machine.json', stdout), '--json']);
    expect(fromFile.stdout).toBe(piped.stdout);
  });

  it('is the same machine when a recording of it is replayed', async () => {
    const recording = join(folder, 'recording');
    const recorded = await runProcess(['detect', '--record', recording, '--json']);
    const replayed = await runProcess(['detect', '--replay', recording, '--json']);
    expect([recorded.code, replayed.code]).toEqual([0, 0]);
    expect(readdirSync(recording).length).toBeGreaterThan(0);
    const known = (text: string) => {
      const { origin: _origin, findings: _findings, ...hardware } = JSON.parse(text).hardware;
      return hardware;
    };
    expect(known(replayed.stdout)).toEqual(known(recorded.stdout));
    expect(JSON.parse(replayed.stdout).hardware.origin).toBe('replayed');
  });
});

describe('plan --batch', () => {
  const LINES = [
    { id: 'a', model: 'Qwen/Qwen3-8B', gpus: ['RTX 4090'], contextTokens: 8192 },
    { id: 'b', model: 'Qwen/Qwen3-9000B', gpus: ['RTX 4090'] },
    { id: 'c', model: 'openai/gpt-oss-20b', gpus: ['RTX 3060 12GB'], engine: 'llama.cpp' },
  ].map((line) => JSON.stringify(line));

  it('answers the good lines around a bad one', async () => {
    const { code, stdout, stderr } = await runProcess(['plan', '--batch', '-'], { stdin: `${LINES.join('\n')}\n` });
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map((answer) => [answer.id, answer.command ?? answer.error.code])).toEqual([
      ['a', 'plan'],
      ['b', 'unknown-model'],
      ['c', 'plan'],
    ]);
    expect(answers[1]).toMatchObject({
      line: 2,
      error: { details: [{ remedy: expect.stringContaining('did you mean Qwen/') }] },
    });
  });

  it('answers each line as a run of its own would', async () => {
    const path = file('requests.jsonl', [LINES[0], '', 'not json', LINES[2]].join('\r\n'));
    const { code, stdout } = await runProcess(['plan', '--batch', path]);
    expect(code).toBe(3);
    const [first, second, third, ...rest] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rest).toEqual([]);
    expect(second).toMatchObject({ line: 3, error: { code: 'bad-json' } });
    expect(third.id).toBe('c');
    const alone = await runProcess([
      'plan',
      'Qwen/Qwen3-8B',
      '--gpu',
      'RTX 4090',
      '--context-tokens',
      '8192',
      '--json',
    ]);
    const { id: _id, ...answer } = first;
    expect(answer).toEqual(JSON.parse(alone.stdout));
  });
});

it('prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(await runProcess(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});
