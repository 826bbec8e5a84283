import { deviceFacts, type Facts, facts } from '../facts.ts';
import { busId } from '../pci.ts';
import { asList, isObject, member, readJson, scalar } from './json.ts';
import { said } from './quantity.ts';

/** `tt-smi -s`: boards without a memory size; the size comes from the device catalog by board type. */
export function parseTtSmi(text: string): Facts {
  const entries = readJson(text)
    .flatMap((document) => asList(member(document, 'device_info')))
    .filter(isObject);
  return facts({
    devices: entries.map((entry, i) =>
      deviceFacts('tt-smi', 'tenstorrent', {
        listed: `tt-smi:${i}`,
        kind: 'npu',
        pciBusId: busId(scalar(member(entry, 'board_info', 'bus_id'))),
        name: said(scalar(member(entry, 'board_info', 'board_type'))),
      }),
    ),
  });
}
