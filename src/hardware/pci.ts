import type { DeviceKind, Vendor } from '../domain/hardware.ts';

/** PCI vendor ids; pci-ids.ucw.cz and the kernels' drivers (retrieved 2026-11). */
const VENDORS: Readonly<Record<string, Vendor>> = {
  '10de': 'nvidia',
  '1002': 'amd',
  '8086': 'intel',
  '106b': 'apple',
  '19e5': 'huawei',
  '1ed5': 'mthreads',
  cabc: 'cambricon',
  '1d94': 'hygon',
  '1e3e': 'iluvatar',
  '9999': 'metax',
  '1e52': 'tenstorrent',
  '17cb': 'qualcomm',
  '5143': 'qualcomm',
};

/** Vendors whose display functions only drive a screen: BMCs and virtual machines. */
const DISPLAY_ONLY = new Set([
  '1a03',
  '102b',
  '1af4',
  '15ad',
  '1b36',
  '1234',
  '1013',
  '1414',
  '80ee',
  '1ab8',
  '1b73',
  '5853',
  '10dd',
  '126f',
  '1a20',
]);

/** Kind of a compute function by vendor; the rest are GPUs. */
const KINDS: Partial<Readonly<Record<Vendor, DeviceKind>>> = {
  huawei: 'npu',
  cambricon: 'npu',
  tenstorrent: 'npu',
  qualcomm: 'npu',
};

/** Display functions of AMD APUs by device id (Kaveri to Strix Halo); linux/include/drm/amd_asic_type.h and amdgpu_drv.c families. */
const AMD_APUS = new Set(
  (
    '1304 1305 1306 1307 1309 130a 130b 130c 130d 130e 130f 1310 1311 1312 1313 1315 1316 1317 1318 131b 131c 131d 9830 9831 9832 9833 ' +
    '9834 9835 9836 9837 9838 9839 983a 983b 983c 983d 983e 983f 9850 9851 9852 9853 9854 9855 9856 9857 9858 9859 985a 985b 985c 985d ' +
    '985e 985f 9870 9874 9875 9876 9877 98e4 15dd 15d8 1636 164c 1638 15e7 1681 164d 163f 1435 164e 1506 15bf 15c8 1900 1901 150e 1586 ' +
    '1114 13c0 13fe 143f 13f9 13fa 13fb 13fc'
  ).split(' '),
);

/** MI300A: CPU and GPU share HBM. */
const AMD_UNIFIED_ACCELERATORS = new Set(['74a0', '74b4']);

export function vendorOfPci(id: string): Vendor {
  return VENDORS[id.slice(0, 4).toLowerCase()] ?? 'unknown';
}

export function isDisplayOnly(pciDeviceId: string): boolean {
  return DISPLAY_ONLY.has(pciDeviceId.slice(0, 4));
}

export function kindOfVendor(vendor: Vendor): DeviceKind {
  return KINDS[vendor] ?? 'gpu';
}

/** true: an APU; false: a card; null: the id is not AMD's or not known. */
export function isAmdApu(pciDeviceId: string | null): boolean | null {
  if (pciDeviceId === null || !pciDeviceId.startsWith('1002:')) return null;
  const device = pciDeviceId.slice(5);
  return AMD_APUS.has(device) || AMD_UNIFIED_ACCELERATORS.has(device);
}

export function isUnifiedAccelerator(pciDeviceId: string | null): boolean {
  return pciDeviceId?.startsWith('1002:') === true && AMD_UNIFIED_ACCELERATORS.has(pciDeviceId.slice(5));
}

/** Display controllers (03xx) and processing accelerators (12xx), from a class code such as `0x030200` or `30200`. */
export function isAcceleratorClass(classCode: string): boolean {
  const code = classCode.trim().toLowerCase().replace(/^0x/, '').padStart(6, '0');
  return /^(03|12)[0-9a-f]{4}$/.test(code);
}

/** Processing accelerator (1200): compute only. */
export function isComputeClass(classCode: string): boolean {
  return classCode.trim().toLowerCase().replace(/^0x/, '').padStart(6, '0').startsWith('12');
}

const BUS_ID = /^(?:([0-9a-f]{1,8}):)?([0-9a-f]{2,8}):([0-9a-f]{2})\.([0-9a-f])$/i;

/**
 * `00000000:0C:00.0`, `0000:ffffffc1:00.0`, `0c:00.0` give `dddd:bb:dd.f`: domain cut to its low 16 bits, bus to 8 (OpenCL
 * drivers sign-extend it). Null for anything else.
 */
export function busId(text: string | null | undefined): string | null {
  const match = BUS_ID.exec(text?.trim() ?? '');
  if (!match) return null;
  const [, domain = '0', bus = '', device = '', fn = ''] = match;
  const low = (hex: string, digits: number): string => hex.slice(-digits).padStart(digits, '0');
  return `${low(domain, 4)}:${low(bus, 2)}:${device}.${fn}`.toLowerCase();
}

/** `0x1002`, `1002` → `1002`; null when it is not a 16-bit hexadecimal number. */
export function hex4(text: string | null | undefined): string | null {
  const digits = text?.trim().toLowerCase().replace(/^0x/, '') ?? '';
  return /^[0-9a-f]{1,4}$/.test(digits) ? digits.padStart(4, '0') : null;
}

export function pciId(vendor: string | null | undefined, device: string | null | undefined): string | null {
  const v = hex4(vendor);
  const d = hex4(device);
  return v !== null && d !== null ? `${v}:${d}` : null;
}

/** nvidia-smi writes device, then vendor, in one number: `0x233010DE` → `10de:2330`. */
export function pciIdFromCombined(text: string | null | undefined): string | null {
  const digits = text?.trim().toLowerCase().replace(/^0x/, '') ?? '';
  return /^[0-9a-f]{8}$/.test(digits) ? `${digits.slice(4)}:${digits.slice(0, 4)}` : null;
}

/** From a Windows `PNPDeviceID` or `MatchingDeviceId`: `PCI\VEN_10DE&DEV_1F06&…`. */
export function pciIdFromPnp(text: string | null | undefined): string | null {
  const match = /VEN_([0-9a-f]{4})&DEV_([0-9a-f]{4})/i.exec(text ?? '');
  return match ? pciId(match[1], match[2]) : null;
}
