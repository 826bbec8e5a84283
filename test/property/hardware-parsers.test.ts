import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectHardware } from '../../src/hardware/detect.ts';
import { PROBES } from '../../src/hardware/probe/registry.ts';
import { replayHost } from '../../src/hardware/probe/replay-host.ts';

/** One short, well-formed text per tool: what mutation starts from. */
const SEEDS: Readonly<Record<string, string>> = {
  'nvidia-smi --query-gpu=all --format=csv':
    'index, uuid, pci.bus_id, name, memory.total [MiB], memory.reserved [MiB], memory.used [MiB], memory.free [MiB], mig.mode.current\n0, GPU-1, 00000000:01:00.0, NVIDIA L4, 23034 MiB, 400 MiB, 34 MiB, 22600 MiB, Disabled\n',
  'nvidia-smi -q -x':
    '<nvidia_smi_log><driver_version>570.1</driver_version><gpu id="00000000:91:00.0"><product_name>NVIDIA H200</product_name><mig_devices><mig_device><index>0</index><gpu_instance_id>1</gpu_instance_id><fb_memory_usage><total>70000 MiB</total></fb_memory_usage></mig_device></mig_devices><fb_memory_usage><total>143771 MiB</total><used>0 MiB</used></fb_memory_usage></gpu></nvidia_smi_log>',
  'nvidia-smi -q':
    '==============NVSMI LOG==============\nDriver Version : 535.1\nGPU 00000000:01:00.0\n    Product Name : NVIDIA A10\n    MIG Mode\n        Current : Enabled\n    FB Memory Usage\n        Total : 23028 MiB\n        Reserved : 300 MiB\n        Used : 1 MiB\n        Free : 22727 MiB\n',
  'nvidia-smi -L': 'GPU 0: NVIDIA A100 (UUID: GPU-1)\n  MIG 1g.5gb     Device  0: (UUID: MIG-2)\n',
  'nvidia-smi':
    '+-----------------------------+\n| NVIDIA-SMI 550  Driver Version: 550.1 |\n|   0  NVIDIA L4      On  |   00000000:19:00.0 Off |      0 |\n| N/A   27C  P0  72W /  700W |       1MiB /  23034MiB |      0%  Default |\n',
  'amd-smi static --json':
    '[{"gpu": 0, "bus": {"bdf": "0000:05:00.0"}, "asic": {"market_name": "AMD Instinct MI300X", "device_id": "0x74a1"}, "vram": {"size": {"value": 196592, "unit": "MB"}}}]',
  'rocm-smi --json':
    '{"card0": {"Card Series": "Radeon RX 7900 XTX", "PCI Bus": "0000:03:00.0", "VRAM Total Memory (B)": "25753026560", "VRAM Total Used Memory (B)": "1"}}',
  'rocm-smi --showmeminfo vram':
    'GPU[0]  : VRAM Total Memory (B): 8573157376\nGPU[0]  : VRAM Total Used Memory (B): 60448768\n',
  rocminfo:
    'Agent 2\nName: gfx1101\nMarketing Name: AMD Radeon RX 7800 XT\nDevice Type: GPU\nChip ID: 29822(0x747e)\nBDFID: 768\nDomain: 0\nSize: 16760832(0xffc000) KB\n',
  'xpu-smi discovery -j':
    '{"device_list": [{"device_id": 0, "device_name": "Intel Flex 170", "pci_bdf_address": "0000:4d:00.0", "memory_physical_size_byte": "17179869184"}]}',
  'clinfo --json':
    '{"devices": [{"online": [{"CL_DEVICE_NAME": "Intel(R) Arc(TM) A770", "CL_DEVICE_VENDOR_ID": 32902, "CL_DEVICE_TYPE": {"type": ["CL_DEVICE_TYPE_GPU"]}, "CL_DEVICE_GLOBAL_MEM_SIZE": 16225243136}]}]}',
  vulkaninfo:
    'GPU0:\n\tvendorID = 0x1002\n\tdeviceID = 0x744c\n\tdeviceType = PHYSICAL_DEVICE_TYPE_DISCRETE_GPU\n\tdeviceName = AMD\n\tdriverID = DRIVER_ID_MESA_RADV\n\tdeviceUUID = 00000000-0300-0000-0000-000000000000\nmemoryHeaps[0]:\n\tsize = 25753026560 (0x5ff000000)\n\tMEMORY_HEAP_DEVICE_LOCAL_BIT\n',
  'npu-smi info':
    '| npu-smi 24.1 Version: 24.1 |\n+--------+\n| NPU Name | Health | Power |\n| Chip | Bus-Id | AICore(%) Memory-Usage(MB) HBM-Usage(MB) |\n+========+\n| 0 910B3 | OK | 90 |\n| 0 | 0000:C1:00.0 | 0 0 / 0 3400 / 65536 |\n+========+\n',
  cnmon:
    '| CNMON v5 Driver v5.10 |\n+--------+\n| Card VF Name Firmware | Bus-Id | Util |\n| Fan Temp | Memory-Usage | Mode |\n|========|\n| 0 / MLU370-X8 v1.1.6 | 0000:39:00.0 | 0% |\n| 0% | 0 MiB/ 23374 MiB | Default |\n+--------+\n',
  'mthreads-gmi': 'Driver Version:3.0.0\n0    MTT S80        |00000000:01:00.0    |0%    662MiB(16384MiB)\n',
  'tt-smi -s': '{"device_info": [{"board_info": {"bus_id": "0000:01:00.0", "board_type": "n150 L"}}]}',
  'lspci -nn':
    '06:00.0 3D controller [0302]: NVIDIA Corporation GA102GL [A10] [10de:2236] (rev a1)\n00:01.0 VGA compatible controller [0300]: Red Hat QXL [1b36:0100]\n',
  lscpu:
    'Architecture: x86_64\nCPU(s): 8\nModel name: Some CPU\nSocket(s): 1\nCore(s) per socket: 4\nFlags: avx2 fma\n',
  'dmidecode -t memory':
    'Handle 0x0001, DMI type 17, 40 bytes\nMemory Device\n\tSize: 16 GB\n\tLocator: ChannelA-DIMM0\n\tBank Locator: BANK 0\n\tConfigured Memory Speed: 3200 MT/s\n',
  '/proc/meminfo':
    'MemTotal: 16777216 kB\nMemFree: 1048576 kB\nMemAvailable: 8388608 kB\nSwapTotal: 0 kB\nHugetlb: 1024 kB\n',
  '/proc/cpuinfo':
    'processor : 0\nmodel name : Some CPU\nphysical id : 0\ncore id : 0\nsiblings : 1\nflags : avx2 fma\n',
  '/sys/fs/cgroup/memory.max': '8589934592\n',
  '/sys/fs/cgroup/cpu.max': '150000 100000\n',
  'grep -r . /sys':
    '/sys/bus/pci/devices/0000:03:00.0/class:0x030000\n/sys/bus/pci/devices/0000:03:00.0/vendor:0x1002\n/sys/bus/pci/devices/0000:03:00.0/device:0x744c\n/sys/bus/pci/devices/0000:03:00.0/uevent:DRIVER=amdgpu\n/sys/bus/pci/devices/0000:03:00.0/mem_info_vram_total:25753026560\n/sys/bus/pci/devices/0000:03:00.0/mem_info_vram_used:1024\n/sys/class/kfd/kfd/topology/nodes/1/properties:simd_count 192\n/sys/class/kfd/kfd/topology/nodes/1/properties:location_id 768\n/sys/class/kfd/kfd/topology/nodes/1/properties:gfx_target_version 110000\n',
  'sysctl hw.memsize machdep.cpu.brand_string':
    'hw.memsize: 17179869184\nmachdep.cpu.brand_string: Apple M4\niogpu.wired_limit_mb: 12288\nkern.osproductversion: 26.0\n',
  'system_profiler SPDisplaysDataType -json':
    '{"SPDisplaysDataType": [{"_name": "Apple M4", "spdisplays_vendor": "sppci_vendor_Apple", "sppci_cores": "10", "sppci_device_type": "spdisplays_gpu"}]}',
  'system_profiler SPDisplaysDataType':
    'Graphics/Displays:\n\n    Apple M1:\n\n      Chipset Model: Apple M1\n      Total Number of Cores: 8\n      Vendor: Apple (0x106b)\n',
  vm_stat: 'Mach Virtual Memory Statistics: (page size of 16384 bytes)\nPages free: 65536.\nPages inactive: 1000.\n',
  'powershell -Command inventory':
    '{"video": [{"Name": "NVIDIA GeForce RTX 3090", "PNPDeviceID": "PCI\\\\VEN_10DE&DEV_2204&SUBSYS_1"}], "modules": [{"Capacity": 17179869184, "Speed": 3200}], "os": {"TotalVisibleMemorySize": 16777216}, "cpu": [{"Name": "X", "NumberOfCores": 8}], "registry": [{"MatchingDeviceId": "pci\\\\ven_10de&dev_2204", "qwMemorySize": [0,0,0,0,6,0,0,0]}]}',
  'wmic path Win32_VideoController get /value':
    'AdapterRAM=4293918720\r\nName=NVIDIA GeForce GTX 1080\r\nPNPDeviceID=PCI\\VEN_10DE&DEV_1B80&SUBSYS_1\r\n',
  'reg export':
    'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\X\\0001]\n"MatchingDeviceId"="pci\\\\ven_10de&dev_1f06"\n"HardwareInformation.qwMemorySize"=hex(b):00,00,00,00,02,00,00,00\n',
};
const COMMANDS = Object.keys(SEEDS);

type Mutation = (text: string, at: number, other: string) => string;
const SPLICES = [
  '',
  '\u0000\u001b[31m',
  '\ufffd',
  '-1',
  '999999999999999999999',
  'N/A',
  '[Unknown Error]',
  'NaN',
  '{',
  ']',
  '"',
  '|',
  '\n',
  ', ',
  '1e999',
  '0x',
  ' '.repeat(5000),
];
const MUTATIONS: readonly Mutation[] = [
  (text, at) => text.slice(0, at % (text.length + 1)),
  (text, at) => text.slice(at % (text.length + 1)),
  (text) => text + text,
  (text, at) =>
    text
      .split('\n')
      .toSorted((a, b) => ((a.length * 31 + at) % 7) - ((b.length * 17 + at) % 7))
      .join('\n'),
  (text, at) => text.replaceAll(/MiB|MB|kB|GB/g, ['GiB', 'TB', '', 'XB'][at % 4] ?? ''),
  (text, at) =>
    text.replaceAll(/\d+/g, (digits) =>
      Number(digits) % 3 === at % 3 ? (SPLICES[at % SPLICES.length] ?? '') : digits,
    ),
  (text, at) =>
    `${text.slice(0, at % (text.length + 1))}${SPLICES[at % SPLICES.length]}${text.slice(at % (text.length + 1))}`,
  (text, at, other) => text.slice(0, at % (text.length + 1)) + other,
];

const mutated = fc
  .record({
    command: fc.constantFrom(...COMMANDS),
    steps: fc.array(fc.record({ kind: fc.nat(MUTATIONS.length - 1), at: fc.nat(2000) }), {
      minLength: 1,
      maxLength: 4,
    }),
    other: fc.constantFrom(...Object.values(SEEDS)),
  })
  .map(({ command, steps, other }) => ({
    command,
    text: steps.reduce((text, { kind, at }) => MUTATIONS[kind]?.(text, at, other) ?? text, SEEDS[command] ?? ''),
  }));

/** Numbers anywhere in a value that are no honest quantity. */
function badNumbers(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? [] : [`${path} is ${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => badNumbers(member, `${path}.${key}`));
}

describe('parsers on damaged text', () => {
  it('every probe has a seed', () => {
    const seeded = new Set(COMMANDS.map((command) => command.split(' ')[0]));
    const covered = PROBES.filter((probe) =>
      [...probe.programs, ...(probe.alsoCaptured ?? [])].some((program) => seeded.has(program)),
    );
    // ixsmi and mx-smi share cnmon's parser, hy-smi rocm-smi's; sw_vers and systeminformation are two lines each.
    expect(PROBES.map((probe) => probe.id).filter((id) => !covered.some((probe) => probe.id === id))).toEqual([
      'ixsmi',
      'mx-smi',
      'hy-smi',
      'sw_vers',
      'systeminformation',
    ]);
  });

  it('no parser throws or makes a number that is none', () => {
    fc.assert(
      fc.property(mutated, ({ command, text }) => {
        for (const probe of PROBES) {
          const programs = [...probe.programs, ...(probe.alsoCaptured ?? [])];
          if (programs.includes(command.split(' ')[0] ?? ''))
            expect(badNumbers(probe.parse({ command, text }))).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('no machine made of damaged texts fails to be detected, or holds such a number', async () => {
    const platforms = fc.constantFrom('linux', 'darwin', 'win32');
    await fc.assert(
      fc.asyncProperty(fc.array(mutated, { minLength: 1, maxLength: 5 }), platforms, async (captures, platform) => {
        const commands = Object.fromEntries(captures.map(({ command }, i) => [`${i}.txt`, command]));
        const { hardware } = await detectHardware(
          replayHost({ platform, commands }, new Map(captures.map(({ text }, i) => [`${i}.txt`, text]))),
        );
        expect(badNumbers(hardware)).toEqual([]);
        for (const device of hardware.devices) {
          if (device.memoryFreeBytes !== null && device.memoryTotalBytes !== null)
            expect(device.memoryFreeBytes).toBeLessThanOrEqual(device.memoryTotalBytes);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('a line of ten megabytes is read in reasonable time', () => {
    const flood = 'A1 : , | '.repeat(1_200_000);
    for (const probe of PROBES) {
      for (const command of COMMANDS.filter((one) => probe.programs.includes(one.split(' ')[0] ?? ''))) {
        const start = performance.now();
        probe.parse({ command, text: `${SEEDS[command]}${flood}` });
        expect(performance.now() - start, `${probe.id} on ${command}`).toBeLessThan(3000);
      }
    }
  });
});
