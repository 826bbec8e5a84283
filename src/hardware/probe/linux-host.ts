import { type Finding, finding } from '../../domain/hardware.ts';
import { type CpuWitness, deviceFacts, type Facts, facts, type MemoryWitness, type SystemWitness } from '../facts.ts';
import type { Host } from '../host.ts';
import { memoryOf, parseCpuinfo, parseMeminfo } from '../parse/proc.ts';
import { integer, said } from '../parse/quantity.ts';
import { readPairs } from './files.ts';

export interface LinuxMarks {
  readonly wsl: boolean;
  readonly container: string | null;
  /** Jetson and other Tegra boards: the board's name. */
  readonly tegra: string | null;
  /** WSL2's graphics paravirtualization device is there. */
  readonly dxg: boolean;
}

export interface LinuxHostFacts {
  readonly facts: Facts;
  readonly marks: LinuxMarks;
}

/** RAM, CPU, NUMA, operating system and surroundings of a Linux machine, from files alone. */
export async function readLinuxHost(host: Host): Promise<LinuxHostFacts> {
  const read = (path: string): Promise<string | null> => host.readText(path);
  const [meminfo, cpuinfo, kernel, release, board, tegraRelease, dxg, cgroups, dockerMark, podmanMark, numa] =
    await Promise.all([
      read('/proc/meminfo'),
      read('/proc/cpuinfo'),
      read('/proc/sys/kernel/osrelease'),
      read('/etc/os-release'),
      read('/proc/device-tree/model'),
      read('/etc/nv_tegra_release'),
      host.access('/dev/dxg'),
      read('/proc/self/cgroup'),
      host.access('/.dockerenv'),
      host.access('/run/.containerenv'),
      readNuma(host),
    ]);
  const cpu: CpuWitness | null = cpuinfo === null ? null : { ...parseCpuinfo(cpuinfo), numaNodes: numa.nodes };
  const memory: MemoryWitness | null =
    meminfo === null ? null : withoutGpuNodes(memoryOf(parseMeminfo(meminfo)), numa.gpuBytes);
  const pairs = readPairs(release);
  const system: SystemWitness = {
    osName: said(pairs.get('NAME')),
    osVersion: said(pairs.get('VERSION_ID')),
    kernel: said(kernel),
  };
  const wsl = /microsoft/i.test(kernel ?? '') || host.env.WSL_DISTRO_NAME !== undefined;
  const tegra = tegraRelease !== null || /jetson|tegra/i.test(board ?? '') ? (said(board) ?? 'NVIDIA Tegra') : null;
  const findings: Finding[] = [];
  if (memory?.hugepagesBytes) findings.push(finding('hugepages-reserved', 'info', { bytes: memory.hugepagesBytes }));
  if (numa.gpuBytes > 0) findings.push(finding('memory-in-gpu-node', 'info', { bytes: numa.gpuBytes }));
  if (wsl && memory?.totalBytes) findings.push(finding('wsl-memory-share', 'info', { totalBytes: memory.totalBytes }));
  return {
    facts: facts({
      cpu,
      memory,
      system,
      findings,
      devices:
        tegra === null
          ? []
          : [deviceFacts('device-tree', 'nvidia', { listed: 'device-tree:0', name: tegra, integrated: true })],
    }),
    marks: {
      wsl,
      tegra,
      dxg: dxg !== 'absent',
      container: containerOf(host.env, cgroups ?? '', dockerMark !== 'absent', podmanMark !== 'absent'),
    },
  };
}

function containerOf(env: Host['env'], cgroups: string, docker: boolean, podman: boolean): string | null {
  if (env.KUBERNETES_SERVICE_HOST !== undefined || /kubepods/.test(cgroups)) return 'kubernetes';
  if (podman || env.container === 'podman') return 'podman';
  if (docker || /\/docker\//.test(cgroups)) return 'docker';
  if (/\/lxc[./]/.test(cgroups) || env.container === 'lxc') return 'lxc';
  return said(env.container);
}

interface NumaFacts {
  readonly nodes: number | null;
  readonly gpuBytes: number;
}

/**
 * NUMA nodes. On POWER9 and Grace a node without CPUs is GPU memory that the kernel counts into MemTotal; on x86 such a node is
 * CXL or persistent memory and stays.
 */
async function readNuma(host: Host): Promise<NumaFacts> {
  const folder = '/sys/devices/system/node';
  const nodes = (await host.listDir(folder)).filter((name) => /^node\d+$/.test(name));
  if (nodes.length === 0) return { nodes: null, gpuBytes: 0 };
  const sizes = await Promise.all(
    nodes.map(async (node) => {
      const [cpus, meminfo] = await Promise.all([
        host.readText(`${folder}/${node}/cpulist`),
        host.readText(`${folder}/${node}/meminfo`),
      ]);
      const withCpus = cpus === null || cpus.trim() !== '';
      return withCpus ? 0 : (parseMeminfo(meminfo ?? '').get('MemTotal') ?? 0);
    }),
  );
  const x86 = host.arch === 'x64' || host.arch === 'ia32';
  const withMemoryOnly = x86 ? [] : sizes.filter((size) => size > 0);
  return { nodes: nodes.length - withMemoryOnly.length, gpuBytes: withMemoryOnly.reduce((a, b) => a + b, 0) };
}

function withoutGpuNodes(memory: MemoryWitness, gpuBytes: number): MemoryWitness {
  if (gpuBytes === 0 || memory.totalBytes === null || memory.totalBytes <= gpuBytes) return memory;
  const totalBytes = memory.totalBytes - gpuBytes;
  const availableBytes =
    memory.availableBytes === null ? null : Math.max(0, Math.min(totalBytes, memory.availableBytes - gpuBytes));
  return { ...memory, totalBytes, availableBytes };
}

export interface CgroupFacts {
  readonly version: 1 | 2 | null;
  readonly limitBytes: number | null;
  /** What the group may still take under its limit. */
  readonly leftBytes: number | null;
  readonly quotaCores: number | null;
}

/** Limits of the control group and every group above it; `max`, 2^63 and the like are no limit. */
export async function readCgroup(host: Host): Promise<CgroupFacts> {
  const lines = ((await host.readText('/proc/self/cgroup')) ?? '').split('\n');
  const unified = lines.find((line) => line.startsWith('0::'))?.slice(3);
  const pathOf = (controller: string): string | undefined =>
    lines
      .map((line) => line.split(':'))
      .find(([, controllers]) => controllers?.split(',').includes(controller))
      ?.slice(2)
      .join(':');
  const v2 = await readGroups(
    host,
    '/sys/fs/cgroup',
    unified,
    'memory.max',
    'memory.current',
    'inactive_file',
    async (folder) => {
      const [quota, period] = ((await host.readText(`${folder}/cpu.max`)) ?? '').trim().split(/\s+/);
      return share(integer(quota), integer(period));
    },
  );
  const v1 = await readGroups(
    host,
    '/sys/fs/cgroup/memory',
    pathOf('memory'),
    'memory.limit_in_bytes',
    'memory.usage_in_bytes',
    'total_inactive_file',
    async () => null,
  );
  const v1Cpu = await readGroups(host, '/sys/fs/cgroup/cpu', pathOf('cpu'), '', '', '', async (folder) => {
    const [quota, period] = await Promise.all([
      host.readText(`${folder}/cpu.cfs_quota_us`),
      host.readText(`${folder}/cpu.cfs_period_us`),
    ]);
    return share(integer(quota), integer(period));
  });
  const limited = v2.seen ? v2 : v1;
  const quotas = [v2.quota, v1Cpu.quota].filter((quota) => quota !== null);
  return {
    version: v2.seen ? 2 : v1.seen ? 1 : null,
    limitBytes: limited.limit,
    leftBytes: limited.left,
    quotaCores: quotas.length > 0 ? Math.min(...quotas) : null,
  };
}

function share(quota: number | null, period: number | null): number | null {
  return quota !== null && quota > 0 && period !== null && period > 0 ? quota / period : null;
}

interface Groups {
  readonly seen: boolean;
  readonly limit: number | null;
  readonly left: number | null;
  readonly quota: number | null;
}

async function readGroups(
  host: Host,
  mount: string,
  path: string | undefined,
  limitFile: string,
  usageFile: string,
  cacheKey: string,
  quotaOf: (folder: string) => Promise<number | null>,
): Promise<Groups> {
  const steps = (path ?? '').split('/').filter((step) => step !== '' && step !== '..');
  const folders = steps.map((_, i) => `${mount}/${steps.slice(0, i + 1).join('/')}`);
  const groups = await Promise.all(
    [mount, ...folders].map(async (folder) => {
      const [limitText, quota] = await Promise.all([
        limitFile === '' ? null : host.readText(`${folder}/${limitFile}`),
        quotaOf(folder),
      ]);
      const limit = integer(limitText);
      if (limit === null) return { seen: limitText !== null, limit: null, left: null, quota };
      const [usage, stat] = await Promise.all([
        host.readText(`${folder}/${usageFile}`),
        host.readText(`${folder}/memory.stat`),
      ]);
      const used = integer(usage);
      const cache = integer(new RegExp(`^${cacheKey} (\\d+)$`, 'm').exec(stat ?? '')?.[1]) ?? 0;
      return { seen: true, limit, left: used === null ? null : Math.max(0, limit - Math.max(0, used - cache)), quota };
    }),
  );
  const smallest = (values: readonly (number | null)[]): number | null => {
    const known = values.filter((value) => value !== null);
    return known.length > 0 ? Math.min(...known) : null;
  };
  return {
    seen: groups.some((group) => group.seen),
    limit: smallest(groups.map((group) => group.limit)),
    left: smallest(groups.map((group) => group.left)),
    quota: smallest(groups.map((group) => group.quota)),
  };
}
