import type { ComplexVector } from "./complex-vector.ts";
import type { LuFactor } from "./lu-structure.ts";
import type { SparsePattern } from "./sparse-pattern.ts";

/**
 * A pivot may be this much smaller than the largest candidate of its column before the pivot order is given up.
 * Smaller would lose digits, larger would search for new pivots at almost every frequency.
 */
const GROWTH_LIMIT = 1e-3;

/** Nearer to singular than this, the pivots are chosen afresh, with a verdict. */
const SUSPICIOUS_RATIO = 1e-12;

/**
 * Compute L and U at new values with the pivots of the factor's structure, in place and without allocation.
 * `work` is zero on entry and on return. Returns false when a pivot is not finite or, unless the pivots were chosen for these
 * very values (`chosen`), became too small for its column: then the numbers are unusable and new pivots must be chosen.
 */
export function refactorise(
  factor: LuFactor,
  pattern: SparsePattern,
  values: ComplexVector,
  work: ComplexVector,
  chosen: boolean,
): boolean {
  const { structure, lowerRe, lowerIm, upperRe, upperIm, inverseRe, inverseIm, rowScale } = factor;
  const { size, aStart, aPosition, aRow, lowerStart, lowerRow, upperStart, upperRow } = structure;
  const { rowIndex } = pattern;
  const { re: aRe, im: aIm } = values;
  const { re: xRe, im: xIm } = work;
  const growthLimit = chosen ? 0 : GROWTH_LIMIT;
  const ratioLimit = chosen ? 0 : SUSPICIOUS_RATIO;
  if (!rowScaling(pattern, values, rowScale)) return false;

  let smallestRatio = 1;
  let smallestStep = 0;
  for (let j = 0; j < size; j++) {
    let entered = 0;
    for (let p = aStart[j]!; p < aStart[j + 1]!; p++) {
      const position = aPosition[p]!;
      const scale = rowScale[rowIndex[position]!]!;
      const row = aRow[p]!;
      const re = aRe[position]! * scale;
      const im = aIm[position]! * scale;
      xRe[row] = re;
      xIm[row] = im;
      const magnitude = Math.abs(re) + Math.abs(im);
      if (magnitude > entered) entered = magnitude;
    }

    for (let p = upperStart[j]!; p < upperStart[j + 1]!; p++) {
      const k = upperRow[p]!;
      const uRe = xRe[k]!;
      const uIm = xIm[k]!;
      xRe[k] = 0;
      xIm[k] = 0;
      upperRe[p] = uRe;
      upperIm[p] = uIm;
      if (uRe === 0 && uIm === 0) continue;
      const magnitude = Math.abs(uRe) + Math.abs(uIm);
      if (magnitude > entered) entered = magnitude;
      for (let q = lowerStart[k]!; q < lowerStart[k + 1]!; q++) {
        const row = lowerRow[q]!;
        const re = lowerRe[q]!;
        const im = lowerIm[q]!;
        xRe[row] = xRe[row]! - (re * uRe - im * uIm);
        xIm[row] = xIm[row]! - (re * uIm + im * uRe);
      }
    }

    const re = xRe[j]!;
    const im = xIm[j]!;
    xRe[j] = 0;
    xIm[j] = 0;
    const pivotSize = Math.abs(re) + Math.abs(im);
    const square = re * re + im * im;
    const invRe = re / square;
    const invIm = -im / square;
    inverseRe[j] = invRe;
    inverseIm[j] = invIm;
    let largest = pivotSize;
    for (let p = lowerStart[j]!; p < lowerStart[j + 1]!; p++) {
      const row = lowerRow[p]!;
      const xr = xRe[row]!;
      const xi = xIm[row]!;
      xRe[row] = 0;
      xIm[row] = 0;
      lowerRe[p] = xr * invRe - xi * invIm;
      lowerIm[p] = xr * invIm + xi * invRe;
      const magnitude = Math.abs(xr) + Math.abs(xi);
      if (magnitude > largest) largest = magnitude;
    }
    const ratio = pivotSize / Math.max(entered, largest);
    if (ratio < smallestRatio) {
      smallestRatio = ratio;
      smallestStep = j;
    }
    // Written so that a NaN fails too; `work` is cleaned before giving up.
    const good = pivotSize > growthLimit * largest && ratio > ratioLimit;
    if (!(good && Number.isFinite(invRe) && Number.isFinite(invIm))) {
      xRe.fill(0);
      xIm.fill(0);
      return false;
    }
  }
  factor.health.smallestPivotRatio = smallestRatio;
  factor.health.smallestPivotStep = smallestStep;
  return true;
}

/**
 * The factor of each row that makes its largest entry 1 (in the norm |Re| + |Im|), so that pivots of different rows can be
 * compared although siemens, ohms and plain ones stand in one matrix. An empty row keeps 1. False if a value is not finite.
 */
export function rowScaling(pattern: SparsePattern, values: ComplexVector, scale: Float64Array): boolean {
  const { rowIndex } = pattern;
  const { re, im } = values;
  scale.fill(0);
  for (let p = 0; p < rowIndex.length; p++) {
    const row = rowIndex[p]!;
    const magnitude = Math.abs(re[p]!) + Math.abs(im[p]!);
    if (!(magnitude <= Number.MAX_VALUE)) return false;
    if (magnitude > scale[row]!) scale[row] = magnitude;
  }
  for (let row = 0; row < scale.length; row++) scale[row] = scale[row] === 0 ? 1 : 1 / scale[row]!;
  return true;
}
