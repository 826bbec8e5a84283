import type { Vendor } from '../../domain/hardware.ts';
import { facts } from '../facts.ts';
import { parseAmdSmi } from '../parse/amd-smi.ts';
import { parseClinfo } from '../parse/clinfo.ts';
import { parseDmidecode } from '../parse/dmidecode.ts';
import { parseLscpu } from '../parse/lscpu.ts';
import { parseLspci } from '../parse/lspci.ts';
import { parseNpuSmi } from '../parse/npu-smi.ts';
import { parseRocmSmi } from '../parse/rocm-smi.ts';
import { parseRocminfo } from '../parse/rocminfo.ts';
import { parseSwVers, parseSysctl, parseVmStat } from '../parse/sysctl.ts';
import { parseSystemProfiler } from '../parse/system-profiler.ts';
import { parseSysteminformation } from '../parse/systeminformation.ts';
import { parseMthreadsGmi, parseTableSmi } from '../parse/table-smi.ts';
import { parseTtSmi } from '../parse/tt-smi.ts';
import { parseVulkaninfo } from '../parse/vulkaninfo.ts';
import { parseWindows } from '../parse/windows.ts';
import { parseXpuSmi } from '../parse/xpu-smi.ts';
import { nvidiaSmi } from './nvidia-probe.ts';
import type { Command, Probe, ProbeContext } from './probe.ts';
import { WINDOWS_INVENTORY } from './windows-script.ts';

const command = (limitMs: number, ...args: readonly string[]): Command => ({ args, limitMs });
const onBus =
  (...vendors: readonly Vendor[]) =>
  (context: ProbeContext): boolean =>
    vendors.some((vendor) => context.vendors.has(vendor));
const never = (): boolean => false;
const always = (): boolean => true;

/** A vendor's tool on Linux: started when the vendor is on the bus or the tool is installed. */
const vendorTool = (
  id: string,
  vendor: Vendor,
  commands: readonly Command[],
  parse: Probe['parse'],
  more: Partial<Probe> = {},
): Probe => ({
  id,
  platforms: ['linux'],
  programs: [id],
  wanted: onBus(vendor),
  whenInstalled: true,
  commands: () => commands,
  parse,
  ...more,
});

/** Understood in a replay, never started: something cheaper tells the same on a live machine. */
const captureOnly = (id: string, parse: Probe['parse'], more: Partial<Probe> = {}): Probe => ({
  id,
  platforms: ['linux', 'darwin', 'win32'],
  programs: [id],
  wanted: never,
  whenInstalled: false,
  commands: () => [],
  parse,
  ...more,
});

const ROCM_FOLDERS = { folders: () => ['/opt/rocm/bin'] };
const SYSCTL_NAMES = [
  'hw.memsize',
  'machdep.cpu.brand_string',
  'hw.perflevel0.physicalcpu',
  'hw.physicalcpu',
  'hw.logicalcpu',
  'hw.packages',
  'iogpu.wired_limit_mb',
  'kern.osproductversion',
  'kern.osrelease',
  'hw.optional.arm.AdvSIMD',
  'hw.optional.arm.FEAT_FP16',
  'hw.optional.arm.FEAT_DotProd',
  'hw.optional.arm.FEAT_BF16',
  'hw.optional.arm.FEAT_I8MM',
  'hw.optional.arm.FEAT_SME',
  'hw.optional.avx2_0',
];

/** Every program that can testify: one entry and one parser each. Order decides nothing; witnesses have ranks. */
export const PROBES: readonly Probe[] = [
  nvidiaSmi,
  vendorTool(
    'amd-smi',
    'amd',
    [command(3000, 'static', '--json'), command(3000, 'metric', '-m', '--json')],
    ({ text }) => parseAmdSmi(text),
    ROCM_FOLDERS,
  ),
  vendorTool(
    'rocm-smi',
    'amd',
    [command(3000, '--showproductname', '--showmeminfo', 'vram', 'gtt', '--showbus', '--showdriverversion', '--json')],
    ({ text }) => parseRocmSmi(text),
    { ...ROCM_FOLDERS, unless: ['amd-smi'] },
  ),
  vendorTool('xpu-smi', 'intel', [command(3000, 'discovery', '-j')], ({ text }) => parseXpuSmi(text), {
    follow: ([first]) =>
      (first?.facts.devices ?? [])
        .slice(0, 16)
        .map((device) => command(3000, 'discovery', '-d', device.listed?.split(':')[1] ?? '0', '-j')),
  }),
  vendorTool('clinfo', 'intel', [command(3000, '--json')], ({ text }) => parseClinfo(text), {
    whenInstalled: false,
    unless: ['xpu-smi'],
  }),
  vendorTool('vulkaninfo', 'intel', [command(3000)], ({ text }) => parseVulkaninfo(text), {
    wanted: (context) => context.vendors.has('intel') || context.appleOnLinux,
    whenInstalled: false,
    unless: ['xpu-smi', 'clinfo'],
  }),
  vendorTool('npu-smi', 'huawei', [command(4000, 'info'), command(4000, 'info', '-m')], ({ text }) =>
    parseNpuSmi(text),
  ),
  vendorTool('cnmon', 'cambricon', [command(4000)], ({ text }) => parseTableSmi(text, 'cnmon')),
  vendorTool('mthreads-gmi', 'mthreads', [command(4000)], ({ text }) => parseMthreadsGmi(text)),
  vendorTool('ixsmi', 'iluvatar', [command(4000)], ({ text }) => parseTableSmi(text, 'ixsmi')),
  vendorTool('mx-smi', 'metax', [command(4000)], ({ text }) => parseTableSmi(text, 'mx-smi')),
  vendorTool(
    'hy-smi',
    'hygon',
    [command(4000, '--showproductname', '--showmeminfo', 'vram', '--showbus', '--json')],
    ({ text }) => parseRocmSmi(text, 'hy-smi', 'hygon'),
    { folders: () => ['/opt/hyhal/bin', '/opt/dtk/bin'] },
  ),
  vendorTool('tt-smi', 'tenstorrent', [command(4000, '-s')], ({ text }) => parseTtSmi(text)),
  captureOnly('rocminfo', ({ text }) => parseRocminfo(text)),
  captureOnly('lscpu', ({ text }) => facts({ cpu: parseLscpu(text) })),
  captureOnly('sw_vers', ({ text }) => parseSwVers(text)),
  captureOnly('systeminformation', ({ text }) => parseSysteminformation(text)),
  {
    ...captureOnly('lspci', ({ text }) => parseLspci(text)),
    platforms: ['linux'],
    wanted: ({ pciListed, wsl }) => !pciListed && !wsl,
    commands: () => [command(2000, '-Dnnk')],
  },
  {
    ...captureOnly('dmidecode', ({ text }) => facts({ modules: parseDmidecode(text) })),
    platforms: ['linux'],
    wanted: ({ root }) => root,
    folders: () => ['/usr/sbin', '/sbin'],
    commands: () => [command(1500, '-t', 'memory')],
  },
  {
    id: 'sysctl',
    platforms: ['darwin'],
    programs: ['sysctl'],
    folders: () => ['/usr/sbin'],
    wanted: always,
    whenInstalled: true,
    commands: () => [command(1000, ...SYSCTL_NAMES)],
    parse: ({ text, command: line }) => parseSysctl(text, line),
  },
  {
    id: 'system_profiler',
    platforms: ['darwin'],
    programs: ['system_profiler'],
    folders: () => ['/usr/sbin'],
    wanted: always,
    whenInstalled: true,
    commands: () => [command(5000, 'SPDisplaysDataType', '-json')],
    parse: ({ text }) => parseSystemProfiler(text),
  },
  {
    id: 'vm_stat',
    platforms: ['darwin'],
    programs: ['vm_stat'],
    folders: () => ['/usr/bin'],
    wanted: always,
    whenInstalled: true,
    commands: () => [command(1000)],
    parse: ({ text }) => parseVmStat(text),
  },
  {
    id: 'powershell',
    platforms: ['win32'],
    programs: ['powershell', 'pwsh'],
    alsoCaptured: ['get-ciminstance', 'reg'],
    folders: ({ host }) => [`${host.env.SystemRoot ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0`],
    wanted: always,
    whenInstalled: true,
    commands: () => [command(6000, '-NoProfile', '-NonInteractive', '-Command', WINDOWS_INVENTORY)],
    parse: ({ text }) => parseWindows(text),
  },
  {
    id: 'wmic',
    platforms: ['win32'],
    programs: ['wmic'],
    folders: ({ host }) => [`${host.env.SystemRoot ?? 'C:\\Windows'}\\System32\\wbem`],
    wanted: always,
    whenInstalled: false,
    unless: ['powershell', 'pwsh'],
    commands: () => [command(3000, 'path', 'Win32_VideoController', 'get', '/value')],
    parse: ({ text }) => parseWindows(text),
  },
];
