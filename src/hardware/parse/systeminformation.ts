import type { Vendor } from '../../domain/hardware.ts';
import { deviceFacts, type Facts, facts } from '../facts.ts';
import { busId } from '../pci.ts';
import { asList, isObject, member, readJson, scalar } from './json.ts';
import { said } from './quantity.ts';

const VENDORS: readonly (readonly [RegExp, Vendor])[] = [
  [/nvidia/i, 'nvidia'],
  [/advanced micro|\bamd\b|\bati\b/i, 'amd'],
  [/intel/i, 'intel'],
  [/apple/i, 'apple'],
];

/** `graphics()` of the systeminformation package: names only. Its `vram` is a PCI window or a 32-bit cap as often as a size. */
export function parseSysteminformation(text: string): Facts {
  const controllers = readJson(text)
    .flatMap((document) => asList(member(document, 'controllers')))
    .filter(isObject);
  const devices = controllers.flatMap((controller, i) => {
    const name = said(scalar(controller.model));
    const vendorText = `${scalar(controller.vendor) ?? ''} ${name ?? ''}`;
    const vendor = VENDORS.find(([pattern]) => pattern.test(vendorText))?.[1];
    if (vendor === undefined) return [];
    const bus = busId(scalar(controller.busAddress));
    return [deviceFacts('systeminformation', vendor, { listed: `systeminformation:${i}`, pciBusId: bus, name })];
  });
  return facts({ devices });
}
