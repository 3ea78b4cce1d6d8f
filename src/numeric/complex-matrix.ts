/** A complex matrix in two real arrays, row-major: entry (r, c) stands at `r * columns + c`. */
export interface ComplexMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A zero matrix of shape (rows, columns). */
export function complexMatrix(rows: number, columns: number): ComplexMatrix {
  const size = rows * columns;
  return { rows, columns, re: new Float64Array(size), im: new Float64Array(size) };
}

/** True when no entry is NaN or infinite. */
export function isFiniteMatrix(matrix: ComplexMatrix): boolean {
  return matrix.re.every(Number.isFinite) && matrix.im.every(Number.isFinite);
}
