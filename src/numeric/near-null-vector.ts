import { type ComplexVector, complexVector } from "./complex-vector.ts";
import type { SingularMatrix } from "./lu-pivoting.ts";
import { solveWithFactor } from "./lu-solve.ts";
import type { LuFactor } from "./lu-structure.ts";
import type { SparsePattern } from "./sparse-pattern.ts";
import { addCorrection, writeResidual } from "./sparse-product.ts";

/** Changes of the entries by so many units in the last place count as rounding: sums of conductances carry several. */
const PERTURBATION = 32 * Number.EPSILON;

/**
 * The verdict on a factorisation with a tiny pivot. One step of inverse iteration gives the vector z that A nearly maps to
 * zero; if |A z| <= ε |A| |z| in every row, then entries changed by their rounding make the matrix singular (Oettli & Prager 1964), and
 * no digit of a solution along z would mean anything. Returns undefined where the solution does mean something.
 */
export function findNearNullVector(
  pattern: SparsePattern,
  factor: LuFactor,
  values: ComplexVector,
): SingularMatrix | undefined {
  const { size, columnStart, rowIndex } = pattern;
  const { stepOfRow, columnOrder } = factor.structure;
  const step = factor.health.smallestPivotStep;
  const b = complexVector(size);
  b.re[stepOfRow.indexOf(step)] = 1;
  const z = complexVector(size);
  const work = complexVector(size);
  solveWithFactor(factor, b, z, work);
  // Refined, so that a large residual cannot be blamed on the elimination.
  const image = complexVector(size);
  const correction = complexVector(size);
  writeResidual(pattern, values, z, b, image, false);
  solveWithFactor(factor, image, correction, work);
  addCorrection(z, correction);

  const magnitude = z.re.map((re, k) => Math.hypot(re, z.im[k]!));
  const largest = magnitude.reduce((most, value) => Math.max(most, value), 0);
  if (!Number.isFinite(largest))
    return { kind: "singular", column: columnOrder[step]!, undetermined: unit(size, columnOrder[step]!) };
  const nothing = complexVector(size);
  writeResidual(pattern, values, z, nothing, image, false);
  const weight = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    for (let p = columnStart[column]!; p < columnStart[column + 1]!; p++) {
      weight[rowIndex[p]!]! += Math.hypot(values.re[p]!, values.im[p]!) * magnitude[column]!;
    }
  }
  const regular = weight.some(
    (scale, row) => Math.hypot(image.re[row]!, image.im[row]!) > PERTURBATION * scale,
  );
  if (regular) return undefined;
  return {
    kind: "singular",
    column: columnOrder[step]!,
    undetermined: magnitude.map((value) => value / largest),
  };
}

function unit(size: number, position: number): Float64Array {
  const vector = new Float64Array(size);
  vector[position] = 1;
  return vector;
}
