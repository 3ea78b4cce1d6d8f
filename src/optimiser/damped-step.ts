import { triangularise } from "../numeric/dense-qr.ts";
import { solveUpper } from "../numeric/triangular-solve.ts";
import type { ResidualModel } from "./residual-model.ts";

/** The damped least-squares problem of some of the variables, triangularised: TᵀT = JᵀJ + damping I over the free ones. */
export interface DampedSystem {
  /** Indices of the free variables, ascending. */
  readonly free: readonly number[];
  /** T in the first columns; then the images of r and of a. */
  readonly factor: Float64Array;
  readonly stride: number;
  /** The step of the free variables that minimises |r + J d|² + damping |d|², the others at `fixed`. */
  readonly step: Float64Array;
}

/**
 * Triangularise [J, r, a; √damping I, 0, 0] over the free variables. `fixed` is a full-length step whose entries at the variables that are
 * not free are kept (zero at the free ones). `damping` > 0.
 */
export function buildDampedSystem(
  model: ResidualModel,
  free: readonly number[],
  damping: number,
  fixed: Float64Array,
): DampedSystem {
  const count = free.length;
  const stride = count + 2;
  const source = model.parameters + 2;
  const data = new Float64Array((model.rows + count) * stride);
  for (let row = 0; row < model.rows; row++) {
    const from = row * source;
    const to = row * stride;
    for (let c = 0; c < count; c++) data[to + c] = model.factor[from + free[c]!]!;
    let residual = model.factor[from + model.parameters]!;
    for (let n = 0; n < fixed.length; n++) residual += model.factor[from + n]! * fixed[n]!;
    data[to + count] = residual;
    data[to + count + 1] = model.factor[from + model.parameters + 1]!;
  }
  for (let c = 0; c < count; c++) data[(model.rows + c) * stride + c] = Math.sqrt(damping);
  const factor = triangularise({ rows: model.rows + count, columns: stride, data }).data;
  const image = systemColumn({ factor, stride, free }, count);
  return { free, factor, stride, step: solveUpper(factor, stride, count, image).map((value) => -value) };
}

/** The first rows of a column of the factor: `free.length` for the image of r, one more for that of a. */
export function systemColumn(
  { factor, stride, free }: Pick<DampedSystem, "factor" | "stride" | "free">,
  column: number,
): Float64Array {
  return Float64Array.from({ length: free.length }, (_, row) => factor[row * stride + column]!);
}
