import type { Catalog } from '../domain/catalog.ts';
import { type Device, type Finding, finding, type Hardware, type HostSpec } from '../domain/hardware.ts';
import { type Bytes, bytes, GIB, gib } from '../units/quantities.ts';
import { ownCapacity, sharedCapacity, systemMemory } from './capacity.ts';
import { type Identified, identify, type Problem } from './identify.ts';
import { poolsOf } from './merge/pools.ts';
import { parseGpuText } from './parse-gpu.ts';
import { parseRam } from './parse-ram.ts';
import { resolveHost } from './resolve-host.ts';

/** A machine in words: `--gpu` (repeatable), `--ram`, `--cpu`. */
export interface MachineDescription {
  /** `RTX 4090`, `4x H100 80GB`, `2 × A100:40GiB`, `M4 Max 128GB`. Empty: a machine without GPU. */
  readonly gpus: readonly string[];
  /** `64GiB` (2^30), `64GB` (10^9), `64G` or `64` (GiB). */
  readonly ram?: string;
  readonly cpu?: string;
}

export type DescribedMachine =
  | { readonly kind: 'ok'; readonly hardware: Hardware }
  | {
      readonly kind: 'error';
      /** Code of the first problem: `gpu-unknown`, `gpu-ambiguous`, `memory-needed`, … */
      readonly code: Problem['code'];
      /** Every problem, in one text. */
      readonly message: string;
      readonly suggestions: readonly string[];
    };

/** RAM taken for granted with a GPU that was described without: at least this, and as much as the GPUs hold. */
const LEAST_RAM = gib(32);

/**
 * Builds the {@link Hardware} of a machine that is not here. Capacities are what such a device can hold when idle, measured where
 * known and else by a rule on the safe side. What had to be assumed stands in `findings`; what cannot be known (cores, driver,
 * operating system version) stays null. Names the catalog does not know, or that mean several devices with different memory, are
 * errors with suggestions.
 */
export function describeHardware(
  description: MachineDescription,
  catalog: Pick<Catalog, 'devices' | 'hosts'>,
): DescribedMachine {
  const problems: Problem[] = [];
  const ram = description.ram === undefined ? null : parseRam(description.ram);
  if (ram?.kind === 'error') problems.push({ code: 'bad-ram', message: ram.message, suggestions: [] });
  const toldRam = ram?.kind === 'ok' ? ram.value : null;

  const groups: Identified[] = [];
  for (const text of description.gpus) {
    const parsed = parseGpuText(text);
    if (parsed.kind === 'error') {
      problems.push({ code: 'bad-gpu', message: parsed.message, suggestions: [] });
      continue;
    }
    const identified = identify(parsed, toldRam, catalog.devices);
    if (identified.kind === 'error') problems.push(...identified.problems);
    else groups.push(identified.value);
  }
  problems.push(...findClashes(groups, toldRam));
  if (description.gpus.length === 0 && toldRam === null && problems.length === 0) {
    problems.push({
      code: 'memory-needed',
      message: 'a machine without GPU needs its memory: --ram 32GiB',
      suggestions: [],
    });
  }
  const [first] = problems;
  if (first !== undefined) {
    return {
      kind: 'error',
      code: first.code,
      message: [...new Set(problems.map((problem) => problem.message))].join('; '),
      suggestions: [...new Set(problems.flatMap((problem) => problem.suggestions))],
    };
  }
  return { kind: 'ok', hardware: assemble(groups, toldRam, description.cpu ?? null, catalog.hosts) };
}

/** Devices that bring the RAM with them, and how they go together. */
function findClashes(groups: readonly Identified[], toldRam: Bytes | null): readonly Problem[] {
  const socs = groups.filter((group) => group.spec.unified);
  const [soc] = socs;
  if (soc === undefined) return [];
  if (socs.length > 1 || soc.count > 1) {
    const message = `${soc.spec.name} is a whole computer with its own memory: describe one; several of them are several machines`;
    return [{ code: 'several-machines', message, suggestions: [] }];
  }
  if (soc.spec.vendor === 'apple' && groups.length > 1) {
    return [{ code: 'several-machines', message: `${soc.spec.name} takes no other GPU beside it`, suggestions: [] }];
  }
  if (toldRam !== null && soc.ramBytes !== null && !isNear(toldRam, soc.ramBytes)) {
    const message = `--ram and the name disagree: ${soc.spec.name} with ${gibText(soc.ramBytes)} has that much RAM`;
    return [{ code: 'memory-clash', message, suggestions: [] }];
  }
  return [];
}

const isNear = (a: number, b: number): boolean => Math.abs(a / b - 1) < 0.08;
const gibText = (value: number): string => `${Math.round((value / GIB) * 10) / 10} GiB`;

function assemble(
  groups: readonly Identified[],
  toldRam: Bytes | null,
  cpuName: string | null,
  hosts: readonly HostSpec[],
): Hardware {
  const findings: Finding[] = groups.flatMap((group) => group.findings);
  const soc = groups.find((group) => group.spec.unified);
  const ram = ramOf(groups, soc, toldRam, findings);
  const devices = groups
    .flatMap((group) => Array.from({ length: group.count }, () => group))
    .map((group, index) => deviceOf(group, index, ram, findings));
  const host = resolveHost(cpuName ?? (soc === undefined ? null : soc.spec.name), hosts);
  if (cpuName !== null && host === null) findings.push(finding('cpu-not-in-catalog', 'info', { cpu: cpuName }));
  return {
    origin: 'described',
    system: {
      platform: soc?.spec.vendor === 'apple' ? 'darwin' : 'linux',
      arch: isArm(groups) ? 'arm64' : 'x64',
      osName: null,
      osVersion: null,
      kernel: null,
      wsl: false,
      container: null,
    },
    cpu: {
      model: cpuName ?? soc?.spec.name ?? null,
      vendor: null,
      physicalCores: null,
      logicalCores: null,
      performanceCores: null,
      sockets: null,
      instructionSets: [],
      quotaCores: null,
      catalogId: host?.id ?? null,
    },
    memory: {
      totalBytes: ram,
      availableBytes: ram,
      limitBytes: null,
      swapTotalBytes: null,
      bandwidthBytesPerSecond:
        host === null
          ? null
          : { value: host.bandwidthBytesPerSecond, basis: 'assumed', source: `catalog/hosts.yaml: ${host.id}` },
      channels: host?.channels ?? null,
      speedMegatransfersPerSecond: host?.speedMegatransfersPerSecond ?? null,
    },
    devices,
    pools: poolsOf(devices),
    displayOnly: [],
    ignoredAdapters: [],
    findings: [...new Map(findings.map((entry) => [JSON.stringify(entry), entry])).values()],
  };
}

/** The SoCs of NVIDIA and Apple have ARM cores. */
const isArm = (groups: readonly Identified[]): boolean =>
  groups.some(({ spec }) => spec.unified && (spec.vendor === 'apple' || spec.vendor === 'nvidia'));

function ramOf(
  groups: readonly Identified[],
  soc: Identified | undefined,
  toldRam: Bytes | null,
  findings: Finding[],
): Bytes {
  if (soc !== undefined && soc.ramBytes !== null) return systemMemory(soc.spec, soc.ramBytes);
  if (toldRam !== null) return toldRam;
  const devices = groups.reduce((sum, group) => sum + group.count * group.memoryBytes, 0);
  const assumed = bytes(Math.max(LEAST_RAM, devices));
  findings.push(finding('ram-assumed', 'warning', { bytes: assumed }));
  return assumed;
}

function deviceOf(group: Identified, index: number, ram: Bytes, findings: Finding[]): Device {
  const { spec } = group;
  const capacity = spec.unified ? sharedOf(group, ram, findings) : ownCapacity(spec, group.memoryBytes);
  const total = spec.unified ? ram : group.memoryBytes;
  return {
    id: `gpu${index}`,
    vendor: spec.vendor,
    kind: spec.kind,
    model: spec.name,
    catalogId: spec.id,
    pciBusId: null,
    pciDeviceId: spec.pciIds.length === 1 ? (spec.pciIds[0] ?? null) : null,
    uuid: null,
    memoryTotalBytes: total,
    memoryReservedBytes: spec.unified ? null : bytes(total - capacity),
    memoryUsedBytes: bytes(0),
    memoryFreeBytes: capacity,
    capacityBytes: capacity,
    unified: spec.unified,
    computeCapability: spec.computeCapability ?? null,
    gfx: spec.gfx ?? null,
    ecc: null,
    migMode: null,
    mig: [],
    cores: spec.cores ?? null,
    driver: null,
    usable: true,
    unusableBecause: null,
    witnesses: ['described'],
  };
}

function sharedOf(group: Identified, ram: Bytes, findings: Finding[]): Bytes {
  const { spec } = group;
  if (group.shareBytes !== null) return bytes(Math.min(group.shareBytes, ram));
  const capacity = sharedCapacity(spec, ram, null);
  findings.push(
    spec.vendor === 'apple'
      ? finding('apple-limit-by-rule', 'info', { bytes: capacity, macos: '?' })
      : finding('unified-pool', 'info', {
          device: spec.name,
          bytes: capacity,
          rule: capacity < ram ? 'half-of-ram' : 'all-of-ram',
        }),
  );
  return capacity;
}
