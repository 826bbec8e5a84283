import { describe, expect, it } from 'vitest';
import { parseBandwidth, parseOperations, parseSize, parseTokens } from '../../../src/catalog/schema/common.ts';

describe('authored quantities', () => {
  it.each([
    ['24GiB', 24 * 2 ** 30],
    ['80 GB', 80e9],
    ['21414MiB', 21414 * 2 ** 20],
    ['1.5 TB', 1.5e12],
    ['24', undefined],
    ['24 gigs', undefined],
    ['-1GB', undefined],
    ['1e3 GB', undefined],
  ])('size %s → %s', (text, value) => {
    expect(parseSize(text)).toBe(value);
  });

  it.each([
    ['1008 GB/s', 1008e9],
    ['0.9TB/s', 0.9e12],
    ['112.1 GB / s', 112.1e9],
    ['1008 GB', undefined],
    ['/s', undefined],
  ])('bandwidth %s → %s', (text, value) => {
    expect(parseBandwidth(text)).toBe(value);
  });

  it.each([
    ['165.2 TFLOPS', 165.2e12],
    ['330 TOPS', 330e12],
    ['1.9 PFLOPS', 1.9e15],
    ['330 T', undefined],
  ])('operations %s → %s', (text, value) => {
    expect(parseOperations(text)).toBe(value);
  });

  it.each([
    ['128k', 131072],
    ['1M', 1048576],
    ['128', undefined],
  ])('tokens %s → %s', (text, value) => {
    expect(parseTokens(text)).toBe(value);
  });
});
