import { describe, expect, it } from 'vitest';
import { GIB, MIB, replay } from './replay.ts';

const QUERY = 'nvidia-smi --query-gpu=index,pci.bus_id,name,memory.total --format=csv';
const HEAD =
  'index, uuid, pci.bus_id, name, memory.total [MiB], memory.reserved [MiB], memory.used [MiB], memory.free [MiB], compute_cap, mig.mode.current';

describe('nvidia-smi', () => {
  it('free is what the tool says, never total minus used', async () => {
    const { hardware } = await replay({
      [QUERY]: `${HEAD}\n0, GPU-aa, 00000000:0A:00.0, NVIDIA GeForce RTX 4090, 24564 MiB, 346 MiB, 1000 MiB, 23218 MiB, 8.9, [N/A]\n`,
    });
    expect(hardware.devices[0]).toMatchObject({
      pciBusId: '0000:0a:00.0',
      memoryFreeBytes: 23218 * MIB,
      capacityBytes: (24564 - 346) * MIB,
      computeCapability: '8.9',
      migMode: null,
    });
  });

  it('without the reserved part, free is unknown', async () => {
    const { hardware } = await replay({
      [QUERY]: 'index, name, memory.total [MiB], memory.used [MiB]\n0, Tesla V100-SXM2-16GB, 16160 MiB, 10 MiB\n',
    });
    expect(hardware.devices[0]?.memoryFreeBytes).toBeNull();
    expect(hardware.pools[0]?.sumFreeNowBytes).toBeNull();
  });

  it('reads columns by header, in any order, past lines that are no table', async () => {
    const { hardware } = await replay({
      [QUERY]:
        'warning: persistence mode, is off\nname, memory.total [MiB], pci.bus_id\nNVIDIA L4, 23034 MiB, 0000000F:01:00.0\n',
    });
    expect(hardware.devices).toMatchObject([
      { model: 'NVIDIA L4', memoryTotalBytes: 23034 * MIB, pciBusId: '000f:01:00.0' },
    ]);
  });

  it('reads bare numbers by the columns the command asked for', async () => {
    const { hardware } = await replay({
      'nvidia-smi --query-gpu=name,memory.total --format=csv,noheader,nounits': 'NVIDIA A100-SXM4-40GB, 40960\n',
    });
    expect(hardware.devices).toMatchObject([{ model: 'NVIDIA A100-SXM4-40GB', memoryTotalBytes: 40 * GIB }]);
  });

  it('an unreadable field costs the field, not the device', async () => {
    const { hardware } = await replay({
      [QUERY]: `${HEAD}\n0, GPU-aa, 00000000:01:00.0, NVIDIA A30, 24576 MiB, 300 MiB, [Unknown Error], 20000 MiB, 8.0, Disabled\n`,
    });
    expect(hardware.devices[0]).toMatchObject({
      memoryUsedBytes: null,
      memoryTotalBytes: 24 * GIB,
      usable: true,
      migMode: 'disabled',
    });
    expect(hardware.findings).toContainEqual(
      expect.objectContaining({ code: 'field-unreadable', args: expect.objectContaining({ field: 'memory.used' }) }),
    );
  });

  it('tolerates a decimal comma', async () => {
    const { hardware } = await replay({ [QUERY]: 'index, name, memory.total [MiB]\n0, NVIDIA A100, 40960,00 MiB\n' });
    expect(hardware.devices[0]?.memoryTotalBytes).toBe(40 * GIB);
  });

  it('two GPUs of one card stay two', async () => {
    const row = (i: number) =>
      `${i}, GPU-${i}${i}, 00000000:0${i + 6}:00.0, Tesla K80, 11441 MiB, 0 MiB, 0 MiB, 11441 MiB, 3.7, [N/A]`;
    const { hardware } = await replay({ [QUERY]: `${HEAD}\n${row(0)}\n${row(1)}\n` });
    expect(hardware.pools).toMatchObject([
      { count: 2, largestCapacityBytes: 11441 * MIB, sumCapacityBytes: 2 * 11441 * MIB },
    ]);
  });

  it('unequal cards keep their own sizes', async () => {
    const { hardware } = await replay({
      [QUERY]: `${HEAD}\n0, GPU-aa, 00000000:01:00.0, NVIDIA GeForce RTX 3090, 24576 MiB, 300 MiB, 0 MiB, 24276 MiB, 8.6, [N/A]\n1, GPU-bb, 00000000:02:00.0, NVIDIA GeForce RTX 3060, 12288 MiB, 200 MiB, 0 MiB, 12088 MiB, 8.6, [N/A]\n`,
    });
    expect(hardware.devices.map((device) => device.memoryTotalBytes)).toEqual([24 * GIB, 12 * GIB]);
  });

  it('compute instances of one GPU instance share its memory', async () => {
    const slice = (index: number, gi: number, ci: number, total: number) =>
      `<mig_device><index>${index}</index><gpu_instance_id>${gi}</gpu_instance_id><compute_instance_id>${ci}</compute_instance_id>` +
      `<fb_memory_usage><total>${total} MiB</total><reserved>0 MiB</reserved><used>40 MiB</used><free>${total - 40} MiB</free></fb_memory_usage></mig_device>`;
    const { hardware } = await replay({
      'nvidia-smi -q -x':
        '<?xml version="1.0" ?><nvidia_smi_log><driver_version>570.1</driver_version><gpu id="00000000:91:00.0"><product_name>NVIDIA H200</product_name>' +
        `<mig_mode><current_mig>Enabled</current_mig></mig_mode><mig_devices>${slice(0, 1, 0, 70000)}${slice(1, 1, 1, 70000)}${slice(2, 2, 0, 34000)}</mig_devices>` +
        '<fb_memory_usage><total>143771 MiB</total><reserved>600 MiB</reserved><used>120 MiB</used><free>143051 MiB</free></fb_memory_usage></gpu></nvidia_smi_log>',
    });
    expect(hardware.devices[0]?.mig).toHaveLength(3);
    expect(hardware.pools).toMatchObject([
      { count: 2, sumCapacityBytes: 104000 * MIB, largestCapacityBytes: 70000 * MIB, sumFreeNowBytes: 103920 * MIB },
    ]);
  });

  it('MIG switched on without instances leaves nothing to use', async () => {
    const { hardware } = await replay({
      [QUERY]: `${HEAD}\n0, GPU-aa, 00000000:01:00.0, NVIDIA A100-SXM4-80GB, 81920 MiB, 600 MiB, 0 MiB, 81320 MiB, 8.0, Enabled\n`,
    });
    expect(hardware.devices[0]).toMatchObject({ usable: false, unusableBecause: 'mig-without-instances' });
    expect(hardware.pools).toEqual([]);
  });

  it('an SoC that gives no memory figures uses RAM, once', async () => {
    const { hardware } = await replay({
      [QUERY]: `${HEAD}\n0, GPU-aa, 0000000F:01:00.0, NVIDIA GB10, [N/A], [N/A], [N/A], [N/A], 12.1, [N/A]\n`,
      '/proc/meminfo': 'MemTotal: 125829120 kB\nMemFree: 1048576 kB\nMemAvailable: 104857600 kB\n',
    });
    expect(hardware.devices[0]).toMatchObject({
      kind: 'igpu',
      unified: true,
      capacityBytes: 120 * GIB,
      memoryFreeBytes: 100 * GIB,
      memoryUsedBytes: null,
    });
  });

  it('a card whose memory cannot be read is not taken for an SoC', async () => {
    const { hardware } = await replay({
      [QUERY]: `${HEAD}\n0, GPU-aa, 00000000:01:00.0, NVIDIA A10, [N/A], [N/A], [N/A], [N/A], 8.6, [N/A]\n`,
      '/proc/meminfo': 'MemTotal: 1048576 kB\n',
    });
    expect(hardware.devices[0]).toMatchObject({ kind: 'gpu', unified: false, capacityBytes: null });
    expect(hardware.findings.map((one) => one.code)).toContain('device-memory-unknown');
  });

  it('a Jetson without nvidia-smi is known by its device tree', async () => {
    const { hardware } = await replay({
      '/proc/device-tree/model': 'NVIDIA Jetson AGX Orin Developer Kit\u0000',
      '/etc/nv_tegra_release': '# R35 (release), REVISION: 4.1',
      '/proc/meminfo': 'MemTotal: 31457280 kB\nMemAvailable: 20971520 kB\n',
    });
    expect(hardware.devices).toMatchObject([
      { vendor: 'nvidia', kind: 'igpu', unified: true, capacityBytes: 30 * GIB, memoryFreeBytes: 20 * GIB },
    ]);
  });

  it('one Jetson with two witnesses is one device', async () => {
    const { hardware } = await replay({
      '/proc/device-tree/model': 'NVIDIA Jetson Orin Nano\u0000',
      [QUERY]: `${HEAD}\n0, GPU-aa, [N/A], Orin (nvgpu), [N/A], [N/A], [N/A], [N/A], 8.7, [N/A]\n`,
      '/proc/meminfo': 'MemTotal: 8388608 kB\nMemAvailable: 4194304 kB\n',
    });
    expect(hardware.devices).toMatchObject([{ model: 'Orin (nvgpu)', unified: true, computeCapability: '8.7' }]);
  });

  it('the header of driver 610 and a cut name in the table', async () => {
    const { hardware } = await replay({
      'nvidia-smi':
        '+----------------------------------------------------------------------+\n' +
        '| NVIDIA-SMI 610.10   KMD Version: 610.10   CUDA UMD Version: 13.3     |\n' +
        '|   0  NVIDIA GeForce RTX 5070 ...    On  |   00000000:0B:00.0  On |                  N/A |\n' +
        '| 30%   40C    P8    10W /  250W          |     512MiB /  12227MiB |      1%      Default |\n' +
        '+----------------------------------------------------------------------+\n',
    });
    expect(hardware.devices).toMatchObject([{ model: null, driver: '610.10', memoryTotalBytes: 12227 * MIB }]);
  });
});

describe('what stands in the way of using a card', () => {
  const card = (driver: string) => ({
    'grep -r . /sys': [
      'class:0x030200',
      'vendor:0x10de',
      'device:0x2236',
      `uevent:DRIVER=${driver}`,
      'uevent:PCI_SLOT_NAME=0001:06:00.0',
    ]
      .map((line) => `/sys/bus/pci/devices/0001:06:00.0/${line}`)
      .join('\n'),
  });

  it.each([
    ['vfio-pci', 'passthrough'],
    ['nouveau', 'driver-not-for-compute'],
    ['', 'driver-missing'],
  ])('driver "%s": %s', async (driver, code) => {
    const { hardware } = await replay(card(driver));
    expect(hardware.devices).toMatchObject([
      { vendor: 'nvidia', pciBusId: '0001:06:00.0', usable: false, unusableBecause: code, model: 'GA102GL [A10]' },
    ]);
    expect(hardware.findings.map((one) => one.code)).toContain(code);
    expect(hardware.pools).toEqual([]);
  });

  it('the vendor driver alone makes it usable, with unknown memory', async () => {
    const { hardware } = await replay(card('nvidia'));
    expect(hardware.devices[0]).toMatchObject({ usable: true, memoryTotalBytes: null });
  });
});
