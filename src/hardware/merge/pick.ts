import type { DeviceFacts } from '../facts.ts';
import { WITNESSES } from '../witnesses.ts';
import type { DeviceRecord } from './join.ts';

/** Witnesses that speak for the field, best first; ties keep the order heard. */
export function ranked(record: DeviceRecord, field: 'memory' | 'name'): DeviceRecord {
  const rank = (fact: DeviceFacts): number | null => WITNESSES[fact.witness][field];
  return record.filter((fact) => rank(fact) !== null).toSorted((a, b) => (rank(a) ?? 0) - (rank(b) ?? 0));
}

/** What the first witness that speaks of the field says. */
export function first<K extends keyof DeviceFacts>(record: DeviceRecord, field: K): DeviceFacts[K] | null {
  return record.find((fact) => fact[field] !== null)?.[field] ?? null;
}
