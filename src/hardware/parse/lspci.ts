import { type DeviceFacts, deviceFacts, type Facts, facts } from '../facts.ts';
import { busId, isAcceleratorClass, isComputeClass, isDisplayOnly, kindOfVendor, vendorOfPci } from '../pci.ts';
import { lines, said } from './quantity.ts';

interface PciFunction {
  bus: string | null;
  classCode: string;
  vendor: string;
  device: string;
  name: string;
  driver: string | null;
}

const ROW =
  /^((?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])\s+.*?\[([0-9a-f]{4})\]:\s+(.*?)\s+\[([0-9a-f]{4}):([0-9a-f]{4})\]/i;

/** `lspci -nn` (also -D, -k, -v) and `lspci -nnmmv`: names and drivers. The sizes it prints are bus windows, not memory. */
export function parseLspci(text: string): Facts {
  const functions = /^Slot:\s/m.test(text) ? readRecords(text) : readRows(text);
  const devices: DeviceFacts[] = [];
  const displayOnly: { pciBusId: string | null; name: string }[] = [];
  for (const one of functions) {
    if (!isAcceleratorClass(`${one.classCode}00`)) continue;
    const id = `${one.vendor}:${one.device}`.toLowerCase();
    const vendor = vendorOfPci(id);
    const boardController = vendor === 'huawei' && !isComputeClass(`${one.classCode}00`);
    if (isDisplayOnly(id) || vendor === 'unknown' || boardController)
      displayOnly.push({ pciBusId: one.bus, name: one.name });
    else
      devices.push(
        deviceFacts('lspci', vendor, {
          pciBusId: one.bus,
          pciDeviceId: id,
          kind: kindOfVendor(vendor),
          name: said(one.name),
          kernelDriver: one.driver,
        }),
      );
  }
  return facts({ devices, displayOnly });
}

function readRows(text: string): readonly PciFunction[] {
  const functions: PciFunction[] = [];
  for (const line of lines(text, 1000)) {
    const row = ROW.exec(line);
    if (row)
      functions.push({
        bus: busId(row[1]),
        classCode: row[2] ?? '',
        name: row[3] ?? '',
        vendor: row[4] ?? '',
        device: row[5] ?? '',
        driver: null,
      });
    const driver = /^\s+Kernel driver in use:\s*(\S+)/.exec(line)?.[1];
    const last = functions.at(-1);
    if (driver !== undefined && last && !row) last.driver = driver;
  }
  return functions;
}

function readRecords(text: string): readonly PciFunction[] {
  return text.split(/\r?\n\s*\r?\n/).flatMap((block) => {
    const fields = new Map(
      lines(block, 1000).flatMap((line) => {
        const match = /^(\w+):\s*(.*?)\s*$/.exec(line);
        return match ? [[match[1] ?? '', match[2] ?? ''] as const] : [];
      }),
    );
    const numbered = (key: string): readonly [string, string] => {
      const match = /^(.*?)\s*\[([0-9a-f]{4})\]$/i.exec(fields.get(key) ?? '');
      return [match?.[1] ?? '', match?.[2] ?? ''];
    };
    const [name, device] = numbered('Device');
    const [, vendor] = numbered('Vendor');
    const [, classCode] = numbered('Class');
    return device === '' || vendor === ''
      ? []
      : [{ bus: busId(fields.get('Slot')), classCode, vendor, device, name, driver: fields.get('Driver') ?? null }];
  });
}
