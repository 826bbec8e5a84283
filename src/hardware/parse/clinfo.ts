import { type DeviceFacts, deviceFacts, type Facts, facts } from '../facts.ts';
import { busId, pciId, vendorOfPci } from '../pci.ts';
import { asList, isObject, type Json, member, readJson, scalar } from './json.ts';
import { integer, said } from './quantity.ts';
import { gfxTarget } from './rocm-smi.ts';

/** `clinfo --json`: GPUs of every platform. One GPU may be listed by two platforms; they meet by bus or device id. */
export function parseClinfo(text: string): Facts {
  const platforms = readJson(text).flatMap((document) => asList(member(document, 'devices')));
  const devices = platforms.flatMap((platform, p) =>
    asList(member(platform, 'online'))
      .filter(isObject)
      .flatMap((device, i) => toDevice(device, `clinfo:${p}/${i}`)),
  );
  return facts({ devices: onePerDevice(devices) });
}

function toDevice(entry: Json, listed: string): readonly DeviceFacts[] {
  const text = (key: string): string | null => said(scalar(member(entry, key)));
  const types = asList(member(entry, 'CL_DEVICE_TYPE', 'type')).map(scalar);
  if (types.length > 0 && !types.includes('CL_DEVICE_TYPE_GPU')) return [];
  const vendorId = integer(text('CL_DEVICE_VENDOR_ID'));
  if (vendorId === null || vendorId > 0xffff) return [];
  const vendorHex = vendorId.toString(16).padStart(4, '0');
  const vendor = vendorOfPci(vendorHex);
  if (vendor === 'unknown') return [];
  const bus = text('CL_DEVICE_PCI_BUS_INFO_KHR') ?? text('CL_DEVICE_TOPOLOGY_AMD');
  const deviceId = integer(text('CL_DEVICE_ID_INTEL')) ?? integer(text('CL_DEVICE_PCIE_ID_AMD'));
  const name = text('CL_DEVICE_BOARD_NAME_AMD') ?? text('CL_DEVICE_NAME');
  return [
    deviceFacts('clinfo', vendor, {
      listed,
      pciBusId: busId(bus?.split(',').pop()),
      pciDeviceId: deviceId === null || deviceId > 0xffff ? null : pciId(vendorHex, deviceId.toString(16)),
      name: gfxTarget(name) === null ? name : null,
      gfx: gfxTarget(text('CL_DEVICE_NAME')),
      totalBytes: integer(text('CL_DEVICE_GLOBAL_MEM_SIZE')),
      // Only a "true" can be believed: an APU has been seen as not unified by one of two platforms.
      integrated: text('CL_DEVICE_HOST_UNIFIED_MEMORY') === 'true' ? true : null,
      cores: vendor === 'amd' ? integer(text('CL_DEVICE_MAX_COMPUTE_UNITS')) : null,
    }),
  ];
}

/** The same bus twice: two platforms, one device; the smaller size is the one both can give. */
function onePerDevice(devices: readonly DeviceFacts[]): readonly DeviceFacts[] {
  const byBus = new Map<string, DeviceFacts>();
  for (const device of devices) {
    const key = device.pciBusId ?? device.listed ?? '';
    const before = byBus.get(key);
    const smaller =
      before === undefined ||
      (device.totalBytes ?? Number.POSITIVE_INFINITY) < (before.totalBytes ?? Number.POSITIVE_INFINITY);
    if (smaller) byBus.set(key, device);
  }
  return [...byBus.values()];
}
