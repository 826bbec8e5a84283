import { type Bytes, bytes } from '../../units/quantities.ts';
import { sane } from '../parse/quantity.ts';

/** Whole bytes; null for unknown and for what is no quantity. A difference below 0 (figures read at two moments) is 0. */
export function asBytes(value: number | null): Bytes | null {
  const checked = sane(value === null ? null : Math.max(0, Math.round(value)));
  return checked === null ? null : bytes(checked);
}
