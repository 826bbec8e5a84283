import type { Vendor } from '../../domain/hardware.ts';
import { type DeviceFacts, deviceFacts, type Facts, facts } from '../facts.ts';
import { busId, hex4, pciId } from '../pci.ts';
import type { WitnessId } from '../witnesses.ts';
import { isObject, type Json, readJson, scalar } from './json.ts';
import { integer, lines, said, sizeBytes } from './quantity.ts';

type Card = ReadonlyMap<string, string>;

/**
 * `rocm-smi` of every release as JSON, CSV or lines, and its relative `hy-smi`. Keys are compared without case; the unit of a
 * memory figure is in its key.
 */
export function parseRocmSmi(text: string, witness: WitnessId = 'rocm-smi', vendor: Vendor = 'amd'): Facts {
  const cards = new Map<string, Map<string, string>>();
  let driver: string | null = null;
  for (const document of readJson(text)) {
    if (!isObject(document)) continue;
    for (const [key, value] of Object.entries(document)) {
      const index = /^card(\d+)$/i.exec(key)?.[1];
      if (index !== undefined && isObject(value)) cards.set(index, new Map(fieldsOf(value)));
      else if (/^system$/i.test(key) && isObject(value))
        driver = new Map(fieldsOf(value)).get('driver version') ?? driver;
    }
  }
  if (cards.size === 0) for (const [index, card] of readLines(text)) cards.set(index, card);
  if (cards.size === 0) for (const [index, card] of readCsv(text)) cards.set(index, card);
  return facts({ devices: [...cards].map(([index, card]) => toDevice(witness, vendor, index, card, said(driver))) });
}

function fieldsOf(card: { readonly [key: string]: Json }): [string, string][] {
  return Object.entries(card).map(([key, value]) => [key.trim().toLowerCase(), scalar(value) ?? '']);
}

/** `GPU[0]  : Card Series:  AMD Radeon RX 7600` */
function readLines(text: string): ReadonlyMap<string, Map<string, string>> {
  const cards = new Map<string, Map<string, string>>();
  for (const line of lines(text, 1000)) {
    const match = /^(?:GPU|HCU|DCU)\[(\d+)\]\s*:\s*([^:]+?)\s*:\s*(.*?)\s*$/i.exec(line);
    if (!match) continue;
    const index = match[1] ?? '';
    const card = cards.get(index) ?? new Map<string, string>();
    card.set((match[2] ?? '').toLowerCase(), match[3] ?? '');
    cards.set(index, card);
  }
  return cards;
}

function readCsv(text: string): ReadonlyMap<string, Map<string, string>> {
  const rows = lines(text, 10_000);
  const at = rows.findIndex((row) => /^device,/i.test(row));
  const cards = new Map<string, Map<string, string>>();
  if (at < 0) return cards;
  const keys = (rows[at] ?? '').split(',').map((key) => key.trim().toLowerCase());
  for (const row of rows.slice(at + 1)) {
    const cells = row.split(',');
    const index = /^card(\d+)$/i.exec(cells[0]?.trim() ?? '')?.[1];
    if (index !== undefined && cells.length === keys.length)
      cards.set(index, new Map(keys.map((key, i) => [key, cells[i]?.trim() ?? ''])));
  }
  return cards;
}

function toDevice(witness: WitnessId, vendor: Vendor, index: string, card: Card, driver: string | null): DeviceFacts {
  const names = ['card series', 'device name', 'market name', 'card model'].map((key) => said(card.get(key)));
  // Before ROCm 6 "GPU ID" is the device and "Card model" the subsystem; later "Card Model" repeats the device.
  const device =
    hex4(card.get('device id')) ??
    hex4(card.get('gpu id')) ??
    (card.has('gpu id') ? null : hex4(card.get('card model')));
  return deviceFacts(witness, vendor, {
    listed: `${witness}:${index}`,
    pciBusId: busId(card.get('pci bus')),
    pciDeviceId: device === null ? null : pciId(vendor === 'hygon' ? '1d94' : '1002', device),
    name: names.find((name) => name !== null && !/^0x[0-9a-f]+$/i.test(name)) ?? null,
    totalBytes: memory(card, /^vram total memory \((\w+)\)$/),
    usedBytes: memory(card, /^vram total used memory \((\w+)\)$/) ?? memory(card, /^vram used memory \((\w+)\)$/),
    sharedTotalBytes: memory(card, /^gtt total memory \((\w+)\)$/),
    sharedUsedBytes: memory(card, /^gtt total used memory \((\w+)\)$/),
    gfx: gfxTarget(card.get('gfx version')),
    driver,
  });
}

function memory(card: Card, key: RegExp): number | null {
  for (const [name, value] of card) {
    const unit = key.exec(name)?.[1];
    if (unit === undefined) continue;
    return unit === 'b' ? integer(value) : sizeBytes(`${value} ${unit}`);
  }
  return null;
}

/** `gfx1103`, `gfx90a`; other spellings (`gfx11001` of one release) are no target. */
export function gfxTarget(text: string | null | undefined): string | null {
  const match = /^(?:amdgcn-amd-amdhsa--)?(gfx(?:\d{3}|\d{4}|\d{2}[0-9a-f]))(?::\S*)?$/i.exec(text?.trim() ?? '');
  return match?.[1]?.toLowerCase() ?? null;
}
