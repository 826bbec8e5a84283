import type { Interval } from './ast.ts';

const SCALE: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9, t: 1e12 };

/** `7b`, `1.5B`, `500m`, `8030261248`: an exact count, k = 10^3 … t = 10^12. */
export function readCount(text: string): Interval<number> | undefined {
  const match = /^(\d+(?:\.\d+)?)([kmbt]?)$/i.exec(text);
  if (match === null) return undefined;
  const value = Number((Number(match[1]) * (SCALE[match[2]?.toLowerCase() ?? ''] ?? 1)).toPrecision(15));
  return { low: value, high: value };
}

/** `32768` is exact; `32k` stands for 32 000 to 32 × 1024, `1m` for 10^6 to 1024², because both are written so. */
export function readTokens(text: string): Interval<number> | undefined {
  const match = /^(\d+(?:\.\d+)?)([km]?)$/i.exec(text);
  if (match === null) return undefined;
  const number = Number(match[1]);
  const power = { '': 0, k: 1, m: 2 }[match[2]?.toLowerCase() ?? ''] ?? 0;
  return { low: number * 1000 ** power, high: number * 1024 ** power };
}

/** `2025`, `2025-04`, `2025-04-28`: from its first day to its last, as comparable texts. */
export function readDate(text: string): Interval<string> | undefined {
  if (!/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text)) return undefined;
  // Day 99 sorts after every day of its month.
  return { low: `${text}-01-01`.slice(0, 10), high: `${text}-99-99`.slice(0, 10) };
}
