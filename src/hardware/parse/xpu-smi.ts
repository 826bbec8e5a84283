import { type DeviceFacts, deviceFacts, type Facts, facts } from '../facts.ts';
import { busId, pciId } from '../pci.ts';
import { asList, isObject, type Json, member, readJson, scalar } from './json.ts';
import { integer, lines, said, sizeBytes } from './quantity.ts';

/** `xpu-smi discovery`, the list and one device, as JSON or as a table. The limit of one allocation is not the memory. */
export function parseXpuSmi(text: string): Facts {
  const documents = /^\s*\{/.test(text) ? readJson(text) : [];
  const entries = documents.flatMap((document) =>
    member(document, 'device_list') === undefined ? [document] : asList(member(document, 'device_list')),
  );
  if (documents.length > 0) return facts({ devices: entries.filter(isDevice).map(fromJson) });
  return facts({ devices: fromTable(text) });
}

/** An error report is an object too. */
function isDevice(entry: Json): boolean {
  return (
    isObject(entry) && ['device_id', 'device_name', 'pci_bdf_address'].some((key) => member(entry, key) !== undefined)
  );
}

function fromJson(entry: Json): DeviceFacts {
  const text = (key: string): string | null => said(scalar(member(entry, key)));
  const index = integer(text('device_id'));
  return deviceFacts('xpu-smi', 'intel', {
    listed: index === null ? null : `xpu-smi:${index}`,
    pciBusId: busId(text('pci_bdf_address')),
    pciDeviceId: pciId('8086', text('pci_device_id')),
    name: text('device_name'),
    totalBytes: integer(text('memory_physical_size_byte')) ?? sizeBytes(text('memory_physical_size')),
    freeBytes: integer(text('memory_free_size_byte')),
    usedBytes: integer(text('memory_used_size_byte')),
    driver: text('driver_version'),
  });
}

function fromTable(text: string): readonly DeviceFacts[] {
  const blocks: { index: string; fields: Map<string, string> }[] = [];
  for (const line of lines(text, 1000)) {
    const match = /^\|\s*(\d*)\s*\|\s*([^:|]+?)\s*:\s*(.*?)\s*\|\s*$/.exec(line);
    if (!match) continue;
    if (match[1] !== '') blocks.push({ index: match[1] ?? '', fields: new Map() });
    blocks.at(-1)?.fields.set((match[2] ?? '').toLowerCase(), match[3] ?? '');
  }
  return blocks.map(({ index, fields }) =>
    deviceFacts('xpu-smi', 'intel', {
      listed: `xpu-smi:${index}`,
      pciBusId: busId(fields.get('pci bdf address')),
      name: said(fields.get('device name')),
      totalBytes: sizeBytes(fields.get('memory physical size')),
      driver: said(fields.get('driver version')),
    }),
  );
}
