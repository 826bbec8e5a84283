import { describe, expect, it } from 'vitest';
import {
  type Parsed,
  parseBytes,
  parseBytesPerSecond,
  parseParameters,
  parseSeconds,
  parseTokens,
  parseTokensPerSecond,
} from '../../../src/units/parse.ts';

const value = (parsed: Parsed<number>): number | string => (parsed.kind === 'ok' ? parsed.value : parsed.message);

describe('parseBytes', () => {
  it.each([
    ['24GB', 24e9],
    ['24gb', 24e9],
    ['24g', 24e9],
    ['24G', 24e9],
    ['24GiB', 24 * 2 ** 30],
    ['24 GiB', 24 * 2 ** 30],
    ['24Gi', 24 * 2 ** 30],
    ['24gib', 24 * 2 ** 30],
    ['1.5TiB', 1.5 * 2 ** 40],
    ['.5GiB', 2 ** 29],
    ['512MiB', 512 * 2 ** 20],
    ['4096 MB', 4096e6],
    ['100b', 100],
    ['\uff12\uff14\uff27\uff22', 24e9],
    [' 64GiB ', 64 * 2 ** 30],
  ])('reads %s', (text, expected) => expect(value(parseBytes(text))).toBe(expected));

  it.each(['24', '', 'GB', '-1GB', '1e3GB', '24XB', '24 Gi B', '1..5GB', '9999999999TB'])(
    'refuses %j with the forms it takes',
    (text) => {
      expect(value(parseBytes(text))).toBe(
        `"${text}" is not an amount of memory with its unit, like 24GiB (2^30) or 24GB (10^9)`,
      );
    },
  );
});

describe('the other quantities', () => {
  it.each([
    [parseTokens('32k'), 32768],
    [parseTokens('8K'), 8192],
    [parseTokens('1M'), 1048576],
    [parseTokens('0.5k'), 512],
    [parseTokens('4000'), 4000],
    [parseParameters('8B'), 8e9],
    [parseParameters('7.6b'), 7.6e9],
    [parseParameters('600M'), 6e8],
    [parseParameters('1T'), 1e12],
    [parseTokensPerSecond('30'), 30],
    [parseTokensPerSecond('30 tok/s'), 30],
    [parseTokensPerSecond('12.5t/s'), 12.5],
    [parseSeconds('2'), 2],
    [parseSeconds('500ms'), 0.5],
    [parseSeconds('1.5min'), 90],
    [parseBytesPerSecond('1008GB/s'), 1008e9],
    [parseBytesPerSecond('1.5TiB/s'), 1.5 * 2 ** 40],
  ])('%#', (parsed, expected) => expect(value(parsed)).toBe(expected));

  it.each([
    [parseTokens('32kb'), /^"32kb" is not a number of tokens/],
    [parseTokens('many'), /^"many" is not a number of tokens/],
    [parseParameters('8X'), /^"8X" is not a number of parameters/],
    [parseSeconds('2h'), /^"2h" is not a time/],
    [parseTokensPerSecond('fast'), /^"fast" is not a speed/],
    [parseBytesPerSecond('1008GB'), /^"1008GB" is not a bandwidth/],
  ])('refuses %#', (parsed, expected) => expect(value(parsed)).toMatch(expected));
});
