import { describe, expect, it } from 'vitest';
import { nameReadings, normalizeName, shortDeviceName, squeezeName } from '../../../src/hardware/normalize-name.ts';

describe('normalizeName', () => {
  it.each([
    ['NVIDIA GeForce RTX 4090', ['rtx', '4090'], null, null, []],
    ['NVIDIA GeForce RTX 4090 Laptop GPU', ['rtx', '4090', 'laptop'], null, null, []],
    ['GeForce GTX 1060 Mobile', ['gtx', '1060', 'laptop'], null, null, []],
    ['GeForce RTX 2080 with Max-Q Design', ['rtx', '2080', 'maxq', 'design'], null, null, []],
    ['Intel(R) Arc(TM) 140V GPU (16GB)', ['140v'], 16, null, []],
    ['Intel® Arc™ A770 Graphics', ['a770'], null, null, []],
    ['NVIDIA A100-SXM4-80GB', ['a100'], 80, null, ['sxm4']],
    ['NVIDIA-A100-SXM4-40GB-MIG-1g.5gb', ['a100'], 40, null, ['sxm4']],
    ['Apple M4 Max (40-core GPU)', ['m4', 'max'], null, 40, []],
    ['MacBook Pro M3 Max 36GB', ['m3', 'max'], 36, null, []],
    ['AMD RYZEN AI MAX+ 395 w/ Radeon 8060S', ['ryzen', 'ai', 'max', 'plus', '395', '8060s'], null, null, []],
    ['ＲＴＸ　４０９０', ['rtx', '4090'], null, null, []],
    ['AMD Radeon Graphics', [], null, null, []],
    ['GTX 1650 GDDR6', ['gtx', '1650'], null, null, ['gddr6']],
  ])('%s', (name, words, memoryGib, cores, variant) => {
    expect(normalizeName(name)).toEqual({ words, memoryGib, cores, variant });
  });
});

describe('squeezeName', () => {
  it.each([
    ['A100-80g', 'a10080gb'],
    ['a100 80 GiB', 'a10080gb'],
    ['RTX4090', 'rtx4090'],
    ['rtx 4090', 'rtx4090'],
  ])('%s', (name, squeezed) => {
    expect(squeezeName(name)).toBe(squeezed);
  });
});

describe('nameReadings', () => {
  it('reads the product in the brackets of a listing, and the products between slashes', () => {
    expect(nameReadings('Navi 21 [Radeon RX 6800/6800 XT / 6900 XT]')).toContainEqual([
      'Radeon RX 6800',
      '6800 XT',
      '6900 XT',
    ]);
  });
  it('does not take "w/" or a GL renderer for a list', () => {
    expect(nameReadings('Ryzen AI MAX+ 395 w/ Radeon 8060S').every((list) => list.length === 1)).toBe(true);
    expect(nameReadings('NVIDIA GeForce RTX 4090/PCIe/SSE2')).toContainEqual(['NVIDIA GeForce RTX 4090']);
  });
});

describe('shortDeviceName', () => {
  it.each([
    ['NVIDIA GeForce RTX 3060 12 GB', 'RTX 3060'],
    ['Apple M4 Max (40-core GPU)', 'M4 Max'],
    ['NVIDIA Tesla V100 SXM2 16GB', 'V100 SXM2'],
  ])('%s', (name, short) => {
    expect(shortDeviceName(name)).toBe(short);
  });
});
