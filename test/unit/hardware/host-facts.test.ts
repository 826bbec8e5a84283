import { describe, expect, it } from 'vitest';
import { parseDmidecode } from '../../../src/hardware/parse/dmidecode.ts';
import { parseCpuinfo } from '../../../src/hardware/parse/proc.ts';
import { GIB, replay } from './replay.ts';

const meminfo = (more = '') => ({
  '/proc/meminfo': `MemTotal: 67108864 kB\nMemFree: 1048576 kB\nMemAvailable: 33554432 kB\n${more}`,
});

describe('RAM', () => {
  it('kernels without MemAvailable', async () => {
    const { hardware } = await replay({
      '/proc/meminfo':
        'MemTotal: 8388608 kB\nMemFree: 1048576 kB\nBuffers: 1048576 kB\nCached: 2097152 kB\nSReclaimable: 0 kB\nSwapTotal: 4194304 kB\nSwapFree: 4194304 kB\n',
    });
    expect(hardware.memory).toMatchObject({ availableBytes: 4 * GIB, swapTotalBytes: 4 * GIB });
  });

  it('hugepages are said', async () => {
    const { hardware } = await replay(meminfo('HugePages_Total: 1024\nHugepagesize: 2048 kB\nHugetlb: 2097152 kB\n'));
    expect(hardware.findings).toContainEqual({ code: 'hugepages-reserved', level: 'info', args: { bytes: 2 * GIB } });
  });

  it.each([
    [
      'v2, a parent limits',
      {
        '/proc/self/cgroup': '0::/a.slice/b\n',
        '/sys/fs/cgroup/a.slice/memory.max': String(8 * GIB),
        '/sys/fs/cgroup/a.slice/memory.current': String(6 * GIB),
        '/sys/fs/cgroup/a.slice/memory.stat': `inactive_file ${2 * GIB}\n`,
        '/sys/fs/cgroup/a.slice/b/memory.max': 'max\n',
      },
      8 * GIB,
      4 * GIB,
    ],
    [
      'v1, no limit',
      { '/proc/self/cgroup': '4:memory:/\n', '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n' },
      null,
      32 * GIB,
    ],
    [
      'v1, a limit',
      { '/proc/self/cgroup': '4:memory:/x\n', '/sys/fs/cgroup/memory/x/memory.limit_in_bytes': String(16 * GIB) },
      16 * GIB,
      16 * GIB,
    ],
    ['a limit above the machine', { '/sys/fs/cgroup/memory.max': String(200 * GIB) }, null, 32 * GIB],
  ])('control groups: %s', async (_, files, limit, available) => {
    const { hardware } = await replay({ ...meminfo(), ...(files as Record<string, string>) });
    expect(hardware.memory).toMatchObject({ totalBytes: 64 * GIB, limitBytes: limit, availableBytes: available });
  });

  it('a NUMA node without CPUs is GPU memory on POWER and Grace, and RAM on x86', async () => {
    const files = {
      ...meminfo(),
      '/sys/devices/system/node/node0/meminfo': 'Node 0 MemTotal: 50331648 kB\n',
      '/sys/devices/system/node/node0/cpulist': '0-71\n',
      '/sys/devices/system/node/node255/meminfo': 'Node 255 MemTotal: 16777216 kB\n',
      '/sys/devices/system/node/node255/cpulist': '\n',
    };
    expect((await replay(files, { arch: 'ppc64' })).hardware.memory.totalBytes).toBe(48 * GIB);
    expect((await replay(files, { arch: 'x64' })).hardware.memory.totalBytes).toBe(64 * GIB);
  });

  it('WSL2 has half of the PC by default: said', async () => {
    const { hardware } = await replay({
      ...meminfo(),
      '/proc/sys/kernel/osrelease': '5.15.167.4-microsoft-standard-WSL2\n',
    });
    expect(hardware.system.wsl).toBe(true);
    expect(hardware.findings.map((one) => one.code)).toContain('wsl-memory-share');
  });
});

describe('CPU', () => {
  it('a cut cpuinfo counts nothing', () => {
    expect(
      parseCpuinfo('processor : 3\nmodel name : X\nsiblings : 64\ncpu cores : 32\nflags : avx2 amx_tile\n'),
    ).toMatchObject({ logicalCores: null, physicalCores: null, instructionSets: ['amx_tile', 'avx2'] });
  });

  it('Arm names by implementer and part, both clusters', () => {
    const core = (i: number, part: string) =>
      `processor : ${i}\nFeatures : asimd asimddp i8mm bf16\nCPU implementer : 0x41\nCPU part : ${part}\n\n`;
    expect(parseCpuinfo(core(0, '0xd87') + core(1, '0xd85'))).toMatchObject({
      model: 'Cortex-A725 + Cortex-X925',
      logicalCores: 2,
      instructionSets: ['bf16', 'dotprod', 'i8mm', 'neon'],
    });
  });

  it('Apple silicon under Linux has no Metal', async () => {
    const { hardware } = await replay({
      '/proc/cpuinfo': 'processor : 0\nFeatures : asimd\nCPU implementer : 0x61\nCPU part : 0x025\n',
      ...meminfo(),
    });
    expect(hardware.devices).toEqual([]);
    expect(hardware.findings.map((one) => one.code)).toContain('no-metal-on-linux');
  });

  it('a quota leaves part of the cores', async () => {
    const { hardware } = await replay({
      '/sys/fs/cgroup/cpu.max': '150000 100000\n',
      '/sys/fs/cgroup/memory.max': 'max\n',
    });
    expect(hardware.cpu.quotaCores).toBe(1.5);
    expect(hardware.system.cgroupVersion).toBe(2);
  });
});

describe('memory modules', () => {
  const module = (size: string, locator: string, bank: string, speed = '3200 MT/s') =>
    `Handle 0x0001, DMI type 17, 40 bytes\nMemory Device\n\tData Width: 64 bits\n\tSize: ${size}\n\tLocator: ${locator}\n\tBank Locator: ${bank}\n\tType: DDR4\n\tSpeed: 3600 MT/s\n\tConfigured Memory Speed: ${speed}\n\n`;

  it('empty slots do not count, the slowest module sets the pace', () => {
    const text =
      module('16 GB', 'DIMM_A2', 'P0 CHANNEL A') +
      module('No Module Installed', 'DIMM_A1', 'P0 CHANNEL A') +
      module('16384 MB', 'DIMM_B2', 'P0 CHANNEL B', '2933 MHz');
    expect(parseDmidecode(text)).toMatchObject({
      count: 2,
      installedBytes: 32 * GIB,
      channels: 2,
      speedMegatransfersPerSecond: 2933,
      unequal: false,
    });
  });

  it('locators that name no channel leave the bandwidth unknown', async () => {
    const { hardware } = await replay({ 'dmidecode -t memory': module('16 GB', 'Slot 1', 'Bank 0') });
    expect(hardware.memory).toMatchObject({
      channels: null,
      speedMegatransfersPerSecond: 3200,
      bandwidthBytesPerSecond: null,
    });
  });

  it('channels times speed times width', async () => {
    const { hardware } = await replay({
      'dmidecode -t memory': module('16 GB', 'ChannelA-DIMM0', 'BANK 0') + module('16 GB', 'ChannelB-DIMM0', 'BANK 2'),
    });
    expect(hardware.memory.bandwidthBytesPerSecond).toMatchObject({ value: 51.2e9, basis: 'derived' });
  });
});

describe('visible devices', () => {
  const rows =
    'index, uuid, pci.bus_id, name, memory.total [MiB], memory.reserved [MiB], memory.free [MiB]\n0, GPU-aaaa1111, 00000000:01:00.0, NVIDIA L4, 23034 MiB, 0 MiB, 23034 MiB\n1, GPU-bbbb2222, 00000000:02:00.0, NVIDIA L4, 23034 MiB, 0 MiB, 23034 MiB\n';
  it.each([
    [{ CUDA_VISIBLE_DEVICES: '1' }, [false, true]],
    [{ CUDA_VISIBLE_DEVICES: '0,7,1' }, [true, false]],
    [{ CUDA_VISIBLE_DEVICES: '' }, [false, false]],
    [{ CUDA_VISIBLE_DEVICES: 'GPU-bbbb' }, [false, true]],
    [{ NVIDIA_VISIBLE_DEVICES: 'all' }, [true, true]],
    [{ NVIDIA_VISIBLE_DEVICES: 'void' }, [false, false]],
    [{ SLURM_JOB_GPUS: '0' }, [true, false]],
    [{}, [true, true]],
  ])('%j', async (env, usable) => {
    const { hardware } = await replay(
      { 'nvidia-smi --query-gpu=all --format=csv': rows },
      { env: env as Record<string, string> },
    );
    expect(hardware.devices.map((device) => device.usable)).toEqual(usable);
  });
});
