import { complexMatrix } from "../numeric/complex-matrix.ts";
import { solveDense } from "../numeric/solve-dense.ts";

/** M x'' + D x' + K x = f with M and D the same for every coordinate; `stiffness` row by row. */
export interface SpringMechanics {
  readonly mass: number;
  readonly drag: number;
  readonly stiffness: readonly Float64Array[];
}

/**
 * Displacements [m] of all coordinates at the steps 0 … `count` under a force [N] on one of them, from rest, by trapezoidal steps of
 * M v' + D v + K x = f, x' = v. Shape: one vector a step.
 */
export function springMotion(
  { mass, drag, stiffness }: SpringMechanics,
  coordinate: number,
  force: (time: number) => number,
  step: number,
  count: number,
): readonly Float64Array[] {
  const size = stiffness.length;
  // v(n+1) solves (2M/h + D + hK/2) v(n+1) = f(n+1) + f(n) + (2M/h - D - hK/2) v(n) - 2K x(n).
  const implicit = complexMatrix(size, size);
  const unit = complexMatrix(size, size);
  for (let row = 0; row < size; row++) {
    unit.re[row * size + row] = 1;
    for (let column = 0; column < size; column++) {
      implicit.re[row * size + column] = (step / 2) * stiffness[row]![column]!;
    }
    implicit.re[row * size + row]! += (2 * mass) / step + drag;
  }
  const inverse = solveDense(implicit, unit)!.re;
  let x = new Float64Array(size);
  let v = new Float64Array(size);
  const motion = [x];
  for (let n = 0; n < count; n++) {
    const right = v.map((velocity, row) => {
      const pull = stiffness[row]!.reduce((sum, k, j) => sum + k * (2 * x[j]! + (step / 2) * v[j]!), 0);
      return ((2 * mass) / step - drag) * velocity - pull;
    });
    right[coordinate]! += force((n + 1) * step) + force(n * step);
    const next = v.map((_, row) =>
      right.reduce((sum, value, j) => sum + inverse[row * size + j]! * value, 0),
    );
    x = x.map((place, k) => place + (step / 2) * (v[k]! + next[k]!));
    v = next;
    motion.push(x);
  }
  return motion;
}
