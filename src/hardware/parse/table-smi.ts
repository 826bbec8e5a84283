import type { Vendor } from '../../domain/hardware.ts';
import { deviceFacts, type Facts, facts } from '../facts.ts';
import { busId, kindOfVendor } from '../pci.ts';
import type { WitnessId } from '../witnesses.ts';
import { cellAt, placeOf, readBoxTable } from './box-table.ts';
import { lines, said, sizeBytes } from './quantity.ts';

interface Dialect {
  readonly witness: WitnessId;
  readonly vendor: Vendor;
  /** The name out of its cell, which also holds an index and other columns. */
  readonly name: (cell: string) => string;
}

/** Tools that print nvidia-smi's kind of table. Memory is `used / total` in MiB under "Memory-Usage", not under "vMemory-Usage". */
const DIALECTS = {
  cnmon: {
    witness: 'cnmon',
    vendor: 'cambricon',
    name: (cell) => cell.replace(/^\d+\s+\S+\s+/, '').replace(/\s+v[\d.]+$/, ''),
  },
  ixsmi: { witness: 'ixsmi', vendor: 'iluvatar', name: (cell) => cell.replace(/^\d+\s+/, '') },
  'mx-smi': { witness: 'mx-smi', vendor: 'metax', name: (cell) => cell.replace(/^\d+\s+/, '') },
} as const satisfies Record<string, Dialect>;

export function parseTableSmi(text: string, dialect: keyof typeof DIALECTS): Facts {
  const { witness, vendor, name } = DIALECTS[dialect];
  const table = readBoxTable(text);
  const places = {
    name: placeOf(table, /\bName\b/),
    bus: placeOf(table, /\bBus-id\b/i),
    memory: placeOf(table, /(?<![A-Za-z])Memory-Usage/i),
  };
  const driver = said(/\bDriver(?: Version)?:?\s*v?(\d[\w.]*)/.exec(text)?.[1]);
  const devices = table.entries.flatMap((entry, i) => {
    const bus = busId(cellAt(entry, places.bus)?.split(/\s+/)[0]);
    if (bus === null) return [];
    const [used = null, total = null] = pairOf(cellAt(entry, places.memory) ?? '');
    return [
      deviceFacts(witness, vendor, {
        listed: `${witness}:${i}`,
        kind: kindOfVendor(vendor),
        pciBusId: bus,
        name: said(name(cellAt(entry, places.name) ?? '')),
        usedBytes: used,
        totalBytes: total,
        driver,
      }),
    ];
  });
  return facts({ devices });
}

/** `0 MiB/ 23374 MiB`, `826/65536 MiB`. */
function pairOf(text: string): readonly [number | null, number | null] {
  const match = /(\d+)\s*(?:MiB|MB)?\s*\/\s*(\d+)\s*(?:MiB|MB)?/i.exec(text);
  return [sizeBytes(match?.[1], 'm'), sizeBytes(match?.[2], 'm')];
}

const MTHREADS_ROW =
  /^\|?\s*(\d+)\s+(.+?)\s*\|\s*([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])\s*\|.*?(\d+)\s*MiB\s*\(\s*(\d+)\s*MiB\s*\)/i;

/** `mthreads-gmi`: one line with name, bus and `used(total)`. */
export function parseMthreadsGmi(text: string): Facts {
  const driver = said(/Driver Version:\s*(\d[\w.]*)/.exec(text)?.[1]);
  const devices = lines(text, 400).flatMap((line) => {
    const match = MTHREADS_ROW.exec(line);
    if (!match) return [];
    return [
      deviceFacts('mthreads-gmi', 'mthreads', {
        listed: `mthreads-gmi:${match[1]}`,
        pciBusId: busId(match[3]),
        name: said(match[2]),
        usedBytes: sizeBytes(match[4], 'm'),
        totalBytes: sizeBytes(match[5], 'm'),
        driver,
      }),
    ];
  });
  return facts({ devices });
}
