import { deviceFacts, type Facts, facts, type MigFacts, NO_SLICE } from '../facts.ts';
import { busId } from '../pci.ts';
import { integer, lines, said, sizeBytes, switchState } from './quantity.ts';

const FIRST_LINE =
  /^\|\s*(\d+)\s+(.+?)\s+(On|Off|N\/A|ERR!|WDDM|TCC|MCDM|Enabled|Disabled)\s*\|\s*([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])/i;
const MEMORY = /^\|[^|]*\|\s*(?:(\d+)\s*MiB\s*\/\s*(\d+)\s*MiB|(Not Supported|N\/A|ERR!)[^|]*)\s*\|/i;
const MIG_STATE = /^\|[^|]*\|[^|]*\|\s*(Enabled|Disabled)\*?\s*\|/i;
const MIG_ROW = /^\|\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\|\s*(\d+)\s*MiB\s*\/\s*(\d+)\s*MiB/i;

/** The table of bare `nvidia-smi`: the last NVIDIA witness, for captures that hold nothing better. A cut name is no name. */
export function parseNvidiaTable(text: string): Facts {
  const driver = said(/\b(?:Driver|KMD) Version:\s*([\w.]+)/.exec(text)?.[1]);
  const found: { index: number; said: Parameters<typeof deviceFacts>[2]; slices: MigFacts[] }[] = [];
  for (const line of lines(text, 400)) {
    const first = FIRST_LINE.exec(line);
    const last = found.at(-1);
    if (first) {
      const name = said(first[2]);
      found.push({
        index: Number(first[1]),
        said: { pciBusId: busId(first[4]), name: name === null || name.endsWith('...') ? null : name },
        slices: [],
      });
      continue;
    }
    const slice = MIG_ROW.exec(line);
    if (slice) {
      const parent = found.find((gpu) => gpu.index === Number(slice[1]));
      parent?.slices.push({
        ...NO_SLICE,
        index: integer(slice[4]),
        giId: integer(slice[2]),
        ciId: integer(slice[3]),
        memoryUsedBytes: sizeBytes(slice[5], 'm'),
        memoryTotalBytes: sizeBytes(slice[6], 'm'),
      });
      continue;
    }
    if (!last) continue;
    const memory = last.said.totalBytes === undefined ? MEMORY.exec(line) : null;
    if (memory) {
      const unsupported = memory[3] !== undefined && memory[3].toUpperCase() !== 'ERR!';
      last.said = {
        ...last.said,
        usedBytes: sizeBytes(memory[1], 'm'),
        totalBytes: sizeBytes(memory[2], 'm'),
        memoryNotSupported: unsupported,
      };
      continue;
    }
    const state = switchState(MIG_STATE.exec(line)?.[1]);
    if (state !== null && last.said.migMode === undefined)
      last.said = { ...last.said, migMode: state ? 'enabled' : 'disabled' };
  }
  return facts({
    devices: found.map((gpu) =>
      deviceFacts('nvidia-smi-table', 'nvidia', {
        listed: `nvidia-smi:${gpu.index}`,
        driver,
        ...gpu.said,
        mig: gpu.slices,
      }),
    ),
  });
}

const LISTED = /^GPU\s+(\d+):\s*(.*?)\s*\(UUID:\s*([\w-]+)\)/;
const LISTED_SLICE = /^\s+MIG\s+(\S+)\s+Device\s+(\d+):\s*\(UUID:\s*([\w/-]+)\)/;

/** `nvidia-smi -L`: names and UUIDs, and the profile of each MIG device. */
export function parseNvidiaList(text: string): Facts {
  const found: { index: string; name: string | null; uuid: string | null; slices: MigFacts[] }[] = [];
  for (const line of lines(text, 400)) {
    const gpu = LISTED.exec(line);
    if (gpu) found.push({ index: gpu[1] ?? '', name: said(gpu[2]), uuid: said(gpu[3]), slices: [] });
    const slice = LISTED_SLICE.exec(line);
    if (slice)
      found
        .at(-1)
        ?.slices.push({ ...NO_SLICE, profile: said(slice[1]), index: integer(slice[2]), uuid: said(slice[3]) });
  }
  return facts({
    devices: found.map((gpu) =>
      deviceFacts('nvidia-smi-list', 'nvidia', {
        listed: `nvidia-smi:${gpu.index}`,
        name: gpu.name,
        uuid: gpu.uuid,
        mig: gpu.slices,
      }),
    ),
  });
}
