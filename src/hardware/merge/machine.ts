import {
  type CpuFacts,
  type Finding,
  finding,
  type HostSpec,
  type MemoryFacts,
  type SystemFacts,
} from '../../domain/hardware.ts';
import { bytesPerSecond, GIB } from '../../units/quantities.ts';
import type { CpuWitness, Facts, MemoryWitness, ModulesWitness, SystemWitness } from '../facts.ts';
import type { Host } from '../host.ts';
import type { CgroupFacts, LinuxMarks } from '../probe/linux-host.ts';
import { resolveHost } from '../resolve-host.ts';
import { asBytes } from './as-bytes.ts';
import type { Surroundings } from './device.ts';
import type { DeviceRecord } from './join.ts';

interface Heard {
  readonly host: Host;
  readonly all: readonly Facts[];
  readonly cgroup: CgroupFacts | null;
  readonly marks: LinuxMarks | null;
  readonly hosts: readonly HostSpec[];
}

export interface MergedHost {
  readonly system: SystemFacts;
  readonly cpu: CpuFacts;
  readonly memory: MemoryFacts;
  readonly findings: readonly Finding[];
  readonly around: Surroundings;
}

/** CPU, RAM and system out of every witness, earlier ones first. */
export function mergeHost({ host, all, cgroup, marks, hosts }: Heard): MergedHost {
  const cpus = all.flatMap((one) => (one.cpu === null ? [] : [one.cpu]));
  const memories = all.flatMap((one) => (one.memory === null ? [] : [one.memory]));
  const systems = all.flatMap((one) => (one.system === null ? [] : [one.system]));
  const modules = all.find((one) => one.modules !== null)?.modules ?? null;
  const runtime = host.memory();
  const total = firstOf(memories, 'totalBytes') ?? runtime?.totalBytes ?? null;
  const available = firstOf(memories, 'availableBytes') ?? runtime?.freeBytes ?? null;
  // A limit at or above the machine's memory is none (cgroup v1 prints about 2^63).
  const limit =
    cgroup?.limitBytes !== null && cgroup?.limitBytes !== undefined && (total === null || cgroup.limitBytes < total)
      ? cgroup.limitBytes
      : null;
  const left = limit === null ? null : (cgroup?.leftBytes ?? limit);
  const availableNow = available === null ? null : Math.min(available, left ?? available, total ?? available);
  const findings: Finding[] = [];
  if (limit !== null && total !== null)
    findings.push(
      finding('memory-limited-by-cgroup', 'info', {
        limitBytes: limit,
        totalBytes: total,
      }),
    );
  if (cgroup?.quotaCores)
    findings.push(
      finding('cpu-limited-by-quota', 'info', {
        cores: Math.round(cgroup.quotaCores * 100) / 100,
      }),
    );
  if (modules?.unequal) findings.push(finding('dimms-unequal', 'info', { modules: modules.count }));
  if (total === null && host.kind === 'recorded') findings.push(finding('memory-unknown', 'info', {}));
  // Windows hides what the firmware set aside for an integrated GPU.
  const hidden = host.platform === 'win32' && total !== null ? (modules?.installedBytes ?? 0) - total : 0;
  if (hidden > GIB) findings.push(finding('carve-out-hides-memory', 'info', { bytes: hidden }));
  const cpu = mergeCpu(host, cpus, cgroup, hosts);
  const system = mergeSystem(host, systems, cpus, cgroup, marks);
  if (host.platform === 'linux' && cpu.model?.startsWith('Apple'))
    findings.push(finding('no-metal-on-linux', 'info', {}));
  return {
    system,
    cpu,
    findings,
    memory: {
      totalBytes: asBytes(total),
      availableBytes: asBytes(availableNow),
      limitBytes: asBytes(limit),
      swapTotalBytes: asBytes(firstOf(memories, 'swapTotalBytes')),
      ...bandwidthOf(modules, cpu, hosts),
    },
    around: {
      totalBytes: limit === null || total === null ? total : Math.min(total, limit),
      availableBytes: availableNow,
      macosMajor: host.platform === 'darwin' ? majorOf(system.osVersion) : null,
      wiredLimitBytes: all.find((one) => one.wiredLimitBytes !== null)?.wiredLimitBytes ?? null,
      tegra: marks?.tegra !== null && marks?.tegra !== undefined,
      sharesHalf: host.platform === 'win32',
      pciName: () => null,
    },
  };
}

function mergeCpu(
  host: Host,
  cpus: readonly CpuWitness[],
  cgroup: CgroupFacts | null,
  hosts: readonly HostSpec[],
): CpuFacts {
  const model = firstOf(cpus, 'model');
  return {
    model,
    vendor: firstOf(cpus, 'vendor'),
    physicalCores: firstOf(cpus, 'physicalCores'),
    logicalCores: host.logicalCores() ?? firstOf(cpus, 'logicalCores'),
    performanceCores: firstOf(cpus, 'performanceCores'),
    sockets: firstOf(cpus, 'sockets'),
    numaNodes: firstOf(cpus, 'numaNodes'),
    instructionSets: cpus.find((cpu) => cpu.instructionSets.length > 0)?.instructionSets ?? [],
    quotaCores: cgroup?.quotaCores ?? null,
    catalogId: resolveHost(model, hosts)?.id ?? null,
  };
}

function mergeSystem(
  host: Host,
  systems: readonly SystemWitness[],
  cpus: readonly CpuWitness[],
  cgroup: CgroupFacts | null,
  marks: LinuxMarks | null,
): SystemFacts {
  return {
    platform: host.platform,
    arch: host.arch ?? ARCHITECTURES[firstOf(cpus, 'arch') ?? ''] ?? firstOf(cpus, 'arch') ?? 'unknown',
    osName:
      firstOf(systems, 'osName') ??
      (host.platform === 'darwin' ? 'macOS' : host.platform === 'win32' ? 'Windows' : null),
    osVersion: firstOf(systems, 'osVersion'),
    kernel: firstOf(systems, 'kernel'),
    wsl: marks?.wsl ?? false,
    container: marks?.container ?? null,
    cgroupVersion: cgroup?.version ?? null,
  };
}

/** Names of other tools to those of `process.arch`. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: 'x64',
  amd64: 'x64',
  aarch64: 'arm64',
  arm64: 'arm64',
  ppc64le: 'ppc64',
};

/** Modules and their speed when firmware tells; else the platform's row; else unknown. */
function bandwidthOf(
  modules: ModulesWitness | null,
  cpu: CpuFacts,
  hosts: readonly HostSpec[],
): Pick<MemoryFacts, 'bandwidthBytesPerSecond' | 'channels' | 'speedMegatransfersPerSecond' | 'modules'> {
  const row = hosts.find((host) => host.id === cpu.catalogId);
  const channels = modules?.channels ?? null;
  const speed = modules?.speedMegatransfersPerSecond ?? null;
  const byModules =
    channels !== null && speed !== null ? channels * speed * 1e6 * ((modules?.busBits ?? 64) / 8) : null;
  const byRow = row ? row.bandwidthBytesPerSecond * (cpu.sockets ?? 1) : null;
  return {
    bandwidthBytesPerSecond:
      byModules !== null
        ? {
            value: bytesPerSecond(byModules),
            basis: 'derived',
            source: 'dmidecode',
          }
        : byRow !== null
          ? {
              value: bytesPerSecond(byRow),
              basis: 'assumed',
              source: 'catalog/hosts.yaml',
            }
          : null,
    channels: channels ?? row?.channels ?? null,
    speedMegatransfersPerSecond: speed ?? row?.speedMegatransfersPerSecond ?? null,
    modules:
      modules === null
        ? null
        : {
            count: modules.count,
            installedBytes: asBytes(modules.installedBytes),
            type: modules.type,
          },
  };
}

/** Bus order; devices without a bus id keep the order heard, after those with one. */
export function busOrder(a: DeviceRecord, b: DeviceRecord): number {
  const bus = (record: DeviceRecord): string => record.find((fact) => fact.pciBusId !== null)?.pciBusId ?? 'g';
  return bus(a) < bus(b) ? -1 : bus(a) > bus(b) ? 1 : 0;
}

function majorOf(version: string | null): number | null {
  const major = /^(\d{1,3})\b/.exec(version ?? '')?.[1];
  return major === undefined ? null : Number(major);
}

function firstOf<T extends CpuWitness | MemoryWitness | SystemWitness, K extends keyof T>(
  witnesses: readonly T[],
  field: K,
): T[K] | null {
  return witnesses.find((witness) => witness[field] !== null)?.[field] ?? null;
}
