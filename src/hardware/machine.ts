import type { Catalog } from '../domain/catalog.ts';
import type { Device, DeviceSpec, Hardware } from '../domain/hardware.ts';
import type { ComputeDevice, ComputeHost, Machine } from '../domain/memory.ts';
import { type Bytes, type BytesPerSecond, bytes, bytesPerSecond, operationsPerSecond } from '../units/quantities.ts';
import type { Sourced } from '../units/range.ts';
import { backendOf } from './backend.ts';
import { ownCapacity } from './capacity.ts';
import { type KnownFigures, knownFigures } from './known-figures.ts';
import { toHost } from './machine-host.ts';
import { largestSlice } from './mig.ts';
import { resolveDevice } from './resolve-device.ts';

/**
 * The machine as estimators see it.
 *
 * - A device counts when it is usable, its memory is known and one of our engines has a backend for it.
 * - An integrated GPU counts only when no card is usable, and only when the catalog knows it: of an unknown one there is nothing to
 *   gain over the CPU that could be said.
 * - Memory is never added across vendors, nor across MIG slices (a process sees one): the group with the most memory is the machine.
 * - Usable is what is free now, or the capacity of a machine that was described; a shared pool never exceeds the RAM available.
 * - Bandwidth and compute are the catalog's nominal figures, on which the calibrated coefficients stand. Where several rows may be
 *   meant, what they agree on holds and else the lowest, as `assumed`.
 *
 * Reserves are not taken off here: the ledger does that.
 */
export function toMachine(hardware: Hardware, catalog: Pick<Catalog, 'devices' | 'hosts'>): Machine {
  const known = hardware.devices
    .filter((device) => device.usable)
    .map((device) => ({ device, rows: rowsOf(device, catalog.devices) }));
  const host = toHost(hardware, catalog.hosts, known.find(({ device }) => device.unified)?.rows ?? []);
  const candidates = known.flatMap(({ device, rows }) => toDevices(device, rows, hardware, host));
  return { devices: largestGroup(withoutIntegrated(candidates)), host };
}

interface Candidate {
  /** Devices of one group may serve a model together. */
  readonly group: string;
  readonly integrated: boolean;
  readonly device: ComputeDevice;
}

/** Catalog rows the device may be: one when it resolved, several when it is ambiguous, none when it is unknown. */
function rowsOf(device: Device, devices: readonly DeviceSpec[]): readonly DeviceSpec[] {
  const row = devices.find((spec) => spec.id === device.catalogId);
  if (row !== undefined) return [row];
  const match = resolveDevice(device, devices);
  return match.kind === 'found' ? [match.spec] : match.kind === 'ambiguous' ? match.candidates : [];
}

function toDevices(
  device: Device,
  rows: readonly DeviceSpec[],
  hardware: Hardware,
  host: ComputeHost,
): readonly Candidate[] {
  const figures = knownFigures(rows);
  const gfx = device.gfx ?? figures.gfx;
  const backend = backendOf({ vendor: device.vendor, kind: device.kind, gfx }, hardware.system.platform);
  const integrated =
    device.kind === 'igpu' && (device.vendor === 'amd' || device.vendor === 'intel') && isShared(device, rows);
  const capacity = device.capacityBytes ?? nominalCapacity(device, rows);
  if (backend === null || capacity === null || capacity === 0 || (integrated && rows.length === 0)) return [];
  const whole: ComputeDevice = {
    id: device.id,
    name: device.model ?? rows[0]?.name ?? `${device.vendor} ${device.kind}`,
    vendor: device.vendor,
    backend,
    catalogId: rows.length === 1 ? (rows[0]?.id ?? null) : null,
    generation: figures.generation,
    capacityBytes: capacity,
    usableBytes: usableOf(device, capacity, host),
    unified: device.unified,
    computeCapability: device.computeCapability ?? figures.computeCapability,
    gfx,
    ...speedOf(figures, device, host),
    interconnect: figures.interconnect,
    tdpWatts: figures.tdpWatts,
  };
  if (device.migMode !== 'enabled' && device.mig.length === 0)
    return [{ group: device.vendor, integrated, device: whole }];
  const slice = largestSlice(device, whole);
  return slice === null ? [] : [{ group: `slice ${slice.id}`, integrated, device: slice }];
}

/** Graphics inside a PC's processor, not an accelerator with the host's memory on board (MI300A). */
const isShared = (device: Device, rows: readonly DeviceSpec[]): boolean =>
  device.unified && !rows.some((row) => row.form === 'datacenter');

/** A driver that tells no size leaves the catalog: the smallest size the device can be. */
function nominalCapacity(device: Device, rows: readonly DeviceSpec[]): Bytes | null {
  if (device.unified) return null;
  const sizes = rows.flatMap((row) => row.memoryOptionsBytes.map((size) => ownCapacity(row, size)));
  return sizes.length === 0 || rows.some((row) => row.memoryOptionsBytes.length === 0)
    ? null
    : bytes(Math.min(...sizes));
}

function usableOf(device: Device, capacity: Bytes, host: ComputeHost): Bytes {
  const free = Math.min(device.memoryFreeBytes ?? capacity, capacity);
  return bytes(device.unified ? Math.min(free, host.usableBytes) : free);
}

function speedOf(
  figures: KnownFigures,
  device: Device,
  host: ComputeHost,
): Pick<ComputeDevice, 'bandwidth' | 'fp16' | 'int8' | 'fp8'> {
  const operations = (figure: Sourced<number> | null) =>
    figure === null ? null : { ...figure, value: operationsPerSecond(figure.value) };
  const own: Sourced<BytesPerSecond> | null =
    figures.bandwidth === null ? null : { ...figures.bandwidth, value: bytesPerSecond(figures.bandwidth.value) };
  return {
    // Integrated graphics read the same modules as the CPU; a table of names would not know which are fitted.
    bandwidth: own ?? (device.unified ? host.bandwidth : null),
    fp16: operations(figures.fp16),
    int8: operations(figures.int8),
    fp8: operations(figures.fp8),
  };
}

function withoutIntegrated(candidates: readonly Candidate[]): readonly Candidate[] {
  const cards = candidates.filter((candidate) => !candidate.integrated);
  return cards.length > 0 ? cards : candidates;
}

/** The group with the most memory; with as much, the one listed first. */
function largestGroup(candidates: readonly Candidate[]): readonly ComputeDevice[] {
  const groups = new Map<string, ComputeDevice[]>();
  for (const { group, device } of candidates) groups.set(group, [...(groups.get(group) ?? []), device]);
  const total = (devices: readonly ComputeDevice[]): number =>
    devices.reduce((sum, device) => sum + device.usableBytes, 0);
  return [...groups.values()].reduce<readonly ComputeDevice[]>(
    (best, group) => (best.length === 0 || total(group) > total(best) ? group : best),
    [],
  );
}
