import { type Parsed, parseBytes } from '../units/parse.ts';
import { type Bytes, gib } from '../units/quantities.ts';

/**
 * Reads `--ram`: `64GiB` = 64 × 2^30, `64GB` = 64 × 10^9; a bare number or a bare `G` counts in GiB, as RAM is sold and as
 * containers are limited.
 */
export function parseRam(text: string): Parsed<Bytes> {
  const bare = /^\s*(\d+(?:\.\d+)?)\s*(g|t)?\s*$/i.exec(text.normalize('NFKC'));
  const value = bare === null ? parseBytes(text) : bareGib(Number(bare[1]), bare[2]);
  if (value.kind === 'error') return value;
  return value.value < gib(0.25) || value.value > gib(1024 * 1024)
    ? { kind: 'error', message: `"${text}" is no amount of RAM a machine has; write it like 64GiB` }
    : value;
}

const bareGib = (number: number, unit: string | undefined): Parsed<Bytes> => {
  const size = number * (unit?.toLowerCase() === 't' ? 1024 : 1);
  return size > 1024 * 1024
    ? { kind: 'error', message: `"${number}${unit ?? ''}" is too much RAM` }
    : { kind: 'ok', value: gib(size) };
};
