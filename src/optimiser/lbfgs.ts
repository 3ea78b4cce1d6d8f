import { addScaled, dot } from "../numeric/dense-vector.ts";
import type { Optimiser } from "./optimiser.ts";
import {
  createProjectedDescent,
  type DirectionRule,
  type ProjectedDescentOptions,
  type ProjectedDescentState,
} from "./projected-descent.ts";

/** One accepted step s and the change y of the gradient along it, sᵀy > 0. */
interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
}

export interface LbfgsOptions extends ProjectedDescentOptions {
  /** How many steps the curvature is built from. Default 10. */
  readonly memory?: number;
}

export type LbfgsState = ProjectedDescentState<readonly Pair[]>;

/**
 * L-BFGS with bounds: the inverse curvature is rebuilt from the last steps, d = -H g, and the line search follows the projection of that
 * line onto the box. One analysis for a trial and the gradient's own for an accepted point.
 * Source: Nocedal & Wright, Numerical Optimization, algorithm 7.4 (two-loop recursion).
 */
export function createLbfgs({ memory = 10, ...options }: LbfgsOptions = {}): Optimiser<LbfgsState> {
  const rule: DirectionRule<readonly Pair[]> = {
    name: "lbfgs",
    empty: [],
    window: 1,
    direction: (pairs, gradient) => (pairs.length === 0 ? null : applyInverse(pairs, gradient)),
    learn: (pairs, s, y) => [...pairs, { s, y }].slice(-memory),
  };
  return createProjectedDescent(rule, options);
}

/** -H g by the two-loop recursion, the newest pair last; H starts as the newest pair's scalar curvature. */
function applyInverse(pairs: readonly Pair[], gradient: Float64Array): Float64Array {
  let q = gradient;
  const shares = new Float64Array(pairs.length);
  for (let n = pairs.length - 1; n >= 0; n--) {
    const { s, y } = pairs[n]!;
    shares[n] = dot(s, q) / dot(s, y);
    q = addScaled(q, -shares[n]!, y);
  }
  const newest = pairs[pairs.length - 1]!;
  const scale = dot(newest.s, newest.y) / dot(newest.y, newest.y);
  let direction: Float64Array = q.map((value) => -scale * value);
  for (const [n, { s, y }] of pairs.entries()) {
    direction = addScaled(direction, -dot(y, direction) / dot(s, y) - shares[n]!, s);
  }
  return direction;
}
