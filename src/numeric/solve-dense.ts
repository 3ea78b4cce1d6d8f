import { type ComplexMatrix, complexMatrix } from "./complex-matrix.ts";

/**
 * Solve A x = b for a small full complex matrix (n, n) and columns b (n, m) by elimination with partial pivoting. Gives x, or undefined
 * where a pivot vanishes. For systems of a few unknowns; networks have a sparse solver.
 */
export function solveDense(matrix: ComplexMatrix, columns: ComplexMatrix): ComplexMatrix | undefined {
  const n = matrix.rows;
  const width = n + columns.columns;
  const work = complexMatrix(n, width);
  for (let row = 0; row < n; row++) {
    for (const part of ["re", "im"] as const) {
      work[part].set(matrix[part].subarray(row * n, (row + 1) * n), row * width);
      const right = columns[part].subarray(row * columns.columns, (row + 1) * columns.columns);
      work[part].set(right, row * width + n);
    }
  }
  const { re, im } = work;
  for (let step = 0; step < n; step++) {
    let pivot = step;
    for (let row = step + 1; row < n; row++) {
      if (size(work, row, step) > size(work, pivot, step)) pivot = row;
    }
    const square = size(work, pivot, step) ** 2;
    if (!(square > 0)) return undefined;
    exchange(work, step, pivot);
    const at = step * width;
    const inverseRe = re[at + step]! / square;
    const inverseIm = -im[at + step]! / square;
    for (let column = step; column < width; column++) {
      const a = re[at + column]!;
      const b = im[at + column]!;
      re[at + column] = a * inverseRe - b * inverseIm;
      im[at + column] = a * inverseIm + b * inverseRe;
    }
    for (let row = 0; row < n; row++) {
      if (row === step) continue;
      const to = row * width;
      const a = re[to + step]!;
      const b = im[to + step]!;
      for (let column = step; column < width; column++) {
        re[to + column]! -= a * re[at + column]! - b * im[at + column]!;
        im[to + column]! -= a * im[at + column]! + b * re[at + column]!;
      }
    }
  }
  const solution = complexMatrix(n, columns.columns);
  for (let row = 0; row < n; row++) {
    for (const part of ["re", "im"] as const) {
      solution[part].set(work[part].subarray(row * width + n, (row + 1) * width), row * columns.columns);
    }
  }
  return solution;
}

function size({ re, im, columns }: ComplexMatrix, row: number, column: number): number {
  return Math.hypot(re[row * columns + column]!, im[row * columns + column]!);
}

function exchange({ re, im, columns }: ComplexMatrix, first: number, second: number): void {
  if (first === second) return;
  for (const values of [re, im]) {
    const kept = values.slice(first * columns, (first + 1) * columns);
    values.copyWithin(first * columns, second * columns, (second + 1) * columns);
    values.set(kept, second * columns);
  }
}
