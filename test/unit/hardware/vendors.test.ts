import { describe, expect, it } from 'vitest';
import { GIB, MIB, replay } from './replay.ts';

const pci = (
  bus: string,
  vendor: string,
  device: string,
  more: Readonly<Record<string, string | number>> = {},
  classCode = '0x030000',
) =>
  Object.entries({ class: classCode, vendor, device, uevent: `DRIVER=amdgpu`, ...more })
    .map(([file, text]) => `/sys/bus/pci/devices/${bus}/${file}:${text}`)
    .join('\n');

describe('AMD', () => {
  it('an APU takes the larger of carve-out and GTT; a card beside it leaves it out of the pools', async () => {
    const apu = pci('0000:c1:00.0', '0x1002', '0x150e', {
      mem_info_vram_total: 512 * MIB,
      mem_info_vram_used: 500 * MIB,
      mem_info_gtt_total: 15 * GIB,
      mem_info_gtt_used: GIB,
    });
    const alone = await replay({
      'grep -r . /sys': apu,
      '/proc/meminfo': 'MemTotal: 31457280 kB\nMemAvailable: 10485760 kB\n',
    });
    expect(alone.hardware.devices).toMatchObject([
      {
        kind: 'igpu',
        unified: true,
        capacityBytes: 15 * GIB,
        memoryUsedBytes: GIB,
        memoryFreeBytes: 10 * GIB,
        usable: true,
      },
    ]);
    const card = pci('0000:03:00.0', '0x1002', '0x744c', {
      mem_info_vram_total: 24 * GIB,
      mem_info_vram_used: GIB,
      mem_info_gtt_total: 15 * GIB,
      mem_info_gtt_used: 0,
    });
    const both = await replay({ 'grep -r . /sys': `${apu}\n${card}` });
    expect(both.hardware.devices).toMatchObject([
      { pciBusId: '0000:03:00.0', kind: 'gpu', capacityBytes: 24 * GIB },
      { pciBusId: '0000:c1:00.0', usable: false, unusableBecause: 'integrated-beside-discrete' },
    ]);
    expect(both.hardware.pools).toMatchObject([{ vendor: 'amd', unified: false, count: 1 }]);
  });

  it('a small desktop APU is no card, and a nameless MI50 is one: ids decide, not sizes', async () => {
    const { hardware } = await replay({
      'grep -r . /sys': [
        pci('0000:0e:00.0', '0x1002', '0x164e', { mem_info_vram_total: 2 * GIB, mem_info_gtt_total: 16 * GIB }),
        pci('0000:05:00.0', '0x1002', '0x66a0', { mem_info_vram_total: 32 * GIB, mem_info_vram_used: 0 }, '0x038000'),
      ].join('\n'),
    });
    expect(hardware.devices.map((device) => [device.pciBusId, device.kind, device.unified])).toEqual([
      ['0000:05:00.0', 'gpu', false],
      ['0000:0e:00.0', 'igpu', true],
    ]);
  });

  it('tool and kernel that disagree by more than 5 %: the smaller holds, and it is said', async () => {
    const { hardware } = await replay({
      'grep -r . /sys': pci('0000:03:00.0', '0x1002', '0x744c', {
        mem_info_vram_total: 20 * GIB,
        mem_info_vram_used: 0,
      }),
      'rocm-smi --json': JSON.stringify({
        card0: {
          'Card Series': 'Radeon RX 7900 XTX',
          'PCI Bus': '0000:03:00.0',
          'VRAM Total Memory (B)': String(24 * GIB),
        },
      }),
    });
    expect(hardware.devices[0]?.memoryTotalBytes).toBe(20 * GIB);
    expect(hardware.findings).toContainEqual(expect.objectContaining({ code: 'sources-disagree' }));
  });

  it('warnings before the JSON, placeholders for names, one record per card', async () => {
    const { hardware } = await replay({
      'rocm-smi --json': `WARNING: AMD GPU device(s) is/are in a low-power state. Check power control/runtime_status\n\n${JSON.stringify(
        {
          card0: {
            'Card series': 'N/A',
            'Card model': '0x1002',
            'VRAM Total Memory (B)': String(8 * GIB),
            'VRAM Total Used Memory (B)': '0',
          },
          card1: {
            'Card series': 'AMD Radeon PRO W7900',
            'VRAM Total Memory (B)': String(48 * GIB),
            'VRAM Total Used Memory (B)': String(GIB),
          },
        },
      )}`,
    });
    expect(hardware.devices).toMatchObject([
      { model: null, memoryTotalBytes: 8 * GIB, memoryUsedBytes: 0, memoryFreeBytes: 8 * GIB },
      { model: 'AMD Radeon PRO W7900', memoryFreeBytes: 47 * GIB },
    ]);
  });

  it('Hygon keys carry MiB', async () => {
    const { hardware } = await replay({
      'hy-smi --json': JSON.stringify({
        card0: { 'Card Series': 'K100_AI', 'vram Total Memory (MiB)': '65520', 'vram Total Used Memory (MiB)': '20' },
      }),
    });
    expect(hardware.devices).toMatchObject([
      { vendor: 'hygon', memoryTotalBytes: 65520 * MIB, memoryUsedBytes: 20 * MIB },
    ]);
  });

  it('gfx targets out of KFD numbers', async () => {
    const node = (line: string) => `/sys/class/kfd/kfd/topology/nodes/1/${line}`;
    const { hardware } = await replay({
      'grep -r . /sys': [
        node('properties:simd_count 416'),
        node('properties:simd_per_cu 4'),
        node('properties:gfx_target_version 90010'),
        node('properties:vendor_id 4098'),
        node('properties:device_id 29708'),
        node('properties:location_id 49408'),
        node('properties:domain 1'),
        node('properties:local_mem_size 0'),
        node(`mem_banks/0/properties:size_in_bytes ${64 * GIB}`),
        node('mem_banks/0/properties:heap_type 1'),
      ].join('\n'),
    });
    expect(hardware.devices).toMatchObject([
      { gfx: 'gfx90a', cores: 104, pciBusId: '0001:c1:00.0', kind: 'gpu', unified: false, memoryTotalBytes: 64 * GIB },
    ]);
  });
});

describe('Intel', () => {
  it('OpenCL lists a GPU twice and a CPU once: one GPU, the smaller size', async () => {
    const device = (size: number) => ({
      CL_DEVICE_NAME: 'Intel(R) Arc(TM) A770 Graphics',
      CL_DEVICE_VENDOR_ID: 32902,
      CL_DEVICE_TYPE: { type: ['CL_DEVICE_TYPE_GPU'] },
      CL_DEVICE_PCI_BUS_INFO_KHR: 'PCI-E, 0000:ffffff03:00.0',
      CL_DEVICE_GLOBAL_MEM_SIZE: size,
    });
    const cpu = {
      CL_DEVICE_NAME: 'pthread-cpu',
      CL_DEVICE_VENDOR_ID: 32902,
      CL_DEVICE_TYPE: { type: ['CL_DEVICE_TYPE_CPU'] },
    };
    const { hardware } = await replay({
      'clinfo --json': JSON.stringify({
        devices: [{ online: [device(16 * GIB)] }, { online: [device(15 * GIB), cpu] }],
      }),
    });
    expect(hardware.devices).toMatchObject([
      { vendor: 'intel', kind: 'gpu', pciBusId: '0000:03:00.0', memoryTotalBytes: 15 * GIB },
    ]);
  });

  it('an integrated GPU may use half of RAM', async () => {
    const { hardware } = await replay({
      'grep -r . /sys': pci('0000:00:02.0', '0x8086', '0x9a49', { uevent: 'DRIVER=i915' }),
      '/proc/meminfo': 'MemTotal: 16777216 kB\nMemAvailable: 4194304 kB\n',
    });
    expect(hardware.devices).toMatchObject([
      { kind: 'igpu', unified: true, memoryTotalBytes: null, capacityBytes: 8 * GIB, memoryFreeBytes: 4 * GIB },
    ]);
  });
});

describe('Ascend', () => {
  it('HBM is the memory where it has a column; chips of one card share a bus and stay two', async () => {
    const { hardware } = await replay({
      'npu-smi info':
        '| npu-smi 24.1   Version: 24.1   |\n+-------------------+-----------------+----------------------------------------------+\n' +
        '| NPU   Name        | Health          | Power(W)  Temp(C)      Hugepages-Usage(page) |\n' +
        '| Chip              | Bus-Id          | AICore(%) Memory-Usage(MB)  HBM-Usage(MB)    |\n' +
        '+===================+=================+==============================================+\n' +
        '| 0     910B3       | OK              | 90.1      40           0    / 0              |\n' +
        '| 0                 | 0000:C1:00.0    | 0         0    / 0     3400 / 65536          |\n' +
        '+===================+=================+==============================================+\n' +
        '| 1     310P3       | OK              | NA        40           0    / 0              |\n' +
        '| 0     0           | 0000:01:00.0    | 0         1500 / 44280 0    / 0              |\n' +
        '+-------------------+-----------------+----------------------------------------------+\n' +
        '| 1     310P3       | OK              | NA        40           0    / 0              |\n' +
        '| 1     1           | 0000:01:00.0    | 0         1400 / 43693 0    / 0              |\n' +
        '+===================+=================+==============================================+\n',
      'npu-smi info -m':
        'NPU ID   Chip ID   Chip Logic ID   Chip Name\n0        0         0               Ascend 910B3\n0        1         -               Mcu\n',
    });
    expect(hardware.devices.map((device) => [device.model, device.memoryTotalBytes])).toEqual([
      ['310P3', 44280 * MIB],
      ['310P3', 43693 * MIB],
      ['Ascend 910B3', 65536 * MIB],
    ]);
  });
});

describe('Vulkan', () => {
  const gpu = (i: number, fields: Readonly<Record<string, string>>) =>
    `GPU${i}:\n${Object.entries(fields)
      .map(([key, value]) => `\t${key} = ${value}`)
      .join('\n')}\n`;
  it('two drivers of one card are one device; software renderers are none', async () => {
    const card = { vendorID: '0x1002', deviceID: '0x7550', deviceType: 'PHYSICAL_DEVICE_TYPE_DISCRETE_GPU' };
    const { hardware } = await replay({
      'vulkaninfo --summary':
        gpu(0, {
          ...card,
          deviceName: 'AMD Radeon RX 9070 XT (RADV GFX1201)',
          driverID: 'DRIVER_ID_MESA_RADV',
          deviceUUID: '00000000-0300-0000-0000-000000000000',
        }) +
        gpu(1, { ...card, deviceName: 'AMD Radeon RX 9070 XT', driverID: 'DRIVER_ID_AMD_OPEN_SOURCE' }) +
        gpu(2, {
          vendorID: '0x10005',
          deviceID: '0x0000',
          deviceType: 'PHYSICAL_DEVICE_TYPE_CPU',
          deviceName: 'llvmpipe (LLVM 19.1.7, 256 bits)',
        }),
    });
    expect(hardware.devices).toMatchObject([{ vendor: 'amd', kind: 'gpu', pciBusId: '0000:03:00.0' }]);
    expect(hardware.ignoredAdapters).toEqual([{ name: 'llvmpipe (LLVM 19.1.7, 256 bits)', reason: 'software' }]);
  });
});

describe('display controllers that compute nothing', () => {
  it('BMC, virtual GPU and NVSwitch', async () => {
    const { hardware } = await replay({
      'lspci -nn':
        '02:00.0 VGA compatible controller [0300]: ASPEED Technology, Inc. ASPEED Graphics Family [1a03:2000] (rev 41)\n' +
        '00:01.0 VGA compatible controller [0300]: Red Hat, Inc. QXL paravirtual graphic card [1b36:0100]\n' +
        '85:00.0 Bridge [0680]: NVIDIA Corporation GA100 [A100 NVSwitch] [10de:1af1] (rev a1)\n',
    });
    expect(hardware.devices).toEqual([]);
    expect(hardware.displayOnly.map((one) => one.pciBusId)).toEqual(['0000:02:00.0', '0000:00:01.0']);
    expect(hardware.findings.map((one) => one.code)).toContain('no-gpu');
  });
});
