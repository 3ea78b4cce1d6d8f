import { triangularise } from "../numeric/dense-qr.ts";
import { dot } from "../numeric/dense-vector.ts";

/**
 * The residuals near a point, r(x + d) ≈ r + J d + ½ a (sᵀd)².
 *
 * s leads back to the point before, and a makes the model exact there: the residuals of the last step, known already, tell how the
 * network bends in the direction it is being moved. Where J loses rank at the solution (two equal capacitors that may be exchanged)
 * Gauss-Newton merely halves the distance in each step; this term restores fast convergence and costs no analysis.
 * Source: Schnabel & Frank, Tensor methods for nonlinear equations, SIAM J. Numer. Anal. 21 (1984) 815, one past point.
 *
 * Stored as the triangular factor of [J | r | a]: an orthogonal change of the residuals' coordinates, which changes neither a norm nor an
 * inner product and leaves parameters + 2 rows at most, however many residuals there are.
 */
export interface ResidualModel {
  readonly parameters: number;
  readonly rows: number;
  /** Shape (rows, parameters + 2). */
  readonly factor: Float64Array;
  /** s; null where there is no earlier point, and then a = 0. */
  readonly direction: Float64Array | null;
  /** Jᵀr. */
  readonly gradient: Float64Array;
  /** |r|² / 2. */
  readonly cost: number;
  /** Euclidean length of each column of J. */
  readonly columnNorms: Float64Array;
}

/** A point visited before, with its residuals. */
export interface PastPoint {
  readonly point: Float64Array;
  readonly residuals: Float64Array;
}

/** Model at `point` from residuals r and Jacobian J, shape (residuals, parameters), row-major. */
export function buildResidualModel(
  point: Float64Array,
  residuals: Float64Array,
  jacobian: Float64Array,
  past: PastPoint | null,
): ResidualModel {
  const parameters = point.length;
  const columns = parameters + 2;
  const direction =
    past && past.residuals.length === residuals.length ? past.point.map((x, n) => x - point[n]!) : null;
  const square = direction ? dot(direction, direction) : 0;
  const data = new Float64Array(residuals.length * columns);
  for (let row = 0; row < residuals.length; row++) {
    const slopes = jacobian.subarray(row * parameters, (row + 1) * parameters);
    data.set(slopes, row * columns);
    data[row * columns + parameters] = residuals[row]!;
    if (!direction || !past || square === 0) continue;
    // r(past) = r + J s + ½ a (sᵀs)²
    const bend = past.residuals[row]! - residuals[row]! - dot(slopes, direction);
    data[row * columns + parameters + 1] = (2 * bend) / (square * square);
  }
  const { rows, data: factor } = triangularise({ rows: residuals.length, columns, data });
  const inner = (a: number, b: number): number => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += factor[row * columns + a]! * factor[row * columns + b]!;
    return sum;
  };
  return {
    parameters,
    rows,
    factor,
    direction: square > 0 ? direction : null,
    gradient: Float64Array.from({ length: parameters }, (_, n) => inner(n, parameters)),
    cost: inner(parameters, parameters) / 2,
    columnNorms: Float64Array.from({ length: parameters }, (_, n) => Math.sqrt(inner(n, n))),
  };
}

/** One column of the stored factor, in the compressed coordinates. */
export function modelColumn(model: ResidualModel, column: number): Float64Array {
  const columns = model.parameters + 2;
  return Float64Array.from({ length: model.rows }, (_, row) => model.factor[row * columns + column]!);
}

/** J d in the compressed coordinates. */
export function applyJacobian(model: ResidualModel, d: Float64Array): Float64Array {
  const columns = model.parameters + 2;
  return Float64Array.from({ length: model.rows }, (_, row) =>
    dot(d, model.factor.subarray(row * columns, row * columns + model.parameters)),
  );
}

/** |r + J d|² / 2. */
export function linearCost(model: ResidualModel, d: Float64Array): number {
  const slope = applyJacobian(model, d);
  return model.cost + dot(model.gradient, d) + dot(slope, slope) / 2;
}
