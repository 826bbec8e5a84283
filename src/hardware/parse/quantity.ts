/** What tools print instead of a value. */
const PLACEHOLDER =
  /^(?:\[?\s*(?:n\/?a|not supported|not available|not specified|unknown|none|no data|null|undefined|insufficient permissions|requested functionality has been deprecated|to be filled by o\.?e\.?m\.?|-+)\s*\]?|x+|0x1002)$/i;
const ERROR = /^\[?\s*(?:unknown error|err!|gpu is lost|gpu requires reset|.*\berror\b.*)\s*\]?$/i;

/** Text, or null for a placeholder. Control characters are dropped. */
export function said(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const clean = text.replace(CONTROL, ' ').replace(/\s+/g, ' ').trim();
  return clean === '' || PLACEHOLDER.test(clean) || ERROR.test(clean) ? null : clean;
}

const CONTROL = /[\p{Cc}\ufffd]/gu;

export function isErrorText(text: string | null | undefined): boolean {
  return text !== null && text !== undefined && ERROR.test(text.trim());
}

/** Finite, not negative, at most 2^53; else null. */
export function sane(value: number | null | undefined): number | null {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : null;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/**
 * Bytes from `16376 MiB`, `16 GB`, `73728,00 MiB`, `1024`. Every tool here counts in powers of 1024, whatever it prints as
 * the unit. `unit` is what a bare number means. Null when there is no number.
 */
export function sizeBytes(text: string | null | undefined, unit: '' | 'k' | 'm' | 'g' = ''): number | null {
  const match = /^\s*(\d{1,20})(?:[.,](\d{1,3}))?\s*([kmgt]?)(i?)(b|bytes)?\s*$/i.exec(text ?? '');
  if (!match) return null;
  const [, whole = '', fraction = '', prefix = '', , suffix] = match;
  const scale = UNITS[prefix === '' && suffix === undefined ? unit : prefix.toLowerCase()] ?? 1;
  return sane(Math.round(Number(`${whole}.${fraction === '' ? '0' : fraction}`) * scale));
}

/** A whole number in decimal; null otherwise. */
export function integer(text: string | number | null | undefined): number | null {
  const source = typeof text === 'number' ? String(text) : (text?.trim() ?? '');
  return /^\d{1,16}$/.test(source) ? sane(Number(source)) : null;
}

/** The total of parts that are all known; null when any is not. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

/** Enabled, Disabled; null otherwise. */
export function switchState(text: string | null | undefined): boolean | null {
  const word = text?.trim().toLowerCase();
  return word === 'enabled' ? true : word === 'disabled' ? false : null;
}

/** Lines of at most `longest` characters: a flood on one line costs nothing. */
export function lines(text: string, longest = 100_000): readonly string[] {
  return text.split(/\r\n|\n|\r/).map((line) => (line.length > longest ? line.slice(0, longest) : line));
}
