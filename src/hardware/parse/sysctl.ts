import { type CpuWitness, deviceFacts, type Facts, facts, type MemoryWitness, NO_CPU } from '../facts.ts';
import { integer, lines, said, sane } from './quantity.ts';

/** Apple's names of Arm features to those of the kernel. */
const FEATURES: Readonly<Record<string, string>> = {
  'hw.optional.neon': 'neon',
  'hw.optional.arm.advsimd': 'neon',
  'hw.optional.arm.feat_fp16': 'fp16',
  'hw.optional.arm.feat_dotprod': 'dotprod',
  'hw.optional.arm.feat_bf16': 'bf16',
  'hw.optional.arm.feat_i8mm': 'i8mm',
  'hw.optional.arm.feat_sme': 'sme',
  'hw.optional.arm.feat_sme2': 'sme2',
  'hw.optional.avx2_0': 'avx2',
  'hw.optional.avx512f': 'avx512f',
};

/** `sysctl NAMES…` (`name: value`) and `sysctl -n NAMES…` (values in the order asked). */
export function parseSysctl(text: string, command: string): Facts {
  const values = new Map<string, string>();
  const asked = command
    .split(/\s+/)
    .slice(1)
    .filter((word) => !word.startsWith('-'));
  const bare = / -[a-z]*n/.test(command);
  for (const [i, line] of lines(text, 4000)
    .filter((one) => one.trim() !== '')
    .entries()) {
    const match = /^([\w.]+):\s?(.*)$/.exec(line.trim());
    if (match && !bare) values.set((match[1] ?? '').toLowerCase(), match[2] ?? '');
    else if (bare && asked[i] !== undefined) values.set(asked[i].toLowerCase(), line.trim());
  }
  if (values.size === 0) return facts({});
  const number = (key: string): number | null => integer(values.get(key));
  const model = said(values.get('machdep.cpu.brand_string'));
  const cpu: CpuWitness = {
    ...NO_CPU,
    model,
    vendor: model?.startsWith('Apple') ? 'Apple' : said(values.get('machdep.cpu.vendor')),
    physicalCores: number('hw.physicalcpu') ?? number('machdep.cpu.core_count') ?? number('hw.physicalcpu_max'),
    logicalCores: number('hw.logicalcpu') ?? number('machdep.cpu.thread_count') ?? number('hw.ncpu'),
    performanceCores: number('hw.perflevel0.physicalcpu'),
    sockets: number('hw.packages'),
    instructionSets: [
      ...new Set(Object.entries(FEATURES).flatMap(([key, name]) => (values.get(key) === '1' ? [name] : []))),
    ].sort(),
    arch: model?.startsWith('Apple') || values.get('hw.optional.arm64') === '1' ? 'arm64' : null,
  };
  const memory: MemoryWitness = {
    totalBytes: number('hw.memsize'),
    availableBytes: null,
    swapTotalBytes: null,
    hugepagesBytes: null,
  };
  const limit = number('iogpu.wired_limit_mb');
  const version = said(values.get('kern.osproductversion'));
  return facts({
    cpu,
    memory: memory.totalBytes === null ? null : memory,
    system:
      version === null ? null : { osName: 'macOS', osVersion: version, kernel: said(values.get('kern.osrelease')) },
    wiredLimitBytes: limit === null ? null : sane(limit * 2 ** 20),
    // Every Apple chip has a GPU of its name; a better witness adds its cores.
    devices: model?.startsWith('Apple')
      ? [deviceFacts('sysctl', 'apple', { listed: 'apple:0', name: model, integrated: true })]
      : [],
  });
}

/** `sw_vers` and `sw_vers -productVersion`. */
export function parseSwVers(text: string): Facts {
  const version = said(/(?:^|ProductVersion:)\s*(\d+(?:\.\d+)*)\s*$/m.exec(text)?.[1]);
  return facts({ system: version === null ? null : { osName: 'macOS', osVersion: version, kernel: null } });
}

/** `vm_stat`: pages free, inactive, purgeable and speculative can be given to a new program. Page size is 16 KiB or 4 KiB. */
export function parseVmStat(text: string): Facts {
  const page = integer(/page size of (\d+) bytes/.exec(text)?.[1]);
  const counts = new Map(
    lines(text, 200).flatMap((line) => {
      const match = /^Pages ([a-z -]+):\s+(\d+)\.?\s*$/i.exec(line);
      return match ? [[(match[1] ?? '').toLowerCase(), Number(match[2])] as const] : [];
    }),
  );
  const free = counts.get('free');
  if (page === null || free === undefined) return facts({});
  const pages =
    free + (counts.get('inactive') ?? 0) + (counts.get('purgeable') ?? 0) + (counts.get('speculative') ?? 0);
  return facts({
    memory: { totalBytes: null, availableBytes: sane(pages * page), swapTotalBytes: null, hugepagesBytes: null },
  });
}
