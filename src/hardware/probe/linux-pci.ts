import { type DeviceFacts, deviceFacts, type Facts, facts } from '../facts.ts';
import type { Host } from '../host.ts';
import { integer, said } from '../parse/quantity.ts';
import { busId, isAcceleratorClass, isComputeClass, isDisplayOnly, kindOfVendor, pciId, vendorOfPci } from '../pci.ts';
import { readAll, readPairs } from './files.ts';

const MEMORY_FILES = ['mem_info_vram_total', 'mem_info_vram_used', 'mem_info_gtt_total', 'mem_info_gtt_used'] as const;

/** PCI functions of class 03xx and 12xx from sysfs, with the memory figures amdgpu and xe publish beside them. */
export async function readPciDevices(host: Host): Promise<Facts> {
  const names = await host.listDir('/sys/bus/pci/devices');
  const folders = names.map((name) => `/sys/bus/pci/devices/${name}`);
  let seen = (await Promise.all(folders.map((folder) => readFunction(host, folder)))).filter((f) => f !== null);
  if (seen.length === 0) {
    const cards = (await host.listDir('/sys/class/drm')).filter((name) => /^card\d+$/.test(name));
    seen = (await Promise.all(cards.map((card) => readFunction(host, `/sys/class/drm/${card}/device`)))).filter(
      (f) => f !== null,
    );
  }
  return facts({
    devices: seen.flatMap((f) => ('device' in f ? [f.device] : [])),
    displayOnly: seen.flatMap((f) => ('display' in f ? [f.display] : [])),
  });
}

type PciFunction =
  | { readonly device: DeviceFacts }
  | { readonly display: { readonly pciBusId: string | null; readonly name: string } };

async function readFunction(host: Host, folder: string): Promise<PciFunction | null> {
  const classText = (await host.readText(`${folder}/class`))?.trim() ?? null;
  if (classText !== null && !isAcceleratorClass(classText)) return null;
  const files = await readAll(host, folder, ['uevent', 'vendor', 'device', 'product_name']);
  const uevent = readPairs(files.uevent);
  const classCode = classText ?? uevent.get('PCI_CLASS') ?? null;
  if (classCode === null || !isAcceleratorClass(classCode)) return null;
  const [ueventVendor, ueventDevice] = uevent.get('PCI_ID')?.split(':') ?? [];
  const id = pciId(files.vendor ?? ueventVendor, files.device ?? ueventDevice);
  const bus = busId(uevent.get('PCI_SLOT_NAME')) ?? busId(folder.split('/').pop());
  const vendor = id === null ? 'unknown' : vendorOfPci(id);
  const board = vendor === 'huawei' && !isComputeClass(classCode);
  if (id !== null && (isDisplayOnly(id) || board)) return { display: { pciBusId: bus, name: id } };
  // NPUs inside a processor (Intel) carry class 1200 too; no engine of ours computes on them.
  if (vendor === 'unknown' || (vendor === 'intel' && isComputeClass(classCode)))
    return { display: { pciBusId: bus, name: id ?? classCode } };
  const memory = vendor === 'amd' ? await readAll(host, folder, MEMORY_FILES) : null;
  const tile = vendor === 'intel' ? await host.readText(`${folder}/tile0/physical_vram_size_bytes`) : null;
  return {
    device: deviceFacts('sysfs', vendor, {
      pciBusId: bus,
      pciDeviceId: id,
      kind: kindOfVendor(vendor),
      name: said(files.product_name),
      totalBytes: integer(memory?.mem_info_vram_total ?? tile),
      usedBytes: integer(memory?.mem_info_vram_used),
      sharedTotalBytes: integer(memory?.mem_info_gtt_total),
      sharedUsedBytes: integer(memory?.mem_info_gtt_used),
      kernelDriver: files.uevent === null ? null : (uevent.get('DRIVER') ?? ''),
    }),
  };
}
