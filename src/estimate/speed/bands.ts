import type { Band } from '../../domain/calibration.ts';
import type { Basis, Estimate } from '../../units/range.ts';

/** How much wider than the fitted band (in logarithms) a figure is whose device or inputs the fit did not cover. */
const WIDENING: Readonly<Record<Basis, number>> = { measured: 1, calibrated: 1, derived: 1.35, assumed: 1.8 };

/** Range around a rate: band factors are measured / predicted. `ceiling` is what physics allows. */
export function rateEstimate<T extends number>(
  typical: number,
  band: Band,
  basis: Basis,
  ceiling = Number.POSITIVE_INFINITY,
): Estimate<T> {
  const power = WIDENING[basis];
  const middle = Math.min(typical, ceiling);
  return {
    low: Math.min(middle, typical * band.low ** power) as T,
    typical: middle as T,
    high: Math.max(middle, Math.min(ceiling, typical * band.high ** power)) as T,
    basis,
  };
}

/** Range around a time, from the band of a time. */
export function timeEstimate<T extends number>(typical: number, band: Band, basis: Basis): Estimate<T> {
  return rateEstimate<T>(typical, band, basis);
}

/** The band of the inverse: a rate's band as a band of its time. */
export function invertBand(band: Band): Band {
  return { low: 1 / band.high, high: 1 / band.low };
}
