import { type DeviceFacts, deviceFacts, type Facts, facts } from '../facts.ts';
import { pciId, vendorOfPci } from '../pci.ts';
import { integer, lines, said } from './quantity.ts';

interface Block {
  readonly fields: Map<string, string>;
  readonly heaps: { size: number; local: boolean }[];
}

const SOFTWARE = /llvmpipe|lavapipe|swiftshader|softpipe|\bWARP\b|basic render/i;

/** `vulkaninfo`, summary or whole: physical devices, device-local heaps in bytes. Software renderers are left out. */
export function parseVulkaninfo(text: string): Facts {
  const blocks: Block[] = [];
  for (const line of lines(text, 1000)) {
    if (/^\s*GPU\d+:?\s*$/.test(line) || /^\s*GPU id\s*[:=]/.test(line)) blocks.push({ fields: new Map(), heaps: [] });
    const block = blocks.at(-1);
    if (!block) continue;
    if (/^\s*memoryHeaps\[\d+\]:/.test(line)) block.heaps.push({ size: 0, local: false });
    const heap = block.heaps.at(-1);
    const match = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line);
    const [key = '', value = ''] = match ? [match[1], match[2]] : [];
    if (heap && key === 'size' && heap.size === 0) heap.size = integer(value.split(/\s/)[0]) ?? 0;
    else if (heap && /MEMORY_HEAP_DEVICE_LOCAL_BIT/.test(line)) heap.local = true;
    else if (key !== '' && !block.fields.has(key)) block.fields.set(key, value);
  }
  const named = blocks.filter((block) => block.fields.has('deviceName') || block.fields.has('deviceID'));
  const software = named.filter((block) => isSoftware(block));
  return facts({
    devices: oneDriver(named.filter((block) => !isSoftware(block))).flatMap(toDevice),
    ignored: software.map((block) => ({ name: said(block.fields.get('deviceName')) ?? 'unnamed', reason: 'software' })),
  });
}

function isSoftware({ fields }: Block): boolean {
  return /TYPE_CPU|TYPE_VIRTUAL/.test(fields.get('deviceType') ?? '') || SOFTWARE.test(fields.get('deviceName') ?? '');
}

/** Two drivers (RADV, AMDVLK) list each card once: keep the driver that lists most of a device id. */
function oneDriver(blocks: readonly Block[]): readonly Block[] {
  const driverOf = (block: Block): string => block.fields.get('driverID') ?? block.fields.get('driverName') ?? '';
  const idOf = (block: Block): string => `${block.fields.get('vendorID')}:${block.fields.get('deviceID')}`;
  const count = (id: string, driver: string): number =>
    blocks.filter((block) => idOf(block) === id && driverOf(block) === driver).length;
  return blocks.filter((block) => {
    const drivers = [...new Set(blocks.filter((other) => idOf(other) === idOf(block)).map(driverOf))];
    const best = drivers.toSorted((a, b) => count(idOf(block), b) - count(idOf(block), a))[0];
    return driverOf(block) === best;
  });
}

function toDevice({ fields, heaps }: Block, position: number): readonly DeviceFacts[] {
  const id = pciId(fields.get('vendorID'), fields.get('deviceID'));
  const vendor = id === null ? 'unknown' : vendorOfPci(id);
  if (vendor === 'unknown') return [];
  const type = fields.get('deviceType') ?? '';
  const local = heaps.filter((heap) => heap.local && heap.size > 0);
  const integrated = /INTEGRATED/.test(type);
  return [
    deviceFacts('vulkaninfo', vendor, {
      listed: `vulkaninfo:${position}`,
      pciBusId: /RADV/i.test(`${fields.get('driverID')} ${fields.get('driverName')}`)
        ? busOfRadv(fields.get('deviceUUID') ?? '')
        : null,
      pciDeviceId: id,
      name: said(fields.get('deviceName')),
      integrated: integrated ? true : /DISCRETE/.test(type) ? false : null,
      totalBytes: integrated || local.length === 0 ? null : Math.max(...local.map((heap) => heap.size)),
    }),
  ];
}

/** RADV writes domain, bus, device and function into the device UUID, four little-endian 32-bit numbers (mesa src/amd/vulkan/radv_device.c). */
function busOfRadv(uuid: string): string | null {
  const hex = uuid.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) return null;
  const word = (i: number): number =>
    Number.parseInt(
      `${hex.slice(i * 8 + 6, i * 8 + 8)}${hex.slice(i * 8 + 4, i * 8 + 6)}${hex.slice(i * 8 + 2, i * 8 + 4)}${hex.slice(i * 8, i * 8 + 2)}`,
      16,
    );
  const [domain, bus, device, fn] = [word(0), word(1), word(2), word(3)];
  if (domain > 0xffff || bus > 0xff || device > 0x1f || fn > 7) return null;
  const pad = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  return `${pad(domain, 4)}:${pad(bus, 2)}:${pad(device, 2)}.${fn}`;
}
