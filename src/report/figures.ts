import { formatGib, formatParameters, formatTokens, trimDecimals } from '../units/format.ts';
import type { Parameters, Tokens } from '../units/quantities.ts';
import type { Basis, Range } from '../units/range.ts';
import type { TermKind, Terms } from './i18n/terms.ts';

/** Writes figures and names inside sentences; handed to every text. Numbers are formatted by hand: the first use of `Intl` costs 14 ms. */
export interface Figures {
  /** `10.9 GiB` */
  readonly memory: (bytes: number) => string;
  /** `32k`, exact. */
  readonly tokens: (tokens: number) => string;
  /** `14.8B` */
  readonly parameters: (parameters: number) => string;
  /** One speed: `41 tok/s`. */
  readonly speed: (tokensPerSecond: number) => string;
  /** `38–52 tok/s` */
  readonly speedRange: (range: Range) => string;
  /** `38–52` */
  readonly rateRange: (range: Range) => string;
  /** `0.4–0.6 s`, `120–180 ms` */
  readonly timeRange: (range: Range) => string;
  /** `2.5 s` */
  readonly time: (seconds: number) => string;
  /** `61–68` of 100. */
  readonly qualityRange: (range: { readonly low: number; readonly high: number }) => string;
  /** `94%` of a share in 0..1. */
  readonly percent: (share: number) => string;
  /** `0.034`: a difference of scores. */
  readonly score: (value: number) => string;
  readonly basis: (basis: Basis) => string;
  /** `a, b and c` */
  readonly list: (items: readonly string[]) => string;
  /** The word for an identifier in this language; the identifier itself where there is none. */
  readonly term: (kind: TermKind, id: string) => string;
  /** Name of a model that the answer shows, by its id. */
  readonly name: (id: string) => string;
  /** Name of a device or of the host's memory, by the id that placements and ledgers use. */
  readonly place: (id: string) => string;
}

function rate(value: number): string {
  if (value > 0 && value < 0.05) return '<0.1';
  return value < 10 ? trimDecimals(value, 1) : String(Math.round(value));
}

function joined(low: string, high: string): string {
  return low === high ? low : `${low}–${high}`;
}

function time(low: number, high: number): string {
  if (high < 1) return `${joined(String(Math.round(low * 1000)), String(Math.round(high * 1000)))} ms`;
  return `${joined(rate(low), rate(high))} s`;
}

function score(value: number): string {
  return value !== 0 && Math.abs(value) < 0.0005 ? '<0.001' : trimDecimals(value, 3);
}

export interface FigureWords {
  readonly terms: Terms;
  readonly list: (items: readonly string[]) => string;
}

export function createFigures(words: FigureWords, names: ReadonlyMap<string, string> = new Map()): Figures {
  const term = (kind: TermKind, id: string): string => {
    const names: Readonly<Record<string, string>> = words.terms[kind];
    return Object.hasOwn(names, id) ? (names[id] ?? id) : id;
  };
  const rateRange = (range: Range): string => joined(rate(range.low), rate(range.high));
  return {
    memory: formatGib,
    tokens: (tokens) => formatTokens(tokens as Tokens),
    parameters: (parameters) => formatParameters(parameters as Parameters),
    speed: (tokensPerSecond) => `${rate(tokensPerSecond)} tok/s`,
    speedRange: (range) => `${rateRange(range)} tok/s`,
    rateRange,
    timeRange: (range) => time(range.low, range.high),
    time: (seconds) => time(seconds, seconds),
    qualityRange: (range) => joined(String(Math.round(range.low)), String(Math.round(range.high))),
    percent: (share) => `${trimDecimals(share * 100, share > 0.99 && share < 1 ? 1 : 0)}%`,
    score,
    basis: (basis) => term('basis', basis),
    list: words.list,
    term,
    name: (id) => names.get(id) ?? id,
    place: (id) => names.get(id) ?? term('place', id),
  };
}
