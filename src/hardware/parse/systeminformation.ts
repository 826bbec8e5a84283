import type { Vendor } from '../../domain/hardware.ts';
import { type CpuWitness, deviceFacts, type Facts, facts, NO_CPU, type SystemWitness } from '../facts.ts';
import { busId } from '../pci.ts';
import { asList, isObject, type Json, member, readJson, scalar } from './json.ts';
import { integer, said } from './quantity.ts';

const VENDORS: readonly (readonly [RegExp, Vendor])[] = [
  [/nvidia/i, 'nvidia'],
  [/advanced micro|\bamd\b|\bati\b/i, 'amd'],
  [/intel/i, 'intel'],
  [/apple/i, 'apple'],
];

/** `graphics()` of the systeminformation package, with `cpu()` and `osInfo()` where they are there: names and core counts only. Its `vram` is a PCI window or a 32-bit cap as often as a size. */
export function parseSysteminformation(text: string): Facts {
  const documents = readJson(text);
  const controllers = documents.flatMap((document) => asList(member(document, 'controllers'))).filter(isObject);
  const devices = controllers.flatMap((controller, i) => {
    const name = said(scalar(controller.model));
    const vendorText = `${scalar(controller.vendor) ?? ''} ${name ?? ''}`;
    const vendor = VENDORS.find(([pattern]) => pattern.test(vendorText))?.[1];
    if (vendor === undefined) return [];
    const bus = busId(scalar(controller.busAddress));
    return [deviceFacts('systeminformation', vendor, { listed: `systeminformation:${i}`, pciBusId: bus, name })];
  });
  const [document] = documents;
  return facts({ devices, cpu: cpuOf(member(document, 'cpu')), system: systemOf(member(document, 'os')) });
}

function cpuOf(cpu: Json | undefined): CpuWitness | null {
  if (!isObject(cpu)) return null;
  return {
    ...NO_CPU,
    model: said([scalar(cpu.manufacturer), scalar(cpu.brand)].filter((part) => part !== null).join(' ')),
    vendor: said(scalar(cpu.vendor)),
    physicalCores: integer(scalar(cpu.physicalCores)),
    logicalCores: integer(scalar(cpu.cores)),
    performanceCores: integer(scalar(cpu.performanceCores)) || null,
    sockets: integer(scalar(cpu.processors)),
  };
}

function systemOf(os: Json | undefined): SystemWitness | null {
  if (!isObject(os)) return null;
  return { osName: said(scalar(os.distro)), osVersion: said(scalar(os.release)), kernel: said(scalar(os.kernel)) };
}
