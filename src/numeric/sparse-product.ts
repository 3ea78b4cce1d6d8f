import type { ComplexVector } from "./complex-vector.ts";
import type { SparsePattern } from "./sparse-pattern.ts";

/** Write b - A x into `residual`, or b - Aᵀ x. The three vectors must be distinct. */
export function writeResidual(
  pattern: SparsePattern,
  values: ComplexVector,
  x: ComplexVector,
  b: ComplexVector,
  residual: ComplexVector,
  transposed: boolean,
): void {
  const { size, columnStart, rowIndex } = pattern;
  residual.re.set(b.re);
  residual.im.set(b.im);
  for (let column = 0; column < size; column++) {
    for (let p = columnStart[column]!; p < columnStart[column + 1]!; p++) {
      const from = transposed ? rowIndex[p]! : column;
      const to = transposed ? column : rowIndex[p]!;
      const re = values.re[p]! * x.re[from]! - values.im[p]! * x.im[from]!;
      const im = values.re[p]! * x.im[from]! + values.im[p]! * x.re[from]!;
      residual.re[to] = residual.re[to]! - re;
      residual.im[to] = residual.im[to]! - im;
    }
  }
}

/** The same for real numbers. */
export function writeRealResidual(
  { size, columnStart, rowIndex }: SparsePattern,
  values: Float64Array,
  x: Float64Array,
  b: Float64Array,
  residual: Float64Array,
  transposed: boolean,
): void {
  residual.set(b);
  for (let column = 0; column < size; column++) {
    for (let p = columnStart[column]!; p < columnStart[column + 1]!; p++) {
      const from = transposed ? rowIndex[p]! : column;
      const to = transposed ? column : rowIndex[p]!;
      residual[to] = residual[to]! - values[p]! * x[from]!;
    }
  }
}

/** Add `correction` to x. */
export function addCorrection(x: ComplexVector, correction: ComplexVector): void {
  for (let i = 0; i < x.re.length; i++) {
    x.re[i] = x.re[i]! + correction.re[i]!;
    x.im[i] = x.im[i]! + correction.im[i]!;
  }
}
