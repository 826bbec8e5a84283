import { type DeviceFacts, deviceFacts, type Facts, facts } from '../facts.ts';
import { busId, pciIdFromCombined } from '../pci.ts';
import { isErrorText, lines, said, sizeBytes, switchState } from './quantity.ts';

/** `memory.total [MiB]` and `gpu_name` to the name of today. */
const ALIASES: Readonly<Record<string, string>> = {
  gpu_name: 'name',
  gpu_uuid: 'uuid',
  gpu_bus_id: 'pci.bus_id',
  'ecc.mode': 'ecc.mode.current',
  'mig.mode': 'mig.mode.current',
};
const MEMORY_FIELDS = ['memory.total', 'memory.reserved', 'memory.used', 'memory.free'] as const;

/**
 * `nvidia-smi --query-gpu=… --format=csv`: one header line, one line per GPU, read by header. Without a header the columns
 * are those the command asked for. Bare numbers are MiB.
 */
export function parseNvidiaCsv(text: string, command: string): Facts {
  const rows = lines(text).filter((line) => line.includes(',') || line.trim() !== '');
  const asked = /--query-gpu=(\S+)/.exec(command)?.[1]?.split(',') ?? [];
  const noHeader = /noheader/.test(command);
  const headerAt = noHeader ? -1 : rows.findIndex((row) => isHeader(row));
  const header = headerAt >= 0 ? split(rows[headerAt] ?? '') : asked;
  if (header.length === 0 || (headerAt < 0 && !noHeader)) return facts({});
  const keys = header.map(columnKey);
  const found: DeviceFacts[] = [];
  for (const row of rows.slice(headerAt + 1)) {
    const cells = split(row);
    if (cells.length < Math.min(2, keys.length)) continue;
    const device = toDevice(new Map(keys.map((key, i) => [key, cells[i] ?? ''])), found.length);
    if (device) found.push(device);
  }
  return facts({ devices: found });
}

function isHeader(row: string): boolean {
  const keys = split(row).map(columnKey);
  return (
    keys.length > 0 &&
    keys.some(
      (key) => key === 'name' || key === 'uuid' || key === 'index' || key.startsWith('memory.') || key === 'pci.bus_id',
    )
  );
}

function split(row: string): readonly string[] {
  // The tool separates by comma and space; a comma alone may be a decimal comma.
  return row.split(row.includes(', ') ? /,\s+/ : ',').map((cell) => cell.trim());
}

function columnKey(cell: string): string {
  const key = cell
    .toLowerCase()
    .replace(/\[.*\]$/, '')
    .trim();
  return ALIASES[key] ?? key;
}

function toDevice(cells: ReadonlyMap<string, string>, position: number): DeviceFacts | null {
  const cell = (key: string): string | null => cells.get(key) ?? null;
  const name = said(cell('name'));
  const bus = busId(cell('pci.bus_id'));
  const uuid = said(cell('uuid'));
  if (name === null && bus === null && uuid === null) return null;
  const memory = MEMORY_FIELDS.map((field) => sizeBytes(cell(field), 'm'));
  const [totalBytes = null, reservedBytes = null, usedBytes = null, freeBytes = null] = memory;
  const mig = switchState(cell('mig.mode.current'));
  const asked = MEMORY_FIELDS.some((field) => cells.has(field));
  return deviceFacts('nvidia-smi-csv', 'nvidia', {
    listed: `nvidia-smi:${said(cell('index')) ?? position}`,
    uuid,
    pciBusId: bus,
    pciDeviceId: pciIdFromCombined(cell('pci.device_id')),
    name,
    totalBytes,
    reservedBytes,
    usedBytes,
    freeBytes,
    memoryNotSupported: asked && totalBytes === null && !isErrorText(cell('memory.total')) && cells.has('memory.total'),
    computeCapability: /^\d{1,2}\.\d$/.exec(cell('compute_cap') ?? '')?.[0] ?? null,
    ecc: switchState(cell('ecc.mode.current')),
    migMode: mig === null ? null : mig ? 'enabled' : 'disabled',
    driver: said(cell('driver_version')),
    lost: [...cells.values()].some((value) => /gpu is lost|requires reset/i.test(value)),
    unreadable: [...MEMORY_FIELDS, 'name', 'uuid', 'compute_cap']
      .filter((field) => isErrorText(cell(field)))
      .map((field) => ({ field, value: cell(field) ?? '' })),
  });
}
