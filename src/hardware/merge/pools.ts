import type { Device, Pool } from '../../domain/hardware.ts';
import { bytes } from '../../units/quantities.ts';
import { sumKnown } from '../parse/quantity.ts';

interface Part {
  readonly capacityBytes: number | null;
  readonly freeBytes: number | null;
}

/** Pools per vendor and memory kind over usable devices; memory of one kind is never added to another's. */
export function poolsOf(devices: readonly Device[]): readonly Pool[] {
  const groups = new Map<string, Device[]>();
  for (const device of devices.filter((candidate) => candidate.usable)) {
    const key = `${device.vendor} ${device.unified}`;
    groups.set(key, [...(groups.get(key) ?? []), device]);
  }
  return [...groups.values()].flatMap((members) => {
    const [head] = members;
    if (!head) return [];
    const parts = members.flatMap(partsOf);
    const sum = sumKnown(parts.map((part) => part.capacityBytes));
    const free = sumKnown(parts.map((part) => part.freeBytes));
    return [
      {
        vendor: head.vendor,
        unified: head.unified,
        count: parts.length,
        sumCapacityBytes: sum === null ? null : bytes(sum),
        largestCapacityBytes: bytes(Math.max(0, ...parts.map((part) => part.capacityBytes ?? 0))),
        sumFreeNowBytes: free === null ? null : bytes(free),
      },
    ];
  });
}

/** A card, or its GPU instances: compute instances of one instance share its memory. */
function partsOf(device: Device): readonly Part[] {
  if (device.mig.length === 0)
    return [
      {
        capacityBytes: device.capacityBytes,
        freeBytes: device.memoryFreeBytes,
      },
    ];
  const byInstance = new Map<string, Part>();
  for (const [i, slice] of device.mig.entries()) {
    const key = slice.giId === null ? `slice ${slice.uuid ?? i}` : `instance ${slice.giId}`;
    if (!byInstance.has(key))
      byInstance.set(key, {
        capacityBytes: slice.capacityBytes,
        freeBytes: slice.memoryFreeBytes,
      });
  }
  return [...byInstance.values()];
}
