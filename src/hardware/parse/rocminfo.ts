import { type DeviceFacts, deviceFacts, type Facts, facts } from '../facts.ts';
import { pciId } from '../pci.ts';
import { integer, lines, said } from './quantity.ts';
import { gfxTarget } from './rocm-smi.ts';

/** `rocminfo`: GPU agents. A bus address without its domain is no bus id. */
export function parseRocminfo(text: string): Facts {
  const agents: Map<string, string>[] = [];
  for (const line of lines(text, 1000)) {
    if (/^\s*Agent \d+\s*$/.test(line)) agents.push(new Map());
    const match = /^\s*([^:]+?)\s*:+\s+(.*?)\s*$/.exec(line);
    const agent = agents.at(-1);
    if (!match || !agent) continue;
    const key = (match[1] ?? '').toLowerCase();
    const value = match[2] ?? '';
    if (!agent.has(key)) agent.set(key, value);
    const size = key === 'size' ? /^(\d+)\(0x[0-9a-f]+\) KB/.exec(value)?.[1] : undefined;
    if (size !== undefined && Number(size) > Number(agent.get('largest pool') ?? 0)) agent.set('largest pool', size);
  }
  const gpus = agents.filter((agent) => agent.get('device type') === 'GPU');
  return facts({ devices: gpus.map(toDevice) });
}

function toDevice(agent: ReadonlyMap<string, string>, position: number): DeviceFacts {
  const chip = /\(0x([0-9a-f]{1,4})\)/i.exec(agent.get('chip id') ?? '')?.[1];
  const address = integer(agent.get('bdfid'));
  const domain = integer(agent.get('domain'));
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  const pool = integer(agent.get('largest pool'));
  return deviceFacts('rocminfo', 'amd', {
    listed: `rocminfo:${position}`,
    pciBusId:
      address !== null && domain !== null && domain <= 0xffff
        ? `${hex(domain, 4)}:${hex((address >> 8) & 0xff, 2)}:${hex((address >> 3) & 0x1f, 2)}.${address & 7}`
        : null,
    pciDeviceId: chip === undefined ? null : pciId('1002', chip),
    name: said(agent.get('marketing name')),
    totalBytes: pool === null ? null : pool * 1024,
    gfx: gfxTarget(agent.get('name')),
    cores: integer(agent.get('compute unit')),
  });
}
