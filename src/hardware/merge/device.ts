import { type Device, type Finding, finding, type Vendor } from '../../domain/hardware.ts';
import { appleLimit } from '../apple-limit.ts';
import { PCI_TABLE_NAME_RANK, WITNESSES } from '../witnesses.ts';
import { asBytes } from './as-bytes.ts';
import type { DeviceRecord } from './join.ts';
import { natureOf } from './kind.ts';
import { first, ranked } from './pick.ts';
import { mergeSlices } from './slices.ts';
import { unusableBecause } from './unusable.ts';

/** What a device's figures depend on beside its own witnesses. */
export interface Surroundings {
  readonly totalBytes: number | null;
  readonly availableBytes: number | null;
  readonly macosMajor: number | null;
  readonly wiredLimitBytes: number | null;
  readonly tegra: boolean;
  /** Windows: an integrated GPU may use half of RAM beside its carve-out. */
  readonly sharesHalf: boolean;
  /** Name of a PCI device by `vvvv:dddd`; null when the table has none. */
  readonly pciName: (id: string) => string | null;
}

export interface MergedDevice {
  readonly device: Omit<Device, 'id' | 'catalogId'>;
  readonly findings: readonly Finding[];
}

/** Two totals further apart than this share disagree; the smaller holds. */
const DISAGREEMENT = 0.05;
/** Runtimes after this rank show what an allocation may take, not what the device has. */
const TRUSTED_RANK = 7;

/** One device out of all that was said of it: best witness per field, memory by the rule of its kind. */
export function mergeDevice(record: DeviceRecord, around: Surroundings): MergedDevice {
  const vendor: Vendor = record.find((fact) => fact.vendor !== 'unknown')?.vendor ?? 'unknown';
  const byMemory = ranked(record, 'memory');
  const pciBusId =
    first(
      record.filter((fact) => WITNESSES[fact.witness].spine),
      'pciBusId',
    ) ?? first(record, 'pciBusId');
  const pciDeviceId = first(record, 'pciDeviceId');
  const name = nameOf(record, pciDeviceId, around);
  const label = name ?? pciBusId ?? vendor;
  const nature = natureOf({
    record,
    vendor,
    name,
    pciBusId,
    pciDeviceId,
    tegra: around.tegra,
  });
  const findings: Finding[] = [];
  const memory = nature.unified
    ? unifiedMemory(record, vendor, label, around, findings)
    : ownMemory(byMemory, vendor, label, findings);
  const mig = mergeSlices(record.flatMap((fact) => fact.mig));
  const migMode = first(record, 'migMode');
  const because = unusableBecause(
    {
      record,
      vendor,
      label,
      name,
      unified: nature.unified,
      migMode,
      slices: mig.length,
    },
    findings,
  );
  for (const fact of record)
    for (const { field, value } of fact.unreadable)
      findings.push(finding('field-unreadable', 'warning', { device: label, field, value }));
  if (mig.length > 0) findings.push(finding('mig-slices', 'info', { device: label, slices: mig.length }));
  if (memory.capacityBytes === null && because === null)
    findings.push(finding('device-memory-unknown', 'warning', { device: label }));
  return {
    findings,
    device: {
      vendor,
      kind: nature.kind,
      model: name,
      pciBusId,
      pciDeviceId,
      uuid: first(record, 'uuid'),
      ...memory,
      unified: nature.unified,
      computeCapability: first(record, 'computeCapability'),
      gfx: first(record, 'gfx'),
      ecc: first(record, 'ecc'),
      migMode,
      mig,
      cores: first(record, 'cores'),
      driver: first(record, 'driver') ?? (first(record, 'kernelDriver') || null),
      usable: because === null,
      unusableBecause: because,
      witnesses: [...new Set(record.map((fact) => fact.witness))].sort(),
    },
  };
}

type Memory = Pick<
  Device,
  'memoryTotalBytes' | 'memoryReservedBytes' | 'memoryUsedBytes' | 'memoryFreeBytes' | 'capacityBytes'
>;

function ownMemory(byMemory: DeviceRecord, vendor: Vendor, label: string, findings: Finding[]): Memory {
  const totals = byMemory.filter((fact) => fact.totalBytes !== null && fact.totalBytes > 0);
  const trusted = totals.filter((fact) => (WITNESSES[fact.witness].memory ?? Number.POSITIVE_INFINITY) <= TRUSTED_RANK);
  const [best] = totals;
  let total = best?.totalBytes ?? null;
  for (const other of trusted) {
    if (best === undefined || total === null || other.totalBytes === null) continue;
    if (Math.abs(total - other.totalBytes) <= DISAGREEMENT * Math.max(total, other.totalBytes)) continue;
    findings.push(
      finding('sources-disagree', 'warning', {
        device: label,
        field: 'memoryTotalBytes',
        source: best.witness,
        bytes: total,
        otherSource: other.witness,
        otherBytes: other.totalBytes,
      }),
    );
    total = Math.min(total, other.totalBytes);
  }
  const used = first(byMemory, 'usedBytes');
  const reserved = first(byMemory, 'reservedBytes');
  // nvidia-smi: total = used + free + reserved; without the reserved part free is not known.
  const left =
    total !== null && used !== null && (vendor !== 'nvidia' || reserved !== null)
      ? total - used - (reserved ?? 0)
      : null;
  const free = first(byMemory, 'freeBytes') ?? left;
  return {
    memoryTotalBytes: asBytes(total),
    memoryReservedBytes: asBytes(reserved),
    memoryUsedBytes: asBytes(used),
    memoryFreeBytes: asBytes(free === null || total === null ? free : Math.min(free, total)),
    capacityBytes: asBytes(total === null ? null : total - (reserved ?? 0)),
  };
}

interface UnifiedPool {
  readonly totalBytes: number | null;
  readonly usedBytes: number | null;
  readonly capacityBytes: number | null;
  readonly rule: string;
}

/** Budgets of devices that live in system memory. The pool is counted once: it is never added to RAM or to a carve-out. */
const UNIFIED_POOLS: Partial<
  Readonly<Record<Vendor, (record: DeviceRecord, around: Surroundings, found: Finding[]) => UnifiedPool>>
> = {
  apple: (_record, around, found) => {
    if (around.totalBytes === null)
      return {
        totalBytes: null,
        usedBytes: null,
        capacityBytes: null,
        rule: 'metal-limit',
      };
    const limit = appleLimit(around.totalBytes, around.macosMajor, around.wiredLimitBytes);
    found.push(
      limit.source === 'rule'
        ? finding('apple-limit-by-rule', 'info', {
            bytes: limit.bytes,
            macos: around.macosMajor === null ? '?' : String(around.macosMajor),
          })
        : finding('apple-limit-set-by-user', 'info', { bytes: limit.bytes }),
    );
    return {
      totalBytes: around.totalBytes,
      usedBytes: null,
      capacityBytes: limit.bytes,
      rule: 'metal-limit',
    };
  },
  nvidia: (_record, around) => ({
    totalBytes: around.totalBytes,
    usedBytes: null,
    capacityBytes: around.totalBytes,
    rule: 'all-of-ram',
  }),
  amd: (record, around) => {
    // The kernel gives an APU the larger of carve-out and GTT (ROCm/rocm-systems#1967), and KFD shows that as its bank.
    const drivers = ranked(record, 'memory').filter(
      (fact) => fact.witness !== 'kfd' && fact.witness !== 'clinfo' && fact.witness !== 'vulkaninfo',
    );
    const carveout = first(drivers, 'totalBytes');
    const half = around.sharesHalf && around.totalBytes !== null ? Math.floor(around.totalBytes / 2) : null;
    const shared = first(drivers, 'sharedTotalBytes') ?? half;
    const bank = record.find((fact) => fact.witness === 'kfd')?.totalBytes ?? null;
    if (carveout === null && shared === null)
      return {
        totalBytes: bank,
        usedBytes: null,
        capacityBytes: bank,
        rule: 'larger-of-carve-out-and-gtt',
      };
    const bySystem = (shared ?? 0) >= (carveout ?? 0);
    const total = bySystem ? shared : carveout;
    const used = bySystem ? first(drivers, 'sharedUsedBytes') : first(drivers, 'usedBytes');
    return {
      totalBytes: total,
      usedBytes: used,
      capacityBytes: total,
      rule: 'larger-of-carve-out-and-gtt',
    };
  },
};

function unifiedMemory(
  record: DeviceRecord,
  vendor: Vendor,
  label: string,
  around: Surroundings,
  found: Finding[],
): Memory {
  const half = around.totalBytes === null ? null : Math.floor(around.totalBytes / 2);
  const pool = UNIFIED_POOLS[vendor]?.(record, around, found) ?? {
    totalBytes: null,
    usedBytes: null,
    capacityBytes: half,
    rule: 'half-of-ram',
  };
  const { totalBytes, usedBytes, capacityBytes } = pool;
  const left = totalBytes !== null && usedBytes !== null ? totalBytes - usedBytes : capacityBytes;
  const free =
    around.availableBytes === null
      ? usedBytes === null
        ? null
        : left
      : left === null
        ? null
        : Math.min(left, around.availableBytes);
  if (capacityBytes !== null)
    found.push(
      finding('unified-pool', 'info', {
        device: label,
        bytes: capacityBytes,
        rule: pool.rule,
      }),
    );
  return {
    memoryTotalBytes: asBytes(totalBytes),
    memoryReservedBytes: null,
    memoryUsedBytes: asBytes(usedBytes),
    memoryFreeBytes: asBytes(free),
    capacityBytes: asBytes(capacityBytes),
  };
}

/** No driver, tool or runtime names the device. */
export function lacksName(record: DeviceRecord): boolean {
  return !record.some(
    (fact) =>
      fact.name !== null &&
      fact.name !== 'Graphics Device' &&
      (WITNESSES[fact.witness].name ?? PCI_TABLE_NAME_RANK) < PCI_TABLE_NAME_RANK,
  );
}

function nameOf(record: DeviceRecord, pciDeviceId: string | null, around: Surroundings): string | null {
  const names = ranked(record, 'name').filter((fact) => fact.name !== null);
  const [best] = names;
  if (
    best !== undefined &&
    (WITNESSES[best.witness].name ?? 0) < PCI_TABLE_NAME_RANK &&
    best.name !== 'Graphics Device'
  )
    return best.name;
  return (pciDeviceId === null ? null : around.pciName(pciDeviceId)) ?? best?.name ?? null;
}
