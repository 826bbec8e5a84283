import { deviceFacts, type Facts, facts } from '../facts.ts';
import { busId } from '../pci.ts';
import { cellAt, placeOf, readBoxTable } from './box-table.ts';
import { lines, said, sizeBytes } from './quantity.ts';

/** `npu-smi info` and `npu-smi info -m`. Device memory is HBM where the column is there; "Memory-Usage" is then on-card DDR. */
export function parseNpuSmi(text: string): Facts {
  return /^\s*NPU ID\s+Chip ID/m.test(text) ? parseMapping(text) : parseInfo(text);
}

function parseInfo(text: string): Facts {
  const table = readBoxTable(text);
  const usage = placeOf(table, /Memory-Usage|HBM-Usage/i);
  const bus = placeOf(table, /Bus-Id/i);
  if (usage === null || bus === null) return facts({});
  const columns = [...(table.header[usage.line]?.[usage.cell] ?? '').matchAll(/(HBM|Memory)-Usage/gi)].map((match) =>
    match[1]?.toLowerCase(),
  );
  const driver = said(/\bVersion:\s*(\d[\w.]*)/.exec(text)?.[1]);
  let npu = '';
  let name: string | null = null;
  const devices = table.entries.flatMap((entry) => {
    const [id, ...words] = (entry[0]?.[0] ?? '').split(/\s+/);
    const address = busId(cellAt(entry, bus)?.split(/\s+/)[0]);
    if (address === null || id === undefined) return [];
    npu = id;
    name = said(words.join(' '));
    const chip = (entry[1]?.[0] ?? '').split(/\s+/)[0] ?? '';
    const pairs = [...(cellAt(entry, usage) ?? '').matchAll(/(\d+)\s*\/\s*(\d+)/g)];
    const pair = (kind: string) => pairs[columns.indexOf(kind)];
    const hbm = pair('hbm');
    const chosen = hbm !== undefined && Number(hbm[2]) > 0 ? hbm : pair('memory');
    return [
      deviceFacts('npu-smi', 'huawei', {
        listed: `npu-smi:${npu}/${chip}`,
        kind: 'npu',
        pciBusId: address,
        name,
        usedBytes: sizeBytes(chosen?.[1], 'm'),
        totalBytes: sizeBytes(chosen?.[2], 'm'),
        driver,
      }),
    ];
  });
  return facts({ devices });
}

/** Names by NPU and chip; the management controller (Mcu) is listed as a chip and is none. */
function parseMapping(text: string): Facts {
  const devices = lines(text, 400).flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+|-)\s+(\S.*?)\s*$/.exec(line);
    if (!match || /^mcu$/i.test(match[4] ?? '') || match[3] === '-') return [];
    return [
      deviceFacts('npu-smi-m', 'huawei', {
        listed: `npu-smi:${match[1]}/${match[2]}`,
        kind: 'npu',
        name: said(match[4]),
      }),
    ];
  });
  return facts({ devices });
}
