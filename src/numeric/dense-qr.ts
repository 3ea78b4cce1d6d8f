/** A dense real matrix, row-major: entry (r, c) stands at `r * columns + c`. */
export interface DenseMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/**
 * The triangular factor of a QR decomposition, R with A = Q R, by Householder reflections; Q is not kept. To carry a right-hand side
 * b along, append it to A as a column: the same column of R is then Qᵀb, and its length is that of b.
 *
 * Returns R of shape (min(rows, columns), columns): upper triangular, or trapezoidal where there are fewer rows than columns. Norms
 * of all columns, and inner products between them, are those of A. A zero column gives a zero diagonal entry; the
 * caller decides what that means.
 *
 * Rows in which a column is zero take no part in its reflection, so a triangle stacked on a diagonal costs two thirds of n³ only.
 * Source: Golub & Van Loan, Matrix Computations, algorithm 5.1.1 and 5.2.1.
 */
export function triangularise(matrix: DenseMatrix): DenseMatrix {
  const { rows, columns } = matrix;
  const a = Float64Array.from(matrix.data);
  const kept = Math.min(rows, columns);
  const active = new Int32Array(rows);
  const reflector = new Float64Array(rows);
  const projection = new Float64Array(columns);
  for (let k = 0; k < kept; k++) {
    const count = gatherColumn(a, columns, k, rows, active, reflector);
    if (count === 0) continue;
    const diagonal = reflect(reflector, count);
    // projection = vᵀA over the columns to the right, row by row to walk memory in order.
    projection.fill(0, k + 1);
    for (let n = 0; n < count; n++) {
      const offset = active[n]! * columns;
      const factor = reflector[n]!;
      for (let c = k + 1; c < columns; c++) projection[c]! += factor * a[offset + c]!;
    }
    for (let n = 0; n < count; n++) {
      const offset = active[n]! * columns;
      const factor = reflector[n]!;
      a[offset + k] = 0;
      for (let c = k + 1; c < columns; c++) a[offset + c]! -= factor * projection[c]!;
    }
    a[k * columns + k] = diagonal;
  }
  return { rows: kept, columns, data: a.slice(0, kept * columns) };
}

/** Copies the non-zeros of a column from row k down, row k always among them; returns their number, 0 for a zero column. */
function gatherColumn(
  a: Float64Array,
  columns: number,
  k: number,
  rows: number,
  active: Int32Array,
  values: Float64Array,
): number {
  active[0] = k;
  values[0] = a[k * columns + k]!;
  let count = 1;
  for (let row = k + 1; row < rows; row++) {
    const value = a[row * columns + k]!;
    if (value === 0) continue;
    active[count] = row;
    values[count] = value;
    count++;
  }
  return count === 1 && values[0] === 0 ? 0 : count;
}

/** Turns x into the v of I - v vᵀ that maps x to a multiple of the first unit vector; returns that multiple. */
function reflect(x: Float64Array, count: number): number {
  let largest = 0;
  for (let n = 0; n < count; n++) largest = Math.max(largest, Math.abs(x[n]!));
  let sum = 0;
  for (let n = 0; n < count; n++) {
    x[n]! /= largest;
    sum += x[n]! ** 2;
  }
  const length = Math.sqrt(sum);
  const head = x[0]!;
  const image = head > 0 ? -length : length;
  // |x - image e|² = 2 length (length + |head|), and v = √2 (x - image e) / |x - image e|.
  const scale = 1 / Math.sqrt(length * (length + Math.abs(head)));
  x[0] = head - image;
  for (let n = 0; n < count; n++) x[n]! *= scale;
  return image * largest;
}
