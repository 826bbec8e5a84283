import { describe, expect, it } from 'vitest';
import type { Device, Hardware, MigSlice } from '../../../src/domain/hardware.ts';
import { describeHardware } from '../../../src/hardware/describe.ts';
import { toMachine } from '../../../src/hardware/machine.ts';
import { bytes, GB, GIB, gib, MIB, mib } from '../../../src/units/quantities.ts';
import { catalogRows } from './catalog-rows.ts';

function hardware(gpus: readonly string[], ram = '64GiB', cpu?: string): Hardware {
  const result = describeHardware({ gpus, ram, ...(cpu === undefined ? {} : { cpu }) }, catalogRows);
  if (result.kind === 'error') throw new Error(result.message);
  return result.hardware;
}

/** A machine of these devices, as if detected: every device starts as the described one and takes the changes. */
function withDevices(gpus: readonly string[], change: (device: Device, index: number) => Device): Hardware {
  const base = hardware(gpus);
  return { ...base, origin: 'detected', devices: base.devices.map(change) };
}

const machine = (value: Hardware) => toMachine(value, catalogRows);

describe('devices', () => {
  it('carries the catalog figures of a card', () => {
    expect(machine(hardware(['RTX 4090'])).devices).toMatchObject([
      {
        id: 'gpu0',
        vendor: 'nvidia',
        backend: 'cuda',
        catalogId: 'rtx-4090',
        generation: 'Ada',
        capacityBytes: mib(24218),
        usableBytes: mib(24218),
        unified: false,
        computeCapability: '8.9',
        bandwidth: { value: 1008 * GB, basis: 'published' },
        fp16: { value: 165.2e12 },
        interconnect: 'pcie',
      },
    ]);
  });

  it('counts what is free now of a detected card, what it holds of a described one', () => {
    const busy = withDevices(['RTX 4090'], (device) => ({ ...device, memoryFreeBytes: gib(3) }));
    expect(machine(busy).devices[0]).toMatchObject({ usableBytes: gib(3), capacityBytes: mib(24218) });
    const silent = withDevices(['RTX 4090'], (device) => ({ ...device, memoryFreeBytes: null }));
    expect(machine(silent).devices[0]?.usableBytes).toBe(mib(24218));
  });

  it('leaves out what cannot be used, and the rest keep their ids', () => {
    const partly = withDevices(['3x RTX 3090'], (device, index) => ({ ...device, usable: index !== 1 }));
    expect(machine(partly).devices.map((device) => device.id)).toEqual(['gpu0', 'gpu2']);
  });

  it('takes the memory of a card from the catalog where no witness gave it, the smallest it can be', () => {
    const blind = { memoryTotalBytes: null, memoryFreeBytes: null, capacityBytes: null } as const;
    const known = withDevices(['GTX 1080 Ti'], (device) => ({ ...device, ...blind }));
    expect(machine(known).devices[0]?.usableBytes).toBe(mib(11 * 1024 - 512));
    const open = withDevices(['RTX 3080 12GB'], (device) => ({
      ...device,
      ...blind,
      catalogId: null,
      pciDeviceId: null,
      model: 'NVIDIA GeForce RTX 3080',
    }));
    expect(machine(open).devices[0]?.usableBytes).toBe(mib(10 * 1024 - 512));
    const unknown = withDevices(['GTX 1080 Ti'], (device) => ({
      ...device,
      ...blind,
      catalogId: null,
      pciDeviceId: null,
      model: 'NVIDIA Graphics Device',
    }));
    expect(machine(unknown).devices).toEqual([]);
  });

  it('keeps a card the catalog does not know, without speed', () => {
    const unknown = withDevices(['RTX 4090'], (device) => ({
      ...device,
      catalogId: null,
      pciDeviceId: null,
      model: 'NVIDIA GeForce RTX 9990',
    }));
    expect(machine(unknown).devices).toMatchObject([
      { name: 'NVIDIA GeForce RTX 9990', catalogId: null, bandwidth: null, fp16: null, usableBytes: mib(24218) },
    ]);
  });

  it('takes the lowest figure of the rows a device may be, and says it is assumed', () => {
    const open = withDevices(['M4 Max 64GB'], (device) => ({
      ...device,
      catalogId: null,
      cores: null,
      memoryTotalBytes: null,
      model: 'Apple M4 Max',
    }));
    const [device] = machine({ ...open, system: { ...open.system, platform: 'darwin' } }).devices;
    expect(device).toMatchObject({
      catalogId: null,
      generation: 'M4',
      bandwidth: { value: 410 * GB, basis: 'assumed' },
    });
  });
});

describe('backends', () => {
  it.each([
    ['RTX 4090', 'linux', 'cuda'],
    ['RX 7900 XTX', 'linux', 'rocm'],
    ['RX 7900 XTX', 'win32', 'vulkan'],
    ['RX 6700 XT', 'linux', 'vulkan'],
    ['Radeon VII', 'linux', 'vulkan'],
    ['MI300X', 'linux', 'rocm'],
    ['Strix Halo 128GB', 'linux', 'rocm'],
    ['Arc B580', 'linux', 'sycl'],
    ['Iris Xe 16GB', 'linux', 'vulkan'],
    ['M4 Max 64GB', 'darwin', 'metal'],
    ['M1 16GB', 'linux', 'vulkan'],
    ['Ascend 910B', 'linux', 'cann'],
    ['MTT S80', 'linux', 'vulkan'],
  ] as const)('%s on %s: %s', (name, platform, backend) => {
    const result = describeHardware({ gpus: [name] }, catalogRows);
    const value = result.kind === 'ok' ? result.hardware : hardware([name]);
    expect(machine({ ...value, system: { ...value.system, platform } }).devices[0]?.backend).toBe(backend);
  });

  it.each(['MLU370-X8', 'MetaX C500', 'Gaudi 3'])('%s has none here and is not counted on', (name) => {
    expect(machine(hardware([name])).devices).toEqual([]);
  });
});

describe('devices together', () => {
  it('never adds across vendors: the group with the most memory is the machine', () => {
    const { devices } = machine(hardware(['2x RTX 3090', 'RX 7900 XTX']));
    expect(devices.map((device) => device.catalogId)).toEqual(['rtx-3090', 'rtx-3090']);
  });

  it('counts integrated graphics only where no card is', () => {
    expect(machine(hardware(['RTX 4060', 'Radeon 780M 64GB'])).devices.map((device) => device.catalogId)).toEqual([
      'rtx-4060',
    ]);
    const alone = machine(hardware(['Radeon 780M'], '64GiB', 'AMD Ryzen 7 7840HS w/ Radeon 780M Graphics')).devices;
    // Its bandwidth is the modules'.
    expect(alone).toMatchObject([{ catalogId: 'radeon-780m', unified: true, bandwidth: { value: 89.6 * GB } }]);
  });

  it('leaves an integrated GPU out that the catalog does not know', () => {
    const unknown = withDevices(['Radeon 780M'], (device) => ({
      ...device,
      catalogId: null,
      pciDeviceId: '1002:15d8',
      model: 'AMD Radeon Graphics',
    }));
    expect(machine(unknown).devices).toEqual([]);
  });

  it('never lets a shared pool exceed the RAM that is available', () => {
    const base = hardware(['M4 Max 128GB'], '128GiB');
    const loaded = { ...base, memory: { ...base.memory, availableBytes: gib(20) } };
    expect(machine(loaded).devices[0]?.usableBytes).toBe(gib(20));
    expect(machine(loaded).host.usableBytes).toBe(gib(20));
  });
});

describe('MIG', () => {
  const slice = (index: number, giId: number, profile: string, totalMib: number, freeMib: number): MigSlice => ({
    index,
    giId,
    ciId: 0,
    profile,
    uuid: null,
    memoryTotalBytes: mib(totalMib),
    memoryReservedBytes: null,
    memoryUsedBytes: null,
    memoryFreeBytes: mib(freeMib),
    capacityBytes: mib(totalMib),
  });
  const card = (mig: readonly MigSlice[]) =>
    machine(withDevices(['H100 80GB'], (device) => ({ ...device, migMode: 'enabled', mig }))).devices;

  it('is one slice, the one with the most free memory, with its share of the card', () => {
    const devices = card([
      slice(0, 1, '3g.40gb', 40448, 10000),
      slice(1, 2, '2g.20gb', 20096, 20000),
      slice(2, 3, '1g.10gb', 9856, 9800),
    ]);
    expect(devices).toMatchObject([
      { id: 'gpu0-mig1', usableBytes: 20000 * MIB, capacityBytes: 20096 * MIB, interconnect: 'none' },
    ]);
    expect(devices[0]?.fp16).toMatchObject({ value: (989e12 * 2) / 7, basis: 'derived' });
    expect((devices[0]?.bandwidth?.value ?? 0) / GB).toBeCloseTo((3350 * 20096) / 81920, 0);
  });

  it('is nothing without slices', () => {
    expect(card([])).toEqual([]);
  });

  it('yields to a whole card that holds more', () => {
    const value = withDevices(['2x H100 80GB'], (device, index) =>
      index === 0 ? { ...device, migMode: 'enabled', mig: [slice(0, 1, '3g.40gb', 40448, 40000)] } : device,
    );
    expect(machine(value).devices.map((device) => device.id)).toEqual(['gpu1']);
  });
});

describe('host', () => {
  const cpu = (model: string | null, cores: number | null, more: Partial<Hardware['cpu']> = {}): Hardware => {
    const base = hardware([], '24GiB');
    return { ...base, origin: 'detected', cpu: { ...base.cpu, model, physicalCores: cores, ...more } };
  };

  it.each([
    // model, cores, GB/s, class
    ['AMD EPYC 9654 96-Core Processor', 96, 460.8, 'server'],
    ['AMD EPYC 9654 96-Core Processor', 4, 100, 'server'],
    ['AMD EPYC', 2, 50, 'server'],
    ['AMD EPYC', 16, 68.3, 'server'],
    ['AMD Ryzen 9 7950X 16-Core Processor', 16, 83.2, 'desktop'],
    ['Intel(R) Core(TM) i7-4770K CPU @ 3.50GHz', 4, 42.7, 'desktop'],
    ['Elbrus-8C', 8, 38.4, 'unknown'],
    [null, null, 38.4, 'unknown'],
    ['Apple M7 Max', 12, 68.3, 'soc'],
  ])('%s with %s cores', (model, cores, gbs, kind) => {
    const { host } = machine(cpu(model, cores));
    expect(host.class).toBe(kind);
    expect(host.bandwidth?.basis).toBe('assumed');
    expect((host.bandwidth?.value ?? 0) / GB).toBeCloseTo(gbs, 1);
  });

  it('counts sockets, and what a quota leaves of the cores', () => {
    expect((machine(cpu('AMD EPYC 7763', 128, { sockets: 2 })).host.bandwidth?.value ?? 0) / GB).toBeCloseTo(409.6, 1);
    expect(machine(cpu('AMD EPYC 7763', 64, { quotaCores: 2.5 })).host).toMatchObject({
      cores: 2,
      bandwidth: { value: 50 * GB },
    });
  });

  it('believes modules that were read', () => {
    const base = cpu('AMD Ryzen 9 7950X', 16);
    const value = { value: (48 * GB) as never, basis: 'derived', source: 'dmidecode' } as const;
    expect(machine({ ...base, memory: { ...base.memory, bandwidthBytesPerSecond: value } }).host.bandwidth).toEqual(
      value,
    );
  });

  it('has the bandwidth of its SoC', () => {
    expect(machine(hardware(['M4 Max 64GB'], '64GiB')).host).toMatchObject({
      class: 'soc',
      bandwidth: { value: 546 * GB, basis: 'published' },
    });
  });

  it('is bounded by a control group, and zero when nothing is known', () => {
    const base = hardware([], '64GiB');
    const limited = { ...base.memory, limitBytes: gib(8), availableBytes: gib(40) };
    expect(machine({ ...base, memory: limited }).host).toMatchObject({ capacityBytes: 8 * GIB, usableBytes: 8 * GIB });
    const blank = { ...base.memory, totalBytes: null, availableBytes: null };
    expect(machine({ ...base, memory: blank }).host).toMatchObject({ capacityBytes: bytes(0), usableBytes: bytes(0) });
  });
});
