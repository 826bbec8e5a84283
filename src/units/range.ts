/** Where a figure comes from, best first. */
export type Basis = 'measured' | 'calibrated' | 'derived' | 'assumed';

/** An estimate: `low <= typical <= high`, all in the same unit. */
export interface Range<T extends number = number> {
  readonly low: T;
  readonly typical: T;
  readonly high: T;
}

/** A range that says how sure it is. `source` is a public pointer when one figure stands behind it. */
export interface Estimate<T extends number = number> extends Range<T> {
  readonly basis: Basis;
  readonly source?: string;
}

/** One fact with its evidence. */
export interface Sourced<T> {
  readonly value: T;
  readonly basis: 'measured' | 'published' | 'derived' | 'assumed';
  readonly source?: string;
}

const ORDER: readonly Basis[] = ['measured', 'calibrated', 'derived', 'assumed'];

/** The weaker of two bases: a chain is as sure as its weakest part. */
export function weakerBasis(a: Basis, b: Basis): Basis {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}
