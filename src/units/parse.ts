import {
  type Bytes,
  type BytesPerSecond,
  bytes,
  bytesPerSecond,
  type Parameters,
  parameters,
  type Seconds,
  seconds,
  type Tokens,
  type TokensPerSecond,
  tokens,
  tokensPerSecond,
} from './quantities.ts';

/** Outcome of reading a quantity: the value, or what was expected with an example, ready to be shown. */
export type Parsed<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'error'; readonly message: string };

const NUMBER_AND_UNIT = /^(\d+(?:\.\d+)?|\.\d+)\s*([a-z/]*)$/;

/** Full-width digits and letters of a Chinese keyboard count as their plain forms; case and surrounding blanks do not matter. */
function split(text: string): { readonly number: number; readonly unit: string } | null {
  const match = NUMBER_AND_UNIT.exec(text.normalize('NFKC').trim().toLowerCase());
  if (match === null) return null;
  return { number: Number(match[1]), unit: match[2] ?? '' };
}

function reader<T>(
  factors: Readonly<Record<string, number>>,
  make: (value: number) => T,
  expected: string,
  whole: boolean,
): (text: string) => Parsed<T> {
  return (text) => {
    const parts = split(text);
    const factor = parts === null ? undefined : factors[parts.unit];
    const error: Parsed<T> = { kind: 'error', message: `"${text}" is not ${expected}` };
    if (parts === null || factor === undefined) return error;
    const value = parts.number * factor;
    if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(Math.round(value)))) return error;
    return { kind: 'ok', value: make(whole ? Math.round(value) : value) };
  };
}

const DECIMAL = { k: 1e3, m: 1e6, g: 1e9, t: 1e12 } as const;
const BINARY = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 } as const;

function byteUnits(suffix: string): Record<string, number> {
  const units: Record<string, number> = { [`b${suffix}`]: 1 };
  for (const [letter, factor] of Object.entries(DECIMAL)) {
    units[`${letter}b${suffix}`] = factor;
    if (suffix === '') units[letter] = factor;
  }
  for (const [letter, factor] of Object.entries(BINARY)) {
    units[`${letter}ib${suffix}`] = factor;
    if (suffix === '') units[`${letter}i`] = factor;
  }
  return units;
}

/**
 * An amount of memory. `24GB`, `24g` = 24 × 10^9 bytes; `24GiB`, `24Gi` = 24 × 2^30 bytes, as in Kubernetes. A bare letter is
 * decimal, the smaller reading, so that a slip never promises memory that is not there. A bare number is refused.
 */
export const parseBytes: (text: string) => Parsed<Bytes> = reader(
  byteUnits(''),
  bytes,
  'an amount of memory with its unit, like 24GiB (2^30) or 24GB (10^9)',
  true,
);

/** A number of tokens. `k` = 1024 and `m` = 1024², as context lengths are named: `32k` is 32768. */
export const parseTokens: (text: string) => Parsed<Tokens> = reader(
  { '': 1, k: 1024, m: 1024 ** 2 },
  tokens,
  'a number of tokens, like 8192 or 32k (k = 1024)',
  true,
);

/** A number of parameters: `8B` = 8 × 10^9, `600M`, `1T`, or the plain number. */
export const parseParameters: (text: string) => Parsed<Parameters> = reader(
  { '': 1, k: 1e3, m: 1e6, b: 1e9, t: 1e12 },
  parameters,
  'a number of parameters, like 8B or 600M',
  true,
);

/** A speed: `30`, `30t/s`, `30tok/s`, `30tokens/s`, all tokens a second. */
export const parseTokensPerSecond: (text: string) => Parsed<TokensPerSecond> = reader(
  { '': 1, 't/s': 1, 'tok/s': 1, 'token/s': 1, 'tokens/s': 1 },
  tokensPerSecond,
  'a speed in tokens a second, like 30 or 30tok/s',
  false,
);

/** A span of time: `2` and `2s` = two seconds, `500ms`, `1.5min`. */
export const parseSeconds: (text: string) => Parsed<Seconds> = reader(
  { '': 1, s: 1, ms: 1e-3, min: 60 },
  seconds,
  'a time, like 2s or 500ms',
  false,
);

/** A memory bandwidth: `1008GB/s` = 1008 × 10^9 bytes a second, `300GiB/s`, `1.8TB/s`. */
export const parseBytesPerSecond: (text: string) => Parsed<BytesPerSecond> = reader(
  byteUnits('/s'),
  bytesPerSecond,
  'a bandwidth with its unit, like 1008GB/s',
  false,
);
