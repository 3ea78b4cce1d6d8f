import { norm } from "../numeric/dense-vector.ts";
import { rightSingularVectors } from "../numeric/singular-values.ts";

/** A direction in which the variables may move together while the residuals stay (to first order) where they are. */
export interface ValleyDirection {
  /** Unit vector in the coordinates of the Jacobian; its largest entry is positive. */
  readonly direction: Float64Array;
  /** |J d| relative to the largest |J v| of any unit vector v. */
  readonly weakness: number;
}

export interface ValleyOptions {
  /** A direction is a valley when its singular value is below this fraction of the largest. Default 1e-4. */
  readonly tolerance?: number;
  /** Entries smaller than this fraction of the largest are left out of the direction. Default 0.05. */
  readonly smallest?: number;
}

/**
 * The valleys of a least-squares problem at a solution, the flattest first: right singular vectors of J with small singular values. With
 * J in logarithmic coordinates (chainJacobian) an entry is a relative change: 0.71 for L1 and -0.71 for C1 says that L1/C1 is free while
 * L1 · C1 is not.
 *
 * `jacobian` has shape (residuals, parameters), row-major. With fewer residuals than parameters the missing directions are valleys of weakness
 * 0. A Jacobian of zeros has no direction that is weaker than another: the result is empty. Several valleys of about the same weakness are
 * one plane, of which the vectors are an arbitrary basis. Says nothing of directions that are flat only to first order in
 * the wrong place: ask it at the solution.
 */
export function findValleys(
  jacobian: Float64Array,
  parameters: number,
  { tolerance = 1e-4, smallest = 0.05 }: ValleyOptions = {},
): readonly ValleyDirection[] {
  if (parameters === 0) return [];
  const { values, vectors } = rightSingularVectors({
    rows: jacobian.length / parameters,
    columns: parameters,
    data: jacobian,
  });
  const strongest = values[0]!;
  if (strongest === 0) return [];
  return vectors
    .map((vector, n) => ({ direction: tidy(vector, smallest), weakness: values[n]! / strongest }))
    .filter(({ weakness }) => weakness <= tolerance)
    .reverse();
}

/** Without its small entries, of unit length, the largest entry positive (the first of them, where rounding alone decides). */
function tidy(vector: Float64Array, smallest: number): Float64Array {
  const largest = vector.reduce(
    (best, value) => (Math.abs(value) > Math.abs(best) * (1 + 1e-9) ? value : best),
    0,
  );
  const kept = vector.map((value) => (Math.abs(value) < smallest * Math.abs(largest) ? 0 : value));
  const scale = Math.sign(largest) / norm(kept);
  return kept.map((value) => (value === 0 ? 0 : value * scale));
}
