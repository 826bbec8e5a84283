import type { DeviceFacts } from '../facts.ts';
import { normalizeName } from '../normalize-name.ts';
import { WITNESSES } from '../witnesses.ts';

/** All testimony on one device, in the order it was heard. */
export type DeviceRecord = readonly DeviceFacts[];

/**
 * Groups what the witnesses say by device: first by PCI bus id, UUID and place in one tool's list; then testimony without
 * a bus joins a device of the same vendor by device id, by name, or because the numbers match. Each list gives a device at most one entry.
 */
export function joinDevices(all: readonly DeviceFacts[]): readonly DeviceRecord[] {
  const groups = groupByKeys(all);
  const anchors: DeviceFacts[][] = groups.filter(isAnchor);
  const loose = groups.filter((group) => !isAnchor(group));
  for (const group of loose) {
    const host = findHost(group, anchors, loose);
    if (host) host.push(...group);
    else if (standsAlone(group, anchors)) anchors.push([...group]);
  }
  return anchors;
}

function groupByKeys(all: readonly DeviceFacts[]): DeviceFacts[][] {
  const groups: DeviceFacts[][] = [];
  const byKey = new Map<string, DeviceFacts[]>();
  for (const fact of all) {
    const keys = keysOf(fact);
    const hits = [...new Set(keys.map((key) => byKey.get(key)).filter((group) => group !== undefined))].filter(
      (group) => !group.some((member) => isOtherEntry(member, fact)),
    );
    const [target = [], ...others] = hits;
    if (hits.length === 0) groups.push(target);
    for (const other of others) {
      target.push(...other.splice(0));
      groups.splice(groups.indexOf(other), 1);
    }
    target.push(fact);
    for (const member of target)
      for (const key of keysOf(member))
        if (byKey.get(key) === undefined || hits.includes(byKey.get(key) ?? [])) byKey.set(key, target);
  }
  return groups;
}

/** Two entries of one list are two devices, also on one bus address (two chips of a card). */
function isOtherEntry(a: DeviceFacts, b: DeviceFacts): boolean {
  return a.witness === b.witness && a.listed !== null && b.listed !== null && a.listed !== b.listed;
}

function keysOf(fact: DeviceFacts): readonly string[] {
  return [
    ...(fact.pciBusId === null ? [] : [`bus ${fact.pciBusId}`]),
    ...(fact.uuid === null ? [] : [`uuid ${fact.uuid.toLowerCase()}`]),
    ...(fact.listed === null ? [] : [`listed ${fact.listed}`]),
  ];
}

function isAnchor(group: readonly DeviceFacts[]): boolean {
  return group.some((fact) => fact.pciBusId !== null && WITNESSES[fact.witness].spine);
}

function findHost(
  group: readonly DeviceFacts[],
  anchors: readonly DeviceFacts[][],
  loose: readonly DeviceFacts[][],
): DeviceFacts[] | null {
  const [first] = group;
  if (!first) return null;
  const witnesses = new Set(group.map((fact) => fact.witness));
  const free = anchors.filter(
    (anchor) => anchor[0]?.vendor === first.vendor && !anchor.some((fact) => witnesses.has(fact.witness)),
  );
  const id = known(group, 'pciDeviceId');
  const possible = free.filter((anchor) => {
    const other = known(anchor, 'pciDeviceId');
    return id === null || other === null || id === other;
  });
  const sameId = possible.find((anchor) => id !== null && known(anchor, 'pciDeviceId') === id);
  if (sameId) return sameId;
  const name = comparable(known(group, 'name'));
  const sameName = possible.find((anchor) => name !== '' && anchor.some((fact) => comparable(fact.name) === name));
  if (sameName) return sameName;
  const rivals = loose.filter(
    (other) => other[0]?.vendor === first.vendor && other.some((fact) => witnesses.has(fact.witness)),
  );
  const taken = anchors.filter((anchor) => anchor[0]?.vendor === first.vendor).length - free.length;
  return possible.length > 0 && rivals.length - taken <= possible.length ? (possible[0] ?? null) : null;
}

/** A tool's own list makes devices; a runtime only where nobody else knows the vendor; a registry never. */
function standsAlone(group: readonly DeviceFacts[], anchors: readonly DeviceFacts[][]): boolean {
  if (!group.some((fact) => WITNESSES[fact.witness].alone)) return false;
  if (group.some((fact) => WITNESSES[fact.witness].spine)) return true;
  return !anchors.some(
    (anchor) => anchor[0]?.vendor === group[0]?.vendor && !anchor.some((fact) => fact.witness === group[0]?.witness),
  );
}

function known<K extends 'pciDeviceId' | 'name'>(group: readonly DeviceFacts[], field: K): string | null {
  return group.find((fact) => fact[field] !== null)?.[field] ?? null;
}

function comparable(name: string | null): string {
  if (name === null) return '';
  const { words, memoryGib } = normalizeName(name);
  return [...words, memoryGib ?? ''].join(' ').trim();
}
