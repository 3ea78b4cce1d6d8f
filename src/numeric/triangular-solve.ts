/**
 * Solve T x = b for an upper triangular T by back substitution. T stands in the first `size` columns of an array of row length `stride`;
 * its diagonal must not be zero. Returns x, length `size`.
 */
export function solveUpper(t: Float64Array, stride: number, size: number, b: Float64Array): Float64Array {
  const x = b.slice(0, size);
  for (let row = size - 1; row >= 0; row--) {
    let sum = x[row]!;
    for (let c = row + 1; c < size; c++) sum -= t[row * stride + c]! * x[c]!;
    x[row] = sum / t[row * stride + row]!;
  }
  return x;
}

/** Solve Tᵀ x = b for the same T by forward substitution. Returns x, length `size`. */
export function solveUpperTransposed(
  t: Float64Array,
  stride: number,
  size: number,
  b: Float64Array,
): Float64Array {
  const x = b.slice(0, size);
  for (let row = 0; row < size; row++) {
    const value = x[row]! / t[row * stride + row]!;
    x[row] = value;
    for (let c = row + 1; c < size; c++) x[c]! -= t[row * stride + c]! * value;
  }
  return x;
}
