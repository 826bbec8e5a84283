import { describe, expect, it } from 'vitest';
import { robustFit } from '../../../../src/build/calibrate/robust-fit.ts';
import { errorsOf, groupWeights, weightedQuantile } from '../../../../src/build/calibrate/statistics.ts';

describe('robust fit', () => {
  /** y = a × x + b, with every tenth row three times too slow. */
  const rows = Array.from({ length: 60 }, (_, i) => ({ x: i + 1, y: (5 * (i + 1) + 40) * (i % 10 === 3 ? 3 : 1) }));
  const coefficients = (spread: number): number[] =>
    robustFit({
      parameters: [
        { name: 'a', prior: 2, spread },
        { name: 'b', prior: 100, spread },
      ],
      rows: rows.length,
      residual: ([a = 0, b = 0], i) => Math.log((a * (rows[i]?.x ?? 0) + b) / (rows[i]?.y ?? 1)),
      weights: rows.map(() => 1),
      huber: 0.15,
      iterations: 50,
    });

  it('finds the coefficients in spite of outliers', () => {
    const [a = 0, b = 0] = coefficients(2);
    expect(a / 5).toBeGreaterThan(0.95);
    expect(a / 5).toBeLessThan(1.1);
    expect(b / 40).toBeGreaterThan(0.85);
    expect(b / 40).toBeLessThan(1.2);
  });

  it('stays at a prior that may not move', () => {
    const [a = 0, b = 0] = coefficients(1e-4);
    expect(a).toBeCloseTo(2, 2);
    expect(b).toBeCloseTo(100, 0);
  });

  it('gives the same values every time', () => {
    expect(coefficients(1)).toEqual(coefficients(1));
  });
});

describe('statistics of groups', () => {
  it('weighs each group the same', () => {
    expect(groupWeights(['a', 'a', 'b'])).toEqual([0.5, 0.5, 1]);
    expect(weightedQuantile([3, 1, 2], [1, 1, 1], 0.5)).toBe(2);
    expect(weightedQuantile([1, 2, 10], [0.5, 0.5, 1], 0.9)).toBe(10);
  });

  it('reads errors off logarithms', () => {
    const errors = errorsOf([Math.log(1.1), Math.log(1.1), Math.log(0.5)], ['a', 'a', 'b']);
    expect(errors.median).toBeCloseTo(0.1, 6);
    expect(errors.groupP90).toBeCloseTo(0.5, 6);
    expect(errors.bias).toBeCloseTo(1.1, 6);
  });
});
