import { describe, expect, it } from 'vitest';
import { GIB, MIB, replay } from './replay.ts';

const adapter = (Name: string, PNPDeviceID: string, AdapterRAM = 4293918720) => ({ Name, PNPDeviceID, AdapterRAM });
const inventory = (parts: Readonly<Record<string, unknown>>) => ({
  'powershell -Command inventory': JSON.stringify({ video: [], modules: [], registry: [], ...parts }),
});
const os = {
  Caption: 'Microsoft Windows 11 Pro',
  Version: '10.0.26100',
  TotalVisibleMemorySize: 24 * 2 ** 20,
  FreePhysicalMemory: 12 * 2 ** 20,
};

describe('Windows', () => {
  it('AdapterRAM is never read; the registry joins by id; keys of removed cards are ignored', async () => {
    const { hardware } = await replay(
      inventory({
        video: [adapter('AMD Radeon RX 6600 XT', 'PCI\\VEN_1002&DEV_73FF&SUBSYS_1&REV_C1\\6&1')],
        registry: [
          { DriverDesc: 'NVIDIA GeForce GTX 960', MatchingDeviceId: 'pci\\ven_10de&dev_1401', qwMemorySize: 4 * GIB },
          {
            DriverDesc: 'AMD Radeon RX 6600 XT',
            MatchingDeviceId: 'PCI\\VEN_1002&DEV_73FF&REV_C1',
            qwMemorySize: 8 * GIB - 16 * MIB,
          },
        ],
        os,
      }),
      { platform: 'win32' },
    );
    expect(hardware.devices).toMatchObject([
      { vendor: 'amd', model: 'AMD Radeon RX 6600 XT', memoryTotalBytes: 8 * GIB - 16 * MIB, unified: false },
    ]);
    expect(hardware.memory).toMatchObject({ totalBytes: 24 * GIB, availableBytes: 12 * GIB });
  });

  it('without a better witness the memory stays unknown', async () => {
    const { hardware } = await replay(
      inventory({ video: [adapter('NVIDIA GeForce RTX 3090', 'PCI\\VEN_10DE&DEV_2204&SUBSYS_1\\4&1')] }),
      { platform: 'win32' },
    );
    expect(hardware.devices).toMatchObject([{ memoryTotalBytes: null, capacityBytes: null }]);
  });

  it('two equal cards take one registry key each and one nvidia-smi row each', async () => {
    const { hardware } = await replay(
      {
        ...inventory({
          video: [
            adapter('NVIDIA GeForce RTX 3090', 'PCI\\VEN_10DE&DEV_2204&SUBSYS_1\\4&1'),
            adapter('NVIDIA GeForce RTX 3090', 'PCI\\VEN_10DE&DEV_2204&SUBSYS_1\\4&2'),
          ],
          registry: [0, 1].map(() => ({
            DriverDesc: 'NVIDIA GeForce RTX 3090',
            MatchingDeviceId: 'pci\\ven_10de&dev_2204',
            qwMemorySize: 24 * GIB,
          })),
        }),
        'nvidia-smi --query-gpu=index,name,pci.bus_id,memory.total,pci.device_id --format=csv':
          'index, name, pci.bus_id, memory.total [MiB], pci.device_id\n0, NVIDIA GeForce RTX 3090, 00000000:01:00.0, 24576 MiB, 0x220410DE\n1, NVIDIA GeForce RTX 3090, 00000000:02:00.0, 24576 MiB, 0x220410DE\n',
      },
      { platform: 'win32' },
    );
    expect(hardware.devices.map((device) => [device.pciBusId, device.witnesses])).toEqual([
      ['0000:01:00.0', ['cim', 'nvidia-smi-csv', 'registry']],
      ['0000:02:00.0', ['cim', 'nvidia-smi-csv', 'registry']],
    ]);
  });

  it('remote, virtual and USB displays are no GPUs', async () => {
    const { hardware } = await replay(
      inventory({
        video: [
          adapter('Microsoft Remote Display Adapter', 'SWD\\REMOTEDISPLAYENUM\\RDPIDD_INDIRECTDISPLAY&SESSIONID_0002'),
          adapter('Parsec Virtual Display Adapter', 'ROOT\\DISPLAY\\0000'),
          adapter('spacedesk Graphics Adapter', 'ROOT\\DISPLAY\\0001'),
          adapter('Intel(R) Arc(TM) B580 Graphics', 'PCI\\VEN_8086&DEV_E20B&SUBSYS_1\\4&1'),
        ],
      }),
      { platform: 'win32' },
    );
    expect(hardware.devices).toMatchObject([{ vendor: 'intel', kind: 'gpu', unified: false }]);
    expect(hardware.ignoredAdapters).toHaveLength(3);
  });

  it('an APU may use half of RAM, or its carve-out if that is more; a large carve-out is said', async () => {
    const video = [adapter('AMD Radeon(TM) 8060S Graphics', 'PCI\\VEN_1002&DEV_1586&SUBSYS_1\\4&1')];
    const modules = [{ Capacity: 64 * GIB, ConfiguredClockSpeed: 8000, SMBIOSMemoryType: 35 }];
    const registry = [{ MatchingDeviceId: 'PCI\\VEN_1002&DEV_1586', qwMemorySize: 40 * GIB }];
    const { hardware } = await replay(inventory({ video, modules, registry, os }), { platform: 'win32' });
    expect(hardware.devices).toMatchObject([{ unified: true, kind: 'igpu', capacityBytes: 40 * GIB }]);
    expect(hardware.findings).toContainEqual({
      code: 'carve-out-hides-memory',
      level: 'info',
      args: { bytes: 40 * GIB },
    });
  });
});

describe('macOS', () => {
  const sysctl = (extra: string) => ({
    'sysctl hw.memsize machdep.cpu.brand_string': `hw.memsize: ${64 * GIB}\nmachdep.cpu.brand_string: Apple M4 Max\nhw.perflevel0.physicalcpu: 12\n${extra}`,
    'system_profiler SPDisplaysDataType -json': JSON.stringify({
      SPDisplaysDataType: [
        {
          _name: 'Apple M4 Max',
          spdisplays_vendor: 'sppci_vendor_Apple',
          sppci_bus: 'spdisplays_builtin',
          sppci_cores: '40',
          sppci_device_type: 'spdisplays_gpu',
          spdisplays_ndrvs: [{ _name: 'AirPlay' }],
        },
      ],
    }),
  });

  it.each([
    ['kern.osproductversion: 15.6.1\n', 48 * GIB],
    ['kern.osproductversion: 26.0\n', Math.ceil((0.81 * 64 * GIB) / 16384) * 16384],
    ['kern.osproductversion: 26.0\niogpu.wired_limit_mb: 57344\n', 56 * GIB],
    ['kern.osproductversion: 26.0\niogpu.wired_limit_mb: 0\n', Math.ceil((0.81 * 64 * GIB) / 16384) * 16384],
    ['', 48 * GIB],
  ])('GPU limit with %j', async (extra, bytes) => {
    const { hardware } = await replay(sysctl(extra), { platform: 'darwin' });
    expect(hardware.devices).toMatchObject([
      { vendor: 'apple', model: 'Apple M4 Max', cores: 40, kind: 'igpu', unified: true, capacityBytes: bytes },
    ]);
  });

  it('free memory is what vm_stat can give, within the limit', async () => {
    const vmStat =
      'Mach Virtual Memory Statistics: (page size of 16384 bytes)\nPages free: 65536.\nPages active: 500000.\nPages inactive: 131072.\nPages speculative: 65536.\nPages purgeable: 0.\n';
    const { hardware } = await replay({ ...sysctl(''), vm_stat: vmStat }, { platform: 'darwin' });
    expect(hardware.memory.availableBytes).toBe(4 * GIB);
    expect(hardware.devices[0]?.memoryFreeBytes).toBe(4 * GIB);
  });

  it('Intel Macs: "4 GB" is gigabytes, "Dynamic, Max" is RAM', async () => {
    const { hardware } = await replay(
      {
        'system_profiler SPDisplaysDataType':
          'Graphics/Displays:\n\n    Intel UHD Graphics 630:\n\n      Chipset Model: Intel UHD Graphics 630\n      Type: GPU\n      Bus: Built-In\n      VRAM (Dynamic, Max): 1536 MB\n      Vendor: Intel\n      Device ID: 0x3e9b\n\n' +
          '    Radeon Pro 560X:\n\n      Chipset Model: Radeon Pro 560X\n      Type: GPU\n      Bus: PCIe\n      VRAM (Total): 4 GB\n      Vendor: AMD (0x1002)\n      Device ID: 0x67ef\n      Displays:\n        Color LCD:\n          Resolution: 2880 x 1800\n',
      },
      { platform: 'darwin' },
    );
    expect(hardware.devices).toMatchObject([
      { vendor: 'intel', kind: 'igpu', unified: true, usable: false },
      { vendor: 'amd', kind: 'gpu', unified: false, memoryTotalBytes: 4 * GIB },
    ]);
  });
});
