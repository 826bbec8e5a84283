import type { ControlPoint } from '../domain/result.ts';

/** Reads a score off a curve: linear between points, flat beyond the ends. Points are in ascending order of value; scores in 0..1. */
export function scoreAt(curve: readonly ControlPoint[], value: number): number {
  const first = curve[0];
  if (first === undefined) return 0;
  if (value <= first.value) return first.score;
  for (let i = 1; i < curve.length; i++) {
    const left = curve[i - 1] as ControlPoint;
    const right = curve[i] as ControlPoint;
    if (value <= right.value)
      return left.score + ((right.score - left.score) * (value - left.value)) / (right.value - left.value);
  }
  return (curve[curve.length - 1] as ControlPoint).score;
}

/** Control points at equal ratios between `from` and `to`: a logarithmic curve that a reader can recompute with straight lines. */
export function ratioCurve(from: number, to: number, scores: readonly number[]): readonly ControlPoint[] {
  const steps = scores.length - 1;
  return scores.map((score, i) => ({ value: round(from * (to / from) ** (i / steps)), score }));
}

/** Three significant digits: what is shown is what is used. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}
