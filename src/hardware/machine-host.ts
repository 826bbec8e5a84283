import type { CpuFacts, DeviceSpec, Hardware, HostSpec } from '../domain/hardware.ts';
import type { ComputeHost } from '../domain/memory.ts';
import { type BytesPerSecond, bytes, bytesPerSecond, GB } from '../units/quantities.ts';
import type { Sourced } from '../units/range.ts';
import { type HostClass, hostClass, resolveHost } from './resolve-host.ts';

/**
 * Memory bandwidth a machine of a class has at least, for CPUs whose platform is not known: the slowest still in wide use. Desktops
 * two channels of DDR4-2666, laptops of DDR4-2400, servers four of DDR4-2133 (Xeon E5 v3): ark.intel.com, www.amd.com. SoC: Apple
 * M1, 68.3 GB/s (support.apple.com). Board: 32 bits of LPDDR4-3200 (Raspberry Pi 4). Single modules are slower still, so the
 * basis is `assumed`.
 */
const AT_LEAST: Readonly<Record<HostClass, number>> = {
  desktop: 42.7 * GB,
  laptop: 38.4 * GB,
  server: 68.3 * GB,
  soc: 68.3 * GB,
  board: 12.8 * GB,
  unknown: 38.4 * GB,
};

/**
 * What one core can draw: 20 to 28 GB/s in single-thread reads of EPYC 7001 and later (AnandTech 11544, "Sizing up servers", 2017;
 * 24 GB/s measured on a 2-core EPYC 9004 guest, 2026-11). Small virtual machines on big servers are bound by this, not by channels.
 */
const PER_CORE = 25 * GB;

/** The host side: RAM that may be used now, and the speed class of the CPU. `socs`: rows of a device that shares the RAM. */
export function toHost(hardware: Hardware, hosts: readonly HostSpec[], socs: readonly DeviceSpec[]): ComputeHost {
  const { cpu, memory } = hardware;
  const capacity = Math.min(memory.totalBytes ?? 0, memory.limitBytes ?? Number.POSITIVE_INFINITY);
  const row = hosts.find((host) => host.id === cpu.catalogId) ?? resolveHost(cpu.model, hosts);
  const kind = row?.class ?? classOf(hardware, socs);
  const cores = coresOf(cpu);
  return {
    capacityBytes: bytes(capacity),
    usableBytes: bytes(Math.min(memory.availableBytes ?? capacity, capacity)),
    bandwidth: capToCores(bandwidthOf(hardware, row, socs, kind), cores, kind),
    cores,
    instructionSets: cpu.instructionSets,
    class: kind,
  };
}

/** Where the CPU does not tell, the devices do: server cards stand in servers, laptop parts in laptops. */
function classOf(hardware: Hardware, socs: readonly DeviceSpec[]): HostClass {
  const named = hostClass(hardware.cpu.model);
  if (named !== 'unknown') return named;
  if (hardware.devices.some((device) => device.vendor === 'apple')) return 'soc';
  return socs.some((spec) => spec.form === 'soc') ? 'soc' : 'unknown';
}

/** Cores that can work at once, whole: physical ones, or fewer where a quota says so. */
function coresOf(cpu: CpuFacts): number | null {
  const cores = cpu.physicalCores ?? cpu.logicalCores;
  if (cores === null) return null;
  return Math.max(1, Math.floor(Math.min(cores, cpu.quotaCores ?? cores)));
}

/** Modules as read, else the SoC's own, else the platform's row, else the least of the class. */
function bandwidthOf(
  hardware: Hardware,
  row: HostSpec | null,
  socs: readonly DeviceSpec[],
  kind: HostClass,
): Sourced<BytesPerSecond> {
  const read = hardware.memory.bandwidthBytesPerSecond;
  if (read !== null) return read;
  const own = socs.map((spec) => spec.bandwidthBytesPerSecond).filter((value) => value !== undefined);
  if (own.length > 0 && own.length === socs.length) {
    const source = `catalog/devices: ${socs.map((spec) => spec.id).join(', ')}`;
    return { value: bytesPerSecond(Math.min(...own)), basis: socs.length === 1 ? 'published' : 'assumed', source };
  }
  if (row !== null) {
    const value = bytesPerSecond(row.bandwidthBytesPerSecond * (hardware.cpu.sockets ?? 1));
    return { value, basis: 'assumed', source: `catalog/hosts.yaml: ${row.id}` };
  }
  return { value: bytesPerSecond(AT_LEAST[kind]), basis: 'assumed', source: `least bandwidth of the class "${kind}"` };
}

/** Cores of phones' and Apple's kind draw more than the rule says; it is for PCs and servers. */
function capToCores(
  bandwidth: Sourced<BytesPerSecond>,
  cores: number | null,
  kind: HostClass,
): Sourced<BytesPerSecond> {
  if (cores === null || kind === 'soc' || kind === 'board' || cores * PER_CORE >= bandwidth.value) return bandwidth;
  return { value: bytesPerSecond(cores * PER_CORE), basis: 'assumed', source: `${cores} cores at 25 GB/s each` };
}
