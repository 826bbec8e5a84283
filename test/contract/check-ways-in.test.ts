import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cli } from '../cli/harness.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8');

/** Every `--option` that a text gives to the program. */
const optionsIn = (text: string): readonly string[] => [...new Set(text.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [])];

describe('the GitHub action', () => {
  const action = parse(read('.github/actions/check/action.yml'));
  const script: string = action.runs.steps[0].run;

  it('passes only options that the command has', async () => {
    const { stdout } = await cli(['check', '--help']);
    const own = optionsIn(script).filter((option) => option !== '--yes');
    expect(own.length).toBeGreaterThan(5);
    for (const option of own) expect(stdout).toContain(option);
  });

  it('lets no input into a script but through a variable', () => {
    for (const step of action.runs.steps) if (step.run !== undefined) expect(step.run).not.toContain('${{');
  });

  it('uses every input, and gives the outputs it promises', () => {
    const text = JSON.stringify(action.runs);
    for (const input of Object.keys(action.inputs)) expect(text).toContain(`inputs.${input}`);
    for (const output of ['verdict', 'passed', 'findings']) expect(script).toContain(`${output}=`);
  });
});

it('the pre-commit hook runs for files that may name a model', () => {
  const [hook] = parse(read('.pre-commit-hooks.yaml'));
  expect(hook).toMatchObject({
    id: 'llm-advisor-check',
    entry: 'llm-advisor check',
    language: 'node',
    pass_filenames: false,
  });
  const files = new RegExp(hook.files);
  for (const path of [
    'a/serve.py',
    'compose.yaml',
    'Modelfile',
    'deploy/Dockerfile.gpu',
    '.env.local',
    'x.gguf',
    'nb.ipynb',
  ])
    expect(path).toMatch(files);
  for (const path of ['logo.png', 'a.css', 'LICENSE']) expect(path).not.toMatch(files);
});

it('our own repository keeps its own policy', async () => {
  expect(existsSync(`${ROOT}/.llm-advisor/policy.yaml`)).toBe(true);
  const { code, stdout, stderr } = await cli(['check', ROOT, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout).policy).toMatchObject({ name: 'llm-advisor', file: '.llm-advisor/policy.yaml' });
});
