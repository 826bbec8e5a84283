import { describe, expect, it } from 'vitest';
import { decideTerminal, type LooksOptions } from '../../../src/cli/terminal.ts';

type Env = Record<string, string>;
const tty = { isTTY: true, columns: 132 };
const pipe = { isTTY: false, columns: undefined };

describe('colour', () => {
  it.each<[string, LooksOptions, Env, typeof tty | typeof pipe, number]>([
    ['a terminal', {}, {}, tty, 1],
    ['a pipe', {}, {}, pipe, 0],
    ['a dumb terminal', {}, { TERM: 'dumb' }, tty, 0],
    ['NO_COLOR', {}, { NO_COLOR: '1' }, tty, 0],
    ['an empty NO_COLOR', {}, { NO_COLOR: '' }, tty, 1],
    ['FORCE_COLOR into a pipe', {}, { FORCE_COLOR: '1' }, pipe, 1],
    ['FORCE_COLOR=0', {}, { FORCE_COLOR: '0' }, tty, 0],
    ['FORCE_COLOR=3', {}, { FORCE_COLOR: '3' }, pipe, 3],
    ['an empty FORCE_COLOR', {}, { FORCE_COLOR: '' }, pipe, 1],
    ['NO_COLOR over FORCE_COLOR', {}, { NO_COLOR: '1', FORCE_COLOR: '1' }, tty, 0],
    ['--color over NO_COLOR', { color: true }, { NO_COLOR: '1' }, pipe, 1],
    ['--no-color over FORCE_COLOR', { color: false }, { FORCE_COLOR: '3' }, tty, 0],
  ])('%s', (_name, options, env, stdout, level) => expect(decideTerminal(options, { env, stdout }).color).toBe(level));
});

describe('language', () => {
  it.each<[LooksOptions, Env, string]>([
    [{}, {}, 'en'],
    [{}, { LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{}, { LANG: 'zh_TW.UTF-8' }, 'zh-CN'],
    [{}, { LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
    [{}, { LC_MESSAGES: 'zh_CN', LANG: 'en_US' }, 'zh-CN'],
    [{}, { LANG: 'zh_CN.UTF-8', LC_ALL: '' }, 'zh-CN'],
    [{}, { LC_ALL: 'C', LLM_ADVISOR_LANG: 'zh-CN' }, 'zh-CN'],
    [{ locale: 'en' }, { LLM_ADVISOR_LANG: 'zh-CN' }, 'en'],
    [{ locale: 'zh-CN' }, {}, 'zh-CN'],
    [{}, { LANG: 'zha_CN' }, 'en'],
  ])('%j %j: %s', (options, env, locale) => expect(decideTerminal(options, { env, stdout: pipe }).locale).toBe(locale));
});

it('takes the width from the option, the terminal, or 80', () => {
  expect(decideTerminal({}, { env: {}, stdout: tty }).width).toBe(132);
  expect(decideTerminal({}, { env: {}, stdout: pipe }).width).toBe(80);
  expect(decideTerminal({}, { env: {}, stdout: { isTTY: true, columns: undefined } }).width).toBe(80);
  expect(decideTerminal({ width: 50 }, { env: {}, stdout: tty }).width).toBe(50);
});

it('writes ASCII when asked to, or to a dumb terminal', () => {
  expect(decideTerminal({}, { env: {}, stdout: tty }).ascii).toBe(false);
  expect(decideTerminal({ ascii: true }, { env: {}, stdout: tty }).ascii).toBe(true);
  expect(decideTerminal({}, { env: { TERM: 'dumb' }, stdout: tty }).ascii).toBe(true);
});
