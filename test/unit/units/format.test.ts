import { describe, expect, it } from 'vitest';
import { formatBytes, formatGib, formatParameters, formatTokens, trimDecimals } from '../../../src/units/format.ts';
import { bytes, gib, parameters, tokens } from '../../../src/units/quantities.ts';

describe('formatting quantities', () => {
  it.each([
    [formatGib(24 * 2 ** 30), '24.0 GiB'],
    [formatGib(11_700_000_000), '10.9 GiB'],
    [formatBytes(gib(24)), '24 GiB'],
    [formatBytes(bytes(24e9)), '24 GB'],
    [formatBytes(bytes(512 * 2 ** 20)), '512 MiB'],
    [formatBytes(bytes(1_500_000_001)), '1500000001 B'],
    [formatBytes(bytes(0)), '0 B'],
    [formatTokens(tokens(32768)), '32k'],
    [formatTokens(tokens(1048576)), '1M'],
    [formatTokens(tokens(200000)), '200000'],
    [formatTokens(tokens(0)), '0'],
    [formatParameters(parameters(14_768_307_200)), '14.8B'],
    [formatParameters(parameters(235_093_634_560)), '235B'],
    [formatParameters(parameters(999_999_999)), '1B'],
    [formatParameters(parameters(596_049_920)), '596M'],
    [formatParameters(parameters(1_041_000_000_000)), '1.04T'],
    [trimDecimals(1.5, 2), '1.5'],
    [trimDecimals(2, 2), '2'],
  ])('%#: %s', (text, expected) => expect(text).toBe(expected));
});
