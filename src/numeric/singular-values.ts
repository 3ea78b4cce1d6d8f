import { type DenseMatrix, triangularise } from "./dense-qr.ts";

/** The right half of a singular value decomposition, A = U Σ Vᵀ. */
export interface RightSingularVectors {
  /** Descending, one per column of A. */
  readonly values: Float64Array;
  /** Row n is the unit vector v_n that belongs to value n, with |A v_n| = σ_n. */
  readonly vectors: readonly Float64Array[];
}

/** Sweeps after which the rotations have always converged; ten are usual. */
const sweepLimit = 60;

/**
 * Singular values and right singular vectors by one-sided Jacobi rotations of the triangular factor: small values come out with high
 * relative accuracy, which forming AᵀA would destroy. About 10 n³ operations a sweep: meant for up to a few hundred columns.
 * Source: Golub & Van Loan, Matrix Computations, section 8.6.3.
 */
export function rightSingularVectors(matrix: DenseMatrix): RightSingularVectors {
  const size = matrix.columns;
  const triangle = triangularise(matrix);
  const columns = Array.from({ length: size }, (_, c) =>
    Float64Array.from({ length: triangle.rows }, (_, r) => triangle.data[r * size + c]!),
  );
  const basis = Array.from({ length: size }, (_, c) =>
    Float64Array.from({ length: size }, (_, r) => (r === c ? 1 : 0)),
  );
  for (let sweep = 0; sweep < sweepLimit; sweep++) {
    let rotated = false;
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) rotated = orthogonalise(columns, basis, p, q) || rotated;
    }
    if (!rotated) break;
  }
  const lengths = columns.map((column) => Math.hypot(...column));
  const order = [...lengths.keys()].sort((a, b) => lengths[b]! - lengths[a]!);
  return { values: Float64Array.from(order, (n) => lengths[n]!), vectors: order.map((n) => basis[n]!) };
}

/** Rotate columns p and q until they are orthogonal; false where they are already. */
function orthogonalise(
  columns: readonly Float64Array[],
  basis: readonly Float64Array[],
  p: number,
  q: number,
): boolean {
  const a = columns[p]!;
  const b = columns[q]!;
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let r = 0; r < a.length; r++) {
    aa += a[r]! * a[r]!;
    bb += b[r]! * b[r]!;
    ab += a[r]! * b[r]!;
  }
  if (Math.abs(ab) <= 1e-15 * Math.sqrt(aa) * Math.sqrt(bb)) return false;
  const zeta = (bb - aa) / (2 * ab);
  const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  rotate(a, b, cosine, cosine * tangent);
  rotate(basis[p]!, basis[q]!, cosine, cosine * tangent);
  return true;
}

function rotate(a: Float64Array, b: Float64Array, cosine: number, sine: number): void {
  for (let r = 0; r < a.length; r++) {
    const x = a[r]!;
    const y = b[r]!;
    a[r] = cosine * x - sine * y;
    b[r] = sine * x + cosine * y;
  }
}
