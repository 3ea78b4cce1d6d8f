import type { LuFactor } from "./lu-structure.ts";

/** Solve A x = b for a factor of a real matrix, imaginary parts left alone. `work` has room for `size` numbers; b and x may be the same vector. */
export function solveRealWithFactor(
  { structure, lowerRe, upperRe, inverseRe, rowScale }: LuFactor,
  b: Float64Array,
  x: Float64Array,
  work: Float64Array,
): void {
  const { size, columnOrder, stepOfRow, lowerStart, lowerRow, upperStart, upperRow } = structure;
  for (let row = 0; row < size; row++) work[stepOfRow[row]!] = b[row]! * rowScale[row]!;
  for (let j = 0; j < size; j++) {
    const value = work[j]!;
    if (value === 0) continue;
    for (let p = lowerStart[j]!; p < lowerStart[j + 1]!; p++) {
      const row = lowerRow[p]!;
      work[row] = work[row]! - lowerRe[p]! * value;
    }
  }
  for (let j = size - 1; j >= 0; j--) {
    const value = work[j]! * inverseRe[j]!;
    x[columnOrder[j]!] = value;
    if (value === 0) continue;
    for (let p = upperStart[j]!; p < upperStart[j + 1]!; p++) {
      const row = upperRow[p]!;
      work[row] = work[row]! - upperRe[p]! * value;
    }
  }
}

/** Solve Aᵀ x = b from the same factor. `work` and aliasing as in `solveRealWithFactor`. */
export function solveRealTransposedWithFactor(
  { structure, lowerRe, upperRe, inverseRe, rowScale }: LuFactor,
  b: Float64Array,
  x: Float64Array,
  work: Float64Array,
): void {
  const { size, columnOrder, stepOfRow, lowerStart, lowerRow, upperStart, upperRow } = structure;
  for (let j = 0; j < size; j++) {
    let value = b[columnOrder[j]!]!;
    for (let p = upperStart[j]!; p < upperStart[j + 1]!; p++) value -= upperRe[p]! * work[upperRow[p]!]!;
    work[j] = value * inverseRe[j]!;
  }
  for (let j = size - 1; j >= 0; j--) {
    let value = work[j]!;
    for (let p = lowerStart[j]!; p < lowerStart[j + 1]!; p++) value -= lowerRe[p]! * work[lowerRow[p]!]!;
    work[j] = value;
  }
  for (let row = 0; row < size; row++) x[row] = work[stepOfRow[row]!]! * rowScale[row]!;
}
