import type { ComplexMatrix } from "../numeric/complex-matrix.ts";

/** z = [x(+β) - x(-β)]/2β. */
export function nudgeContrast(plus: ComplexMatrix, minus: ComplexMatrix, beta: number): ComplexMatrix {
  const contrast = (above: Float64Array, below: Float64Array): Float64Array =>
    above.map((value, entry) => (value - below[entry]!) / (2 * beta));
  return { ...plus, re: contrast(plus.re, minus.re), im: contrast(plus.im, minus.im) };
}
