import { describe, expect, it } from 'vitest';
import { pad, wrap } from '../../../../src/report/layout/wrap.ts';

describe('wrap', () => {
  it.each<[string, number, string[]]>([
    ['', 10, ['']],
    ['one two three', 7, ['one two', 'three']],
    ['one two', 3, ['one', 'two']],
    ['通义千问三代', 6, ['通义千', '问三代']],
    // A full stop may not begin a line, an opening bracket may not end one.
    ['显存占用。速度', 8, ['显存占', '用。速度']],
    ['占用（显存）', 6, ['占用', '（显', '存）']],
    // Words are kept whole where they fit a line, else cut after a hyphen.
    ['a Qwen3-30B-A3B', 13, ['a', 'Qwen3-30B-A3B']],
    ['Qwen3-30B-A3B-Instruct', 14, ['Qwen3-30B-A3B-', 'Instruct']],
    ['a-bcd', 3, ['a-', 'bcd']],
    ['/ab\u4e2d', 2, ['/', 'ab', '\u4e2d']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['first\nsecond line', 8, ['first', 'second', 'line']],
    ['  leading', 20, ['  leading']],
  ])('%j at %i', (text, width, lines) => expect(wrap(text, width)).toEqual(lines));

  it('indents every line but the first', () => {
    expect(wrap('- one two three', 9, 2)).toEqual(['- one two', '  three']);
  });
});

it('pads by cells, and dresses the text only', () => {
  expect(pad('显存', 6)).toBe('显存  ');
  expect(pad('显存', 6, 'right')).toBe('  显存');
  expect(pad('ab', 4, 'right', (text) => `<${text}>`)).toBe('  <ab>');
  expect(pad('too long', 3)).toBe('too long');
});
