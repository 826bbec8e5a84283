import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit.ts';
import { replayHost } from '../../src/hardware/probe/replay-host.ts';
import { cli } from './harness.ts';

/** A machine that answers no question at all. */
const mute = replayHost({ platform: 'linux', commands: {} }, new Map());
const broken = (): Promise<string> => Promise.reject(new Error('the disk is on fire'));

describe('a machine that cannot be read', () => {
  it.each([[['recommend']], [['why', 'Qwen/Qwen3-8B']], [['plan', 'Qwen/Qwen3-8B']], [['detect']], [['doctor']]])(
    '%j exits 4 and says how to describe it',
    async (args) => {
      const { code, stdout, stderr } = await cli(args, { host: mute });
      expect({ code, stdout }).toEqual({ code: EXIT.noMachine, stdout: '' });
      expect(stderr).toContain('--ram 32GiB');
    },
  );

  it('is no matter when a machine is described', async () => {
    expect((await cli(['plan', 'Qwen/Qwen3-8B', '--gpu', 'RTX 4090'], { host: mute })).code).toBe(EXIT.answered);
  });

  it('is an error object in JSON', async () => {
    const { code, stdout, stderr } = await cli(['recommend', '--json'], { host: mute });
    expect({ code, stderr }).toEqual({ code: EXIT.noMachine, stderr: '' });
    expect(JSON.parse(stdout).error.code).toBe('machine-unreadable');
  });
});

describe('a fault of ours', () => {
  const args = ['recommend', '--hardware', '-'];

  it('exits 70 and asks for a report, without a stack', async () => {
    const { code, stdout, stderr } = await cli(args, { stdin: broken });
    expect({ code, stdout }).toEqual({ code: EXIT.bug, stdout: '' });
    expect(stderr).toContain('internal error: the disk is on fire');
    expect(stderr).toContain('please report it');
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('shows where with --debug', async () => {
    expect((await cli([...args, '--debug'], { stdin: broken })).stderr).toMatch(/\n {4}at /);
  });

  it('is an error object in JSON', async () => {
    const { code, stdout, stderr } = await cli([...args, '--json'], { stdin: broken });
    expect({ code, stderr }).toEqual({ code: EXIT.bug, stderr: '' });
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'internal-error',
      details: [{ remedy: expect.any(String) }],
    });
  });
});

describe('colour', () => {
  const args = ['plan', 'Qwen/Qwen3-8B', '--gpu', 'RTX 4090'];
  const ESCAPE = '\u001b[';

  it.each([
    ['a terminal', {}, true],
    ['NO_COLOR', { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', { NO_COLOR: '' }, true],
    ['TERM=dumb', { TERM: 'dumb' }, false],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
    ['NO_COLOR beside FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ] as const)('%s', async (_name, env, coloured) => {
    const { stdout } = await cli(args, { env, isTTY: true, columns: 100 });
    expect(stdout.includes(ESCAPE)).toBe(coloured);
  });

  it('is the same text underneath', async () => {
    const plain = await cli(args, { columns: 100 });
    const painted = await cli([...args, '--color', '--width', '80'], { isTTY: true, columns: 100 });
    const bare = painted.stdout
      .split('\u001b')
      .map((part, i) => (i === 0 ? part : part.replace(/^\[\d+m/, '')))
      .join('');
    expect(bare).toBe(plain.stdout);
  });
});
