import { describe, expect, it } from 'vitest';
import type { Hardware } from '../../../src/domain/hardware.ts';
import { describeHardware, type MachineDescription } from '../../../src/hardware/describe.ts';
import { GIB, MIB } from '../../../src/units/quantities.ts';
import { catalogRows } from './catalog-rows.ts';

function described(description: MachineDescription): Hardware {
  const result = describeHardware(description, catalogRows);
  if (result.kind === 'error') throw new Error(result.message);
  return result.hardware;
}

const gpu = (...gpus: readonly string[]): MachineDescription => ({ gpus });

describe('one text', () => {
  it.each([
    // text, devices, row, capacity in MiB, RAM in GiB
    ['RTX 4090', 1, 'rtx-4090', 24218, 32],
    ['4090', 1, 'rtx-4090', 24218, 32],
    ['RTX 4090:24GiB', 1, 'rtx-4090', 24218, 32],
    ['RTX 4090:24GB', 1, 'rtx-4090', 24218, 32],
    ['4x H100 80GB', 4, 'h100-sxm5-80gb', 81080, 320],
    ['4 x H100 80GB', 4, 'h100-sxm5-80gb', 81080, 320],
    ['4×H100 80GB', 4, 'h100-sxm5-80gb', 81080, 320],
    ['4* H100 80GB', 4, 'h100-sxm5-80gb', 81080, 320],
    ['H100 80GB x4', 4, 'h100-sxm5-80gb', 81080, 320],
    ['2× A100:40GiB', 2, 'a100-sxm4-40gb', 40960 - 820, 80],
    ['7900 XTX', 1, 'rx-7900-xtx', 24576 - 256, 32],
    ['7900xtx', 1, 'rx-7900-xtx', 24576 - 256, 32],
    ['T4', 1, 't4', 14909, 32],
    ['A16', 4, 'a16', 14848, 64],
    ['8x MI250X', 16, 'mi250x', 65536 - 256, 1024],
    ['MI250X 128GB', 2, 'mi250x', 65536 - 256, 128],
    ['8x B200 192GB', 8, 'b200-sxm-180gb', 184320 - 3687, 1440],
    ['M4 Max 128GB', 1, 'm4-max-40c', 98304, 128],
    ['M4 Max 36GB', 1, 'm4-max-32c', 27648, 36],
    ['MacBook Pro M3 Max 36GB', 1, 'm3-max-30c', 27648, 36],
    ['Strix Halo 128GB', 1, 'strix-halo-395', 65536, 128],
    ['Strix Halo 128GB:96GiB', 1, 'strix-halo-395', 98304, 128],
    ['Radeon 780M 32GB', 1, 'radeon-780m', 16384, 32],
    ['rtx-3080', 1, 'rtx-3080', 10240 - 512, 32],
  ])('%s', (text, count, row, capacityMib, ramGib) => {
    const { devices, memory } = described(gpu(text));
    expect(devices).toHaveLength(count);
    expect(new Set(devices.map((device) => device.catalogId))).toEqual(new Set([row]));
    expect(Math.floor((devices[0]?.capacityBytes ?? 0) / MIB)).toBe(capacityMib);
    expect((memory.totalBytes ?? 0) / GIB).toBe(ramGib);
  });

  it('takes the memory a GB10 really has as RAM and pool', () => {
    const { devices, memory, pools } = described(gpu('DGX Spark'));
    expect(memory.totalBytes).toBe(122566 * MIB);
    expect(devices[0]?.capacityBytes).toBe(122566 * MIB);
    expect(pools).toMatchObject([{ vendor: 'nvidia', unified: true, count: 1, sumCapacityBytes: 122566 * MIB }]);
  });
});

describe('the Hardware it makes', () => {
  it('is idle, says where it is from and keeps what cannot be known null', () => {
    const hardware = described({ gpus: ['2x RTX 3090'], ram: '128GiB', cpu: 'AMD EPYC 7763' });
    expect(hardware).toMatchObject({
      origin: 'described',
      system: { platform: 'linux', arch: 'x64', osName: null },
      cpu: { model: 'AMD EPYC 7763', physicalCores: null, catalogId: 'epyc-7002-7003' },
      memory: { totalBytes: 128 * GIB, availableBytes: 128 * GIB, channels: 8, swapTotalBytes: null },
      findings: [],
    });
    expect(hardware.devices.map((device) => device.id)).toEqual(['gpu0', 'gpu1']);
    for (const device of hardware.devices) {
      expect(device.memoryFreeBytes).toBe(device.capacityBytes);
      expect((device.memoryReservedBytes ?? 0) + (device.memoryFreeBytes ?? 0)).toBe(device.memoryTotalBytes);
      expect(device).toMatchObject({ uuid: null, driver: null, pciBusId: null, usable: true });
    }
  });

  it('keeps a mixed list apart by vendor', () => {
    const { devices, pools } = described({ gpus: ['RTX 4090', 'RX 7900 XTX'], ram: '64GB' });
    expect(devices.map((device) => device.vendor)).toEqual(['nvidia', 'amd']);
    expect(pools.map((pool) => [pool.vendor, pool.count])).toEqual([
      ['nvidia', 1],
      ['amd', 1],
    ]);
  });

  it.each([
    ['64GiB', 64 * GIB],
    ['64GB', 64e9],
    ['64g', 64 * GIB],
    ['64', 64 * GIB],
    ['0.5T', 512 * GIB],
    ['１６GiB', 16 * GIB],
  ])('a CPU machine with --ram %s', (ram, total) => {
    const { memory, devices } = described({ gpus: [], ram });
    expect(memory.totalBytes).toBe(total);
    expect(devices).toEqual([]);
  });

  it.each([
    ['RAM is assumed', gpu('RTX 4090'), 'ram-assumed'],
    ['a version is assumed', { gpus: ['H100 80GB'], ram: '1TiB' }, 'device-variant-assumed'],
    ['the slower version is assumed', { gpus: ['GTX 1650'], ram: '16' }, 'device-variant-assumed'],
    ['a Mac without macOS version', gpu('M2 Ultra 192GB'), 'apple-limit-by-rule'],
    ['a CPU that is not known', { gpus: [], ram: '16GiB', cpu: 'Elbrus-8C' }, 'cpu-not-in-catalog'],
  ] as const)('says so when %s', (_title, description, code) => {
    expect(described(description).findings.map((entry) => entry.code)).toContain(code);
  });
});

describe('errors say what to type', () => {
  it.each<[MachineDescription, string, string, readonly string[]]>([
    [gpu('rtx 4900'), 'gpu-unknown', 'the catalog knows no GPU "rtx 4900"', ['RTX 4090']],
    [gpu('M4 Max'), 'memory-needed', '36 GiB or 48 GiB or 64 GiB or 128 GiB', ['M4 Max:36GiB']],
    [gpu('M4 Pro 128GB'), 'memory-unknown-size', 'not sold with 128 GiB but with 24 GiB', ['M4 Pro:64GiB']],
    [gpu('RTX 4090 16GB'), 'memory-unknown-size', 'not sold with 16 GiB but with 24 GiB', ['RTX 4090:24GiB']],
    [gpu('780M'), 'memory-needed', "uses the machine's RAM", []],
    [gpu('0x RTX 4090'), 'bad-gpu', 'a count from 1', []],
    [gpu('999x RTX 4090'), 'bad-gpu', 'a count from 1', []],
    [gpu('2x'), 'gpu-unknown', 'the catalog knows no GPU', []],
    [gpu('???'), 'bad-gpu', 'names no GPU', []],
    [gpu('2x M4 Max 128GB'), 'several-machines', 'a whole computer', []],
    [gpu('M4 Max 128GB', 'RTX 4090'), 'several-machines', 'no other GPU', []],
    [{ gpus: ['M4 Max 128GB'], ram: '64GiB' }, 'memory-clash', '--ram and the name disagree', []],
    [{ gpus: [], ram: 'lots' }, 'bad-ram', '"lots" is not an amount', []],
    [{ gpus: [], ram: '0' }, 'bad-ram', 'no amount of RAM', []],
    [{ gpus: [] }, 'memory-needed', '--ram', []],
  ])('%j', (description, code, message, suggestions) => {
    const result = describeHardware(description, catalogRows);
    expect(result).toMatchObject({ kind: 'error', code });
    if (result.kind !== 'error') return;
    expect(result.message).toContain(message);
    expect(result.suggestions).toEqual(expect.arrayContaining([...suggestions]));
  });

  it('tells every problem at once', () => {
    const result = describeHardware({ gpus: ['rtx 4900', 'M4 Max'], ram: 'lots' }, catalogRows);
    expect(result.kind === 'error' ? result.message.split('; ') : []).toHaveLength(3);
  });

  it.each(['RTX 3080', 'RTX 2060', 'A100', 'RX 580'])(
    '%s without a size is taken as the smallest of its name, and says so',
    (name) => {
      const result = describeHardware(gpu(name), catalogRows);
      const hardware = result.kind === 'ok' ? result.hardware : null;
      const others =
        hardware?.findings.flatMap((item) =>
          item.code === 'device-variant-assumed' ? item.args.others.split(', ') : [],
        ) ?? [];
      for (const other of others) {
        const larger = describeHardware(gpu(other.replace(/ (\d+) GiB$/, ':$1GiB')), catalogRows);
        const capacity = larger.kind === 'ok' ? (larger.hardware.devices[0]?.capacityBytes ?? 0) : 0;
        expect(capacity, other).toBeGreaterThanOrEqual(hardware?.devices[0]?.capacityBytes ?? Number.POSITIVE_INFINITY);
      }
      expect(hardware?.findings.map((item) => item.code)).toContain('device-variant-assumed');
    },
  );

  it('each suggestion for a size is itself accepted', () => {
    for (const text of ['RTX 3080', 'A100', 'M4 Max', 'V100', 'RX 580', 'Atlas 300I Duo']) {
      const result = describeHardware(gpu(text), catalogRows);
      if (result.kind !== 'error') continue;
      expect(result.suggestions.length).toBeGreaterThan(1);
      for (const suggestion of result.suggestions) {
        expect(describeHardware(gpu(suggestion), catalogRows).kind, suggestion).toBe('ok');
      }
    }
  });
});

it('takes the RAM of a Mac from --ram, in either unit', () => {
  for (const ram of ['64GiB', '64GB']) {
    const { devices, memory } = described({ gpus: ['M4 Max'], ram });
    expect(devices[0]?.catalogId).toBe('m4-max-40c');
    expect(memory.totalBytes).toBe(64 * GIB);
  }
});
