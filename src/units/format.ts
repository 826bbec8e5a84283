import { type Bytes, GB, GIB, MIB, type Parameters, type Tokens } from './quantities.ts';

/** A number with at most `digits` decimals and no trailing zeros: `1.50` → `1.5`. */
export function trimDecimals(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** Memory with one decimal, in GiB: for people, not for reading back to the byte. */
export function formatGib(value: number): string {
  return `${(value / GIB).toFixed(1)} GiB`;
}

const EXACT: readonly (readonly [number, string])[] = [
  [GIB, 'GiB'],
  [GB, 'GB'],
  [MIB, 'MiB'],
  [1e6, 'MB'],
];

/** The shortest exact form, the inverse of `parseBytes`: `24 GiB`, `24 GB`, `512 MiB`, else plain bytes. */
export function formatBytes(value: Bytes): string {
  for (const [size, unit] of EXACT) if (value > 0 && value % size === 0) return `${value / size} ${unit}`;
  return `${value} B`;
}

/** Exact, the inverse of `parseTokens`: `32k` for 32768, `1M` for 1048576, plain digits where neither divides. */
export function formatTokens(value: Tokens): string {
  if (value > 0 && value % 1024 ** 2 === 0) return `${value / 1024 ** 2}M`;
  if (value > 0 && value % 1024 === 0) return `${value / 1024}k`;
  return String(value);
}

const PARAMETER_UNITS: readonly (readonly [number, string])[] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
];

/** Three significant digits, as model names give them: `14.8B`, `235B`, `1.04T`. */
export function formatParameters(value: Parameters): string {
  const rounded = Number(value.toPrecision(3));
  for (const [size, unit] of PARAMETER_UNITS) if (rounded >= size) return `${trimDecimals(rounded / size, 2)}${unit}`;
  return String(value);
}
