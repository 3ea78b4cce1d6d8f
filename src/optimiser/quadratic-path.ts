import { dot } from "../numeric/dense-vector.ts";

/** A vector that moves along a parabola, p(β) = p₀ + β p₁ + β² p₂. */
export type QuadraticPath = readonly [Float64Array, Float64Array, Float64Array];

/** p(β). */
export function pointOnPath([p0, p1, p2]: QuadraticPath, beta: number): Float64Array {
  return p0.map((value, n) => value + beta * (p1[n]! + beta * p2[n]!));
}

/** Coefficients of |p(β)|², constant first: what a search along β evaluates without touching the vectors. */
export function squaredLength([p0, p1, p2]: QuadraticPath): readonly number[] {
  return [dot(p0, p0), 2 * dot(p0, p1), dot(p1, p1) + 2 * dot(p0, p2), 2 * dot(p1, p2), dot(p2, p2)];
}

/** Value of a polynomial, constant first. */
export function evaluatePolynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
