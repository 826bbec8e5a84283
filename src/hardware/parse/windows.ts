import type { Vendor } from '../../domain/hardware.ts';
import { type DeviceFacts, deviceFacts, type Facts, facts, type ModulesWitness, NO_CPU } from '../facts.ts';
import { isDisplayOnly, pciIdFromPnp, vendorOfPci } from '../pci.ts';
import { asList, isObject, type Json, member, readJson, scalar } from './json.ts';
import { integer, lines, said, sumKnown } from './quantity.ts';

/**
 * Windows' own inventory: our one PowerShell answer, `Get-CimInstance … | ConvertTo-Json`, `wmic … get /value` and an export of
 * the display class key. `AdapterRAM` is 32 bits wide, and shared memory on an integrated GPU: it is never read.
 */
export function parseWindows(text: string): Facts {
  if (/^Windows Registry Editor/m.test(text)) return fromRegistryExport(text);
  const documents = readJson(text);
  if (documents.length > 0) return documents.map(fromJson).reduce(merge, facts({}));
  return adapters(readWmic(text));
}

function merge(a: Facts, b: Facts): Facts {
  return {
    ...a,
    devices: [...a.devices, ...b.devices],
    displayOnly: [...a.displayOnly, ...b.displayOnly],
    ignored: [...a.ignored, ...b.ignored],
    cpu: a.cpu ?? b.cpu,
    memory: a.memory ?? b.memory,
    modules: a.modules ?? b.modules,
    system: a.system ?? b.system,
  };
}

function fromJson(document: Json): Facts {
  const video = member(document, 'video');
  if (video === undefined)
    return adapters((Array.isArray(document) ? asList(document) : [document]).filter(isObject).map(textsOf));
  const list = (key: string): readonly Json[] => {
    const value = member(document, key);
    return Array.isArray(value) ? asList(value) : isObject(value) ? [value] : [];
  };
  const found = adapters(list('video').filter(isObject).map(textsOf));
  const [os] = list('os');
  const [cpu] = list('cpu');
  const sum = (key: string): number | null => sumKnown(list('cpu').map((one) => integer(scalar(member(one, key)))));
  const kib = (key: string): number | null => {
    const value = integer(scalar(member(os, key)));
    return value === null ? null : value * 1024;
  };
  return {
    ...found,
    devices: [...found.devices, ...list('registry').flatMap(fromRegistryItem)],
    cpu:
      cpu === undefined
        ? null
        : {
            ...NO_CPU,
            model: said(scalar(member(cpu, 'Name'))),
            vendor: said(scalar(member(cpu, 'Manufacturer'))),
            physicalCores: sum('NumberOfCores'),
            logicalCores: sum('NumberOfLogicalProcessors'),
            sockets: list('cpu').length,
          },
    memory: {
      totalBytes: kib('TotalVisibleMemorySize'),
      availableBytes: kib('FreePhysicalMemory'),
      swapTotalBytes: null,
      hugepagesBytes: null,
    },
    modules: modulesOf(list('modules')),
    system: {
      osName: said(scalar(member(os, 'Caption'))),
      osVersion: said(scalar(member(os, 'Version'))),
      kernel: null,
    },
  };
}

function textsOf(item: { readonly [key: string]: Json }): ReadonlyMap<string, string> {
  return new Map(Object.entries(item).map(([key, value]) => [key.toLowerCase(), scalar(value) ?? '']));
}

/** Blocks of `Key=value` lines; every block that names a device is one adapter. */
function readWmic(text: string): readonly ReadonlyMap<string, string>[] {
  const blocks: Map<string, string>[] = [];
  let last: string | null = null;
  for (const line of lines(text, 10_000)) {
    const match = /^(\w+)=(.*)$/.exec(line.trim());
    if (!match) continue;
    const key = (match[1] ?? '').toLowerCase();
    if (last === null || blocks.at(-1)?.has(key)) blocks.push(new Map());
    blocks.at(-1)?.set(key, (match[2] ?? '').replaceAll('&amp;', '&'));
    last = key;
  }
  return blocks;
}

const STAND_IN = /basic display|basic render|standard vga/i;

/** Real GPUs sit on the PCI bus; remote, virtual and USB displays have other roots. */
function adapters(items: readonly ReadonlyMap<string, string>[]): Facts {
  const devices: DeviceFacts[] = [];
  const displayOnly: { pciBusId: null; name: string }[] = [];
  const ignored: { name: string; reason: string }[] = [];
  for (const item of items) {
    const name = said(item.get('name') ?? item.get('caption'));
    const pnp = item.get('pnpdeviceid') ?? '';
    if (name === null && pnp === '') continue;
    const id = /^PCI\\/i.test(pnp) ? pciIdFromPnp(pnp) : null;
    const vendor: Vendor = id === null ? 'unknown' : vendorOfPci(id);
    if (id === null) ignored.push({ name: name ?? pnp, reason: 'virtual' });
    else if (isDisplayOnly(id) || vendor === 'unknown') displayOnly.push({ pciBusId: null, name: name ?? id });
    else
      devices.push(
        deviceFacts('cim', vendor, {
          listed: `pnp:${pnp.toLowerCase()}`,
          pciDeviceId: id,
          // Microsoft's stand-in driver: the card is there, its driver is not.
          name: STAND_IN.test(name ?? '') ? null : name,
          driver: said(item.get('driverversion')),
          kernelDriver: STAND_IN.test(name ?? '') ? '' : null,
        }),
      );
  }
  return facts({ devices, displayOnly, ignored });
}

function fromRegistryItem(item: Json): readonly DeviceFacts[] {
  return registryDevice(
    scalar(member(item, 'MatchingDeviceId')),
    scalar(member(item, 'DriverDesc')),
    Array.isArray(member(item, 'qwMemorySize'))
      ? littleEndian(asList(member(item, 'qwMemorySize')).map((byte) => Number(scalar(byte))))
      : integer(scalar(member(item, 'qwMemorySize'))),
  );
}

/** A key may belong to a card that is gone: it only joins a present device of its id. 4095 MiB and 0 are caps, not sizes. */
function registryDevice(matching: string | null, name: string | null, bytes: number | null): readonly DeviceFacts[] {
  const id = pciIdFromPnp(matching);
  if (id === null) return [];
  const capped = bytes === 4_293_918_720 || bytes === 0;
  return [
    deviceFacts('registry', vendorOfPci(id), { pciDeviceId: id, name: said(name), totalBytes: capped ? null : bytes }),
  ];
}

function fromRegistryExport(text: string): Facts {
  const devices = text.split(/^\[/m).flatMap((block) => {
    const value = (key: string): string | undefined =>
      new RegExp(`^"${key.replaceAll('.', '\\.')}"=(.*)$`, 'm').exec(block)?.[1]?.trim();
    const string = (key: string): string | null =>
      /^"(.*)"$/.exec(value(key) ?? '')?.[1]?.replaceAll('\\\\', '\\') ?? null;
    const hex = /^hex\(b\):([0-9a-f,]+)/i.exec(value('HardwareInformation.qwMemorySize') ?? '')?.[1];
    return registryDevice(
      string('MatchingDeviceId'),
      string('DriverDesc'),
      hex === undefined ? null : littleEndian(hex.split(',').map((byte) => Number.parseInt(byte, 16))),
    );
  });
  return facts({ devices });
}

function littleEndian(octets: readonly number[]): number | null {
  if (octets.length === 0 || octets.length > 8 || octets.some((octet) => !(octet >= 0 && octet <= 255))) return null;
  return octets.reduceRight((sum, octet) => sum * 256 + octet, 0);
}

/** SMBIOS memory types as Win32_PhysicalMemory numbers them (DMTF DSP0134 7.18.2). */
const MEMORY_TYPES: Readonly<Record<string, string>> = {
  '20': 'DDR',
  '21': 'DDR2',
  '24': 'DDR3',
  '26': 'DDR4',
  '29': 'LPDDR3',
  '30': 'LPDDR4',
  '34': 'DDR5',
  '35': 'LPDDR5',
};

function modulesOf(items: readonly Json[]): ModulesWitness | null {
  if (items.length === 0) return null;
  const sizes = items.map((item) => integer(scalar(member(item, 'Capacity'))));
  const speeds = items
    .map((item) => integer(scalar(member(item, 'ConfiguredClockSpeed'))) ?? integer(scalar(member(item, 'Speed'))))
    .filter((speed) => speed !== null && speed > 0);
  return {
    count: items.length,
    installedBytes: sumKnown(sizes),
    type: MEMORY_TYPES[scalar(member(items[0], 'SMBIOSMemoryType')) ?? ''] ?? null,
    channels: channelsOf(
      items.map((item) => `${scalar(member(item, 'BankLabel')) ?? ''} ${scalar(member(item, 'DeviceLocator')) ?? ''}`),
    ),
    speedMegatransfersPerSecond: speeds.length > 0 ? Math.min(...speeds.map((speed) => speed ?? 0)) : null,
    busBits: 64,
    unequal: new Set(sizes).size > 1,
  };
}

function channelsOf(labels: readonly string[]): number | null {
  const channels = labels.map((label) => /channel[ _-]?([A-P]|\d)/i.exec(label)?.[1]?.toUpperCase());
  return channels.some((channel) => channel === undefined) ? null : new Set(channels).size;
}
