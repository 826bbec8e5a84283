/** A dense symmetric positive definite system, small: rows of numbers. */
export type Matrix = readonly (readonly number[])[];

/** Lower Cholesky factor of a symmetric positive definite matrix. */
function cholesky(matrix: Matrix): number[][] {
  const size = matrix.length;
  const lower = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row]?.[column] ?? 0;
      for (let k = 0; k < column; k++) sum -= at(lower, row, k) * at(lower, column, k);
      const target = lower[row];
      if (target !== undefined) target[column] = row === column ? Math.sqrt(sum) : sum / at(lower, column, column);
    }
  }
  return lower;
}

/** Solves `lower · lowerᵀ · x = right`. */
function substitute(lower: Matrix, right: readonly number[]): number[] {
  const size = right.length;
  const x = [...right];
  for (let row = 0; row < size; row++) {
    const left = lower[row] ?? [];
    let sum = value(x, row);
    for (let k = 0; k < row; k++) sum -= value(left, k) * value(x, k);
    x[row] = sum / value(left, row);
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = value(x, row);
    for (let k = row + 1; k < size; k++) sum -= at(lower, k, row) * value(x, k);
    x[row] = sum / at(lower, row, row);
  }
  return x;
}

/** Solves `matrix · x = right`. */
export const solve = (matrix: Matrix, right: readonly number[]): number[] => substitute(cholesky(matrix), right);

/** Inverse, column by column. */
export function invert(matrix: Matrix): number[][] {
  const lower = cholesky(matrix);
  const unit = (column: number): number[] => matrix.map((_, row) => (row === column ? 1 : 0));
  const columns = matrix.map((_, column) => substitute(lower, unit(column)));
  return columns.map((_, row) => columns.map((column) => value(column, row)));
}

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, part, index) => sum + part * value(b, index), 0);

const value = (list: readonly number[], index: number): number => list[index] ?? 0;
const at = (matrix: Matrix, row: number, column: number): number => matrix[row]?.[column] ?? 0;
