import type { ComplexVector } from "./complex-vector.ts";
import type { LuFactor } from "./lu-structure.ts";

/** Solve A x = b with P (scaled A) Q = L U. `work` has room for `size` numbers; b and x may be the same vector. */
export function solveWithFactor(
  factor: LuFactor,
  b: ComplexVector,
  x: ComplexVector,
  work: ComplexVector,
): void {
  const { structure, lowerRe, lowerIm, upperRe, upperIm, inverseRe, inverseIm, rowScale } = factor;
  const { size, columnOrder, stepOfRow, lowerStart, lowerRow, upperStart, upperRow } = structure;
  const { re: zRe, im: zIm } = work;
  for (let row = 0; row < size; row++) {
    const step = stepOfRow[row]!;
    zRe[step] = b.re[row]! * rowScale[row]!;
    zIm[step] = b.im[row]! * rowScale[row]!;
  }
  for (let j = 0; j < size; j++) {
    const re = zRe[j]!;
    const im = zIm[j]!;
    if (re === 0 && im === 0) continue;
    for (let p = lowerStart[j]!; p < lowerStart[j + 1]!; p++) {
      const row = lowerRow[p]!;
      zRe[row] = zRe[row]! - (lowerRe[p]! * re - lowerIm[p]! * im);
      zIm[row] = zIm[row]! - (lowerRe[p]! * im + lowerIm[p]! * re);
    }
  }
  for (let j = size - 1; j >= 0; j--) {
    const re = zRe[j]! * inverseRe[j]! - zIm[j]! * inverseIm[j]!;
    const im = zRe[j]! * inverseIm[j]! + zIm[j]! * inverseRe[j]!;
    const column = columnOrder[j]!;
    x.re[column] = re;
    x.im[column] = im;
    if (re === 0 && im === 0) continue;
    for (let p = upperStart[j]!; p < upperStart[j + 1]!; p++) {
      const row = upperRow[p]!;
      zRe[row] = zRe[row]! - (upperRe[p]! * re - upperIm[p]! * im);
      zIm[row] = zIm[row]! - (upperRe[p]! * im + upperIm[p]! * re);
    }
  }
}

/** Solve Aᵀ x = b (no conjugation) from the same factors. `work` and aliasing as in `solveWithFactor`. */
export function solveTransposedWithFactor(
  factor: LuFactor,
  b: ComplexVector,
  x: ComplexVector,
  work: ComplexVector,
): void {
  const { structure, lowerRe, lowerIm, upperRe, upperIm, inverseRe, inverseIm, rowScale } = factor;
  const { size, columnOrder, stepOfRow, lowerStart, lowerRow, upperStart, upperRow } = structure;
  const { re: zRe, im: zIm } = work;
  for (let j = 0; j < size; j++) {
    let re = b.re[columnOrder[j]!]!;
    let im = b.im[columnOrder[j]!]!;
    for (let p = upperStart[j]!; p < upperStart[j + 1]!; p++) {
      const row = upperRow[p]!;
      re -= upperRe[p]! * zRe[row]! - upperIm[p]! * zIm[row]!;
      im -= upperRe[p]! * zIm[row]! + upperIm[p]! * zRe[row]!;
    }
    zRe[j] = re * inverseRe[j]! - im * inverseIm[j]!;
    zIm[j] = re * inverseIm[j]! + im * inverseRe[j]!;
  }
  for (let j = size - 1; j >= 0; j--) {
    let re = zRe[j]!;
    let im = zIm[j]!;
    for (let p = lowerStart[j]!; p < lowerStart[j + 1]!; p++) {
      const row = lowerRow[p]!;
      re -= lowerRe[p]! * zRe[row]! - lowerIm[p]! * zIm[row]!;
      im -= lowerRe[p]! * zIm[row]! + lowerIm[p]! * zRe[row]!;
    }
    zRe[j] = re;
    zIm[j] = im;
  }
  for (let row = 0; row < size; row++) {
    const step = stepOfRow[row]!;
    x.re[row] = zRe[step]! * rowScale[row]!;
    x.im[row] = zIm[step]! * rowScale[row]!;
  }
}
