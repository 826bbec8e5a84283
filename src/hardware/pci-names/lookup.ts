import type { Vendor } from '../../domain/hardware.ts';

/** Tables are read only for vendors whose device has no better name. */
const TABLES: Partial<Readonly<Record<Vendor, () => Promise<string>>>> = {
  amd: async () => (await import('./amd.ts')).AMD_NAMES,
  nvidia: async () =>
    (await import('./nvidia.ts')).NVIDIA_NAMES + (await import('./nvidia-older.ts')).NVIDIA_OLDER_NAMES,
  intel: async () => (await import('./intel.ts')).INTEL_NAMES,
  mthreads: async () => (await import('./mthreads.ts')).MTHREADS_NAMES,
};

/** Names of PCI devices by `vvvv:dddd`, for the given devices. */
export async function pciNames(
  devices: readonly { readonly vendor: Vendor; readonly pciDeviceId: string }[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const vendor of new Set(devices.map((device) => device.vendor))) {
    const table = await TABLES[vendor]?.();
    if (table === undefined) continue;
    for (const { pciDeviceId } of devices.filter((device) => device.vendor === vendor)) {
      const name = new RegExp(`^${pciDeviceId.slice(5)} (.+)$`, 'm').exec(table)?.[1];
      if (name !== undefined) names.set(pciDeviceId, name);
    }
  }
  return names;
}
