import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECK_FORMATS } from '../../src/report/check-formats/options.ts';
import { type CliRun, type CliWorld, cli } from './harness.ts';

let home: string;
let count = 0;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'llm-advisor-check-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A folder with these files, and a `.git` that makes it a repository. */
function repository(files: Readonly<Record<string, string>>): string {
  count += 1;
  const root = join(home, `repo-${count}`);
  mkdirSync(join(root, '.git'), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const run = (root: string, args: readonly string[], world: CliWorld = {}): Promise<CliRun> =>
  cli(['check', root, ...args, '--today', '2026-11-23'], world);

const FREE = { 'app.py': 'from vllm import LLM\nLLM(model="Qwen/Qwen3-8B")\n' };
const LLAMA = { 'app.py': 'from vllm import LLM\nLLM(model="meta-llama/Llama-3.1-8B-Instruct")\n' };
const RESEARCH = { 'bench/run.sh': 'vllm serve facebook/opt-125m --port 8000\n' };

describe('exit codes are those of the result, whatever the format', () => {
  it.each([
    ['a permissive model', FREE, [], 0],
    ['no model', { 'a.txt': 'hello\n' }, [], 0],
    ['no model, and that fails', { 'a.txt': 'hello\n' }, ['--fail-on-empty'], 1],
    ['an open duty', LLAMA, [], 1],
    ['a duty, reported only', LLAMA, ['--fail-on', 'never'], 0],
    ['a variable', { 'a.sh': 'vllm serve "$MODEL"\n' }, [], 0],
    ['a variable, strict', { 'a.sh': 'vllm serve "$MODEL"\n' }, ['--strict'], 1],
    ['a bad policy', { ...FREE, 'llm-advisor.policy.yaml': 'version: 1\nlicenses: { allow: [apache2.0] }\n' }, [], 3],
    ['a bad lock', { ...FREE, 'llm-advisor.lock.json': '{"lockVersion": 2}' }, [], 3],
    ['no lock, frozen', FREE, ['--frozen'], 3],
    ['no baseline', FREE, ['--baseline', 'absent.json'], 3],
    ['an unknown built-in policy', FREE, ['--policy', 'comercial'], 2],
    ['an unknown environment', FREE, ['--environment', 'production'], 2],
    ['a day that does not exist', FREE, ['--today', '2026-02-30'], 2],
  ] as const)('%s', async (_name, files, args, code) => {
    const root = repository(files);
    for (const format of CHECK_FORMATS) {
      const ran = await cli(['check', root, '--today', '2026-11-23', ...args, '--format', format]);
      expect({ format, code: ran.code }).toEqual({ format, code });
      if (code > 1) expect(ran.stderr + ran.stdout).not.toMatch(/\n {4}at /);
    }
  });

  it('a path that does not exist, or lies in another repository, is usage', async () => {
    expect((await run(join(home, 'absent'), [])).code).toBe(2);
    const [one, other] = [repository(FREE), repository(FREE)];
    expect((await cli(['check', one, other])).code).toBe(2);
  });
});

describe('policy', () => {
  it('says which built-in policy stands in for a missing file', async () => {
    const { stdout } = await run(repository(FREE), ['--width', '200']);
    expect(stdout).toContain('The built-in policy "commercial" is used.');
  });

  it('is found upward from the path, and named', async () => {
    const root = repository({
      'services/api/app.py': FREE['app.py'],
      'llm-advisor.policy.yaml': 'version: 1\nlicenses: { default: deny, allow: [mit] }\n',
    });
    const { code, stdout } = await cli(['check', join(root, 'services/api'), '--format', 'json']);
    const result = JSON.parse(stdout);
    expect({ code, file: result.policy.file }).toEqual({ code: 1, file: 'llm-advisor.policy.yaml' });
    expect(result.findings[0]).toMatchObject({ rule: 'LLA001', place: { path: 'services/api/app.py', line: 2 } });
  });

  it('from the environment variable, below the option', async () => {
    const root = repository({ ...LLAMA, 'strict.yaml': 'version: 1\nlicenses: { default: deny, allow: [mit] }\n' });
    const world = { env: { LLM_ADVISOR_POLICY: join(root, 'strict.yaml') } };
    expect(JSON.parse((await run(root, ['--json'], world)).stdout).findings[0].rule).toBe('LLA001');
    expect(JSON.parse((await run(root, ['--json', '--policy', 'any'], world)).stdout).policy.name).toBe('any');
  });

  it('tells every error with its line in one run', async () => {
    const root = repository({
      ...FREE,
      'llm-advisor.policy.yaml':
        'version: 1\nlicences: {}\nlicenses:\n  allow: [apache2.0]\nseverity: { LLA999: error }\n',
    });
    const { code, stdout, stderr } = await run(root, []);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr.match(/llm-advisor\.policy\.yaml:\d+:\d+: /g)?.length ?? 0).toBeGreaterThan(1);
  });

  it('gives other facts to other environments', async () => {
    const root = repository({
      ...RESEARCH,
      'llm-advisor.policy.yaml': [
        'version: 1',
        'profile: { use: commercial, distribution: [product] }',
        'overrides:',
        '  - { environments: [lab], facts: { use: research, distribution: [none] }, reason: not shipped }',
      ].join('\n'),
    });
    const verdictIn = async (...args: readonly string[]) =>
      JSON.parse((await run(root, ['--json', ...args])).stdout).models[0].verdict;
    expect(await verdictIn()).toBe('denied');
    expect(await verdictIn('--environment', 'lab')).not.toBe('denied');
    const typo = await run(root, ['--environment', 'labb']);
    expect(typo).toMatchObject({ code: 2 });
    expect(typo.stderr).toContain('did you mean "lab"');
  });
});

describe('baseline', () => {
  it('accepts what there is; only new findings fail', async () => {
    const root = repository(LLAMA);
    const file = join(root, 'llm-advisor.baseline.json');
    const written = await run(root, ['--update-baseline']);
    expect(written).toMatchObject({ code: 0, stderr: '' });
    expect((await run(root, ['--baseline', file])).code).toBe(0);
    // Moved code keeps its fingerprint.
    writeFileSync(join(root, 'app.py'), `\n\n\n${LLAMA['app.py']}`);
    expect((await run(root, ['--baseline', file])).code).toBe(0);
    writeFileSync(join(root, 'new.py'), LLAMA['app.py']);
    const { code, stdout } = await run(root, ['--baseline', file, '--json']);
    expect(code).toBe(1);
    const failing = JSON.parse(stdout).findings.filter(
      (finding: { status: string; level: string }) => finding.status === 'open' && finding.level === 'error',
    );
    expect(failing.map((finding: { place: { path: string } }) => finding.place.path)).toEqual(['new.py']);
  });
});

describe('lock', () => {
  it('pins, passes frozen, tells of drift and of what is missing', async () => {
    const root = repository(FREE);
    const file = join(root, 'llm-advisor.lock.json');
    const first = await cli(['check', 'lock', root, '--today', '2026-11-23']);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('+ Qwen/Qwen3-8B') });
    expect(await cli(['check', 'lock', root, '--check'])).toMatchObject({ code: 0 });
    expect((await run(root, ['--frozen'])).code).toBe(0);
    writeFileSync(join(root, 'more.py'), 'LLM(model="Qwen/Qwen3-4B")\nfrom vllm import LLM\n');
    const missing = await run(root, ['--frozen', '--json']);
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.stdout).findings.map(({ rule }: { rule: string }) => rule)).toContain('LLA022');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"apache-2.0"', '"mit"'));
    const changed = await run(root, ['--json']);
    expect(changed.code).toBe(1);
    expect(JSON.parse(changed.stdout).findings.map(({ rule }: { rule: string }) => rule)).toContain('LLA014');
    const diff = await cli(['check', 'lock', root, '--check']);
    expect(diff).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('~ Qwen/Qwen3-8B effective: "mit" -> "apache-2.0"'),
    });
    expect(diff.stdout).toContain('+ Qwen/Qwen3-4B');
  });
});

describe('subcommands', () => {
  it('init writes a policy that validates, once', async () => {
    const root = repository({ ...LLAMA, ...RESEARCH, 'tests/x.py': FREE['app.py'] });
    expect(await cli(['check', 'init', root])).toMatchObject({ code: 0, stderr: '' });
    const path = join(root, 'llm-advisor.policy.yaml');
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('llama3.1');
    expect(await cli(['check', 'validate', path])).toMatchObject({ code: 0, stderr: '' });
    expect((await cli(['check', 'init', root])).code).toBe(2);
    expect((await cli(['check', 'init', root, '--force'])).code).toBe(0);
    expect((await cli(['check', 'init', root, '--print'])).stdout).toBe(text);
  });

  it('explain tells of rules, models and fingerprints', async () => {
    const root = repository(LLAMA);
    expect((await cli(['check', 'explain', 'lla007'])).stdout).toContain('weaker');
    const { stdout } = await cli(['check', 'explain', 'meta-llama/llama-3.1-8b-instruct', root, '--width', '200']);
    expect(stdout).toContain('app.py:2');
    expect(stdout).toContain('§1.b.i(B)');
    const print = /Fingerprint ([0-9a-f]{16}:1)/.exec(stdout)?.[1] ?? '';
    expect((await cli(['check', 'explain', print, root])).stdout).toContain('Llama-3.1-8B-Instruct');
    expect((await cli(['check', 'explain', 'nobody/nothing', root])).code).toBe(2);
  });

  it('notices hold the owed words', async () => {
    const { code, stdout } = await cli([
      'check',
      'notices',
      repository({ ...LLAMA, ...FREE, 'b.py': LLAMA['app.py'] }),
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('\nBuilt with Llama\n');
  });

  it('takes options after a subcommand as the subcommand own', async () => {
    const root = repository(LLAMA);
    expect((await cli(['check', 'notices', root, '--policy', 'nosuch'])).code).toBe(2);
    const { stdout } = await cli(['check', 'notices', root, '--model', 'Qwen/Qwen3-8B']);
    expect(stdout).not.toContain('Built with Llama');
  });

  it('--model judges without a scan', async () => {
    const { code, stdout } = await cli(['check', '--model', 'qwen2.5:7b', '--model', 'Qwen/Qwen3-8B', '--json']);
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result.models.map(({ id, verdict }: { id: string; verdict: string }) => [id, verdict])).toEqual([
      ['Qwen/Qwen2.5-7B-Instruct', 'allowed'],
      ['Qwen/Qwen3-8B', 'allowed'],
    ]);
    expect(result.request).toMatchObject({ paths: [], models: ['qwen2.5:7b', 'Qwen/Qwen3-8B'] });
  });
});

describe('outputs', () => {
  it('writes further formats to files, and the step summary for GitHub', async () => {
    const root = repository(LLAMA);
    const [sarif, summary] = [join(root, 'out/r.sarif'), join(root, 'summary.md')];
    const ran = await run(root, ['--format', 'github', '--output', `sarif=${sarif}`], {
      env: { GITHUB_STEP_SUMMARY: summary },
    });
    expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('::error file=app.py,line=2,') });
    expect(JSON.parse(readFileSync(sarif, 'utf8')).version).toBe('2.1.0');
    expect(readFileSync(summary, 'utf8')).toContain('Built with Llama');
    expect((await run(root, ['--output', 'sarif'])).code).toBe(2);
  });

  it('is the same twice, in any locale of the machine', async () => {
    const root = repository({ ...LLAMA, ...RESEARCH });
    for (const format of CHECK_FORMATS) {
      const first = await run(root, ['--format', format, '--locale', 'en']);
      const again = await run(root, ['--format', format, '--locale', 'en'], { env: { LC_ALL: 'zh_CN.UTF-8' } });
      expect(again.stdout).toBe(first.stdout);
    }
  });

  it('takes cards of models nobody knows from a file', async () => {
    const root = repository({
      'app.py': 'from vllm import LLM\nLLM(model="acme/house-7b")\n',
      'cards.json': '{"acme/house-7b": {"license": "mit", "base_model": "Qwen/Qwen3-8B"}}',
      'bad.json': '{"acme/house-7b": {"licence": "mit"}}',
    });
    expect((await run(root, [])).code).toBe(1);
    const ran = await run(root, ['--evidence', join(root, 'cards.json'), '--json']);
    expect(ran.code).toBe(0);
    const own = JSON.parse(ran.stdout).models.find(({ id }: { id: string }) => id === 'acme/house-7b');
    expect(own.licenses).toEqual(['apache-2.0', 'mit']);
    const bad = await run(root, ['--evidence', join(root, 'bad.json')]);
    expect(bad).toMatchObject({ code: 3, stderr: expect.stringMatching(/bad\.json:1:\d+: .*license/s) });
  });
});
