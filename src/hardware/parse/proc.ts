import { type CpuWitness, type MemoryWitness, NO_CPU } from '../facts.ts';
import { integer, lines, said, sumKnown } from './quantity.ts';

/** `/proc/meminfo` (or a node's): `Key: 123 kB` → bytes by key. Counts without a unit are left as they are. */
export function parseMeminfo(text: string): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const line of lines(text, 200)) {
    const match = /^(?:Node\s+\d+\s+)?([A-Za-z_()0-9]+):\s*(\d{1,15})(\s*kB)?\s*$/.exec(line);
    if (match) values.set(match[1] ?? '', Number(match[2]) * (match[3] === undefined ? 1 : 1024));
  }
  return values;
}

/** Kernels before 3.14 have no MemAvailable: free, buffers, page cache and reclaimable slabs. */
export function memoryOf(meminfo: ReadonlyMap<string, number>): MemoryWitness {
  const get = (key: string): number | null => meminfo.get(key) ?? null;
  const older = sumKnown([get('MemFree'), get('Buffers'), get('Cached'), get('SReclaimable') ?? 0]);
  const pages = get('HugePages_Total');
  const pageBytes = get('Hugepagesize');
  return {
    totalBytes: get('MemTotal'),
    availableBytes: get('MemAvailable') ?? older,
    swapTotalBytes: get('SwapTotal'),
    hugepagesBytes: get('Hugetlb') ?? (pages !== null && pageBytes !== null ? pages * pageBytes : null),
  };
}

/** CPU features that change what an engine runs; names as kernels print them, or the common name. */
const FEATURES: ReadonlySet<string> = new Set(
  (
    'sse3 ssse3 sse4_1 sse4_2 avx f16c fma avx2 avx512f avx512bw avx512cd avx512dq avx512vl avx512_vnni avx512vnni avx512_bf16 avx512_fp16 ' +
    'avx_vnni avx_vnni_int8 amx_tile amx_int8 amx_bf16 amx_fp16 sve sve2 sme sme2 i8mm bf16 svei8mm svebf16 sha3 neon dotprod fp16 vsx rvv'
  ).split(' '),
);
const COMMON_NAMES: Readonly<Record<string, string>> = {
  asimd: 'neon',
  asimddp: 'dotprod',
  asimdhp: 'fp16',
  fphp: 'fp16',
  pni: 'sse3',
};

export function instructionSetsOf(flags: string): readonly string[] {
  const names = flags
    .toLowerCase()
    .split(/\s+/)
    .map((flag) => COMMON_NAMES[flag] ?? flag);
  return [...new Set(names.filter((name) => FEATURES.has(name)))].sort();
}

/** Arm cores by implementer and part; the kernel's arch/arm64/include/asm/cputype.h and util-linux lscpu-arm.c (2026-11). */
const ARM_CORES: Readonly<Record<string, string>> = {
  '41:d03': 'Cortex-A53',
  '41:d05': 'Cortex-A55',
  '41:d07': 'Cortex-A57',
  '41:d08': 'Cortex-A72',
  '41:d09': 'Cortex-A73',
  '41:d0a': 'Cortex-A75',
  '41:d0b': 'Cortex-A76',
  '41:d0c': 'Neoverse-N1',
  '41:d0d': 'Cortex-A77',
  '41:d40': 'Neoverse-V1',
  '41:d41': 'Cortex-A78',
  '41:d42': 'Cortex-A78AE',
  '41:d44': 'Cortex-X1',
  '41:d46': 'Cortex-A510',
  '41:d47': 'Cortex-A710',
  '41:d48': 'Cortex-X2',
  '41:d49': 'Neoverse-N2',
  '41:d4d': 'Cortex-A715',
  '41:d4e': 'Cortex-X3',
  '41:d4f': 'Neoverse-V2',
  '41:d80': 'Cortex-A520',
  '41:d81': 'Cortex-A720',
  '41:d82': 'Cortex-X4',
  '41:d84': 'Neoverse-V3',
  '41:d85': 'Cortex-X925',
  '41:d87': 'Cortex-A725',
  '41:d8e': 'Neoverse-N3',
  '51:001': 'Oryon',
  'c0:ac3': 'Ampere-1',
  'c0:ac4': 'Ampere-1a',
  '48:d01': 'TaiShan-v110',
  '48:d02': 'TaiShan-v120',
  '61:022': 'Apple M1',
  '61:023': 'Apple M1',
  '61:024': 'Apple M1 Pro',
  '61:025': 'Apple M1 Pro',
  '61:028': 'Apple M1 Max',
  '61:029': 'Apple M1 Max',
  '61:032': 'Apple M2',
  '61:033': 'Apple M2',
  '61:034': 'Apple M2 Pro',
  '61:035': 'Apple M2 Pro',
  '61:038': 'Apple M2 Max',
  '61:039': 'Apple M2 Max',
};

/** `/proc/cpuinfo` of x86, Arm, POWER and RISC-V. A cut file does not count the cores. */
export function parseCpuinfo(text: string): CpuWitness {
  const cpus: Map<string, string>[] = [];
  const common = new Map<string, string>();
  for (const line of lines(text, 20_000)) {
    const match = /^([^:\t]+?)\s*:\s*(.*)$/.exec(line);
    if (!match) continue;
    const key = (match[1] ?? '').trim().toLowerCase();
    const value = (match[2] ?? '').trim();
    if (key === 'processor' && /^\d+$/.test(value)) cpus.push(new Map());
    (cpus.at(-1) ?? common).set(key, value);
  }
  const first = cpus[0] ?? common;
  const last = cpus.at(-1) ?? common;
  const get = (key: string): string | null => first.get(key) ?? last.get(key) ?? common.get(key) ?? null;
  const cores = [...new Set(cpus.map((cpu) => armCore(cpu)).filter((name) => name !== null))];
  const complete =
    cpus.length > 0 &&
    cpus.every((cpu, i) => cpu.get('processor') === String(i)) &&
    cpus.length >= (integer(get('siblings')) ?? 0);
  const packages = new Set(cpus.map((cpu) => cpu.get('physical id')).filter((id) => id !== undefined));
  const physical = new Set(
    cpus.filter((cpu) => cpu.has('core id')).map((cpu) => `${cpu.get('physical id') ?? ''}/${cpu.get('core id')}`),
  );
  const isArm = get('cpu implementer') !== null;
  return {
    ...NO_CPU,
    model:
      said(get('model name')) ?? said(get('cpu model')) ?? (cores.length > 0 ? cores.join(' + ') : said(get('cpu'))),
    vendor: said(get('vendor_id')) ?? (isArm ? 'ARM' : null),
    logicalCores: complete ? cpus.length : null,
    physicalCores: complete ? (physical.size > 0 ? physical.size : isArm ? cpus.length : null) : null,
    sockets: complete && packages.size > 0 ? packages.size : null,
    instructionSets: instructionSetsOf(get('flags') ?? get('features') ?? ''),
    arch: isArm ? 'aarch64' : get('flags') !== null ? 'x86_64' : null,
  };
}

function armCore(cpu: ReadonlyMap<string, string>): string | null {
  const hex = (key: string): string => (cpu.get(key) ?? '').toLowerCase().replace(/^0x/, '');
  return ARM_CORES[`${hex('cpu implementer').padStart(2, '0')}:${hex('cpu part').padStart(3, '0')}`] ?? null;
}
