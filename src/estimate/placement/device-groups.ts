import type { ComputeDevice, Machine } from '../../domain/memory.ts';

/** Devices one engine process may use together, in machine order, and how fast the group reads memory. */
export interface DeviceGroup {
  readonly devices: readonly ComputeDevice[];
}

const speed = (device: ComputeDevice): number => device.bandwidth?.value ?? 0;

/** Fastest memory first, then most of it, then by id: a total order. */
export function bySpeed(a: ComputeDevice, b: ComputeDevice): number {
  return speed(b) - speed(a) || b.usableBytes - a.usableBytes || (a.id < b.id ? -1 : 1);
}

function grouped(machine: Machine, keyOf: (device: ComputeDevice) => string): readonly DeviceGroup[] {
  const groups = new Map<string, ComputeDevice[]>();
  for (const device of machine.devices) {
    const key = keyOf(device);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [device]);
    else group.push(device);
  }
  const total = (group: readonly ComputeDevice[]): number => group.reduce((sum, device) => sum + device.usableBytes, 0);
  return [...groups.values()]
    .sort((a, b) => total(b) - total(a) || ((a[0]?.id ?? '') < (b[0]?.id ?? '') ? -1 : 1))
    .map((devices) => ({ devices }));
}

/** Layers may be split over any devices of one backend; a shared-memory device is not mixed with cards (ggml-org/llama.cpp src/llama.cpp). */
export function splitGroups(machine: Machine): readonly DeviceGroup[] {
  return grouped(machine, (device) => `${device.backend}/${device.unified}`);
}

/** Tensor-parallel ranks must be alike: one vendor, one model, one size class. */
export function rankGroups(machine: Machine): readonly DeviceGroup[] {
  return grouped(machine, (device) => `${device.backend}/${device.vendor}/${device.catalogId ?? device.name}`);
}
