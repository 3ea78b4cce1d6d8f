import type { Bounds } from "./optimiser.ts";

/** The nearest point of the box. */
export function projectOntoBox(point: Float64Array, { lower, upper }: Bounds): Float64Array {
  return point.map((value, n) => Math.min(Math.max(value, lower[n]!), upper[n]!));
}

/**
 * True for a variable that stands on a bound and would leave the box by going downhill: at the lower bound with a positive slope, or at the
 * upper one with a negative slope.
 */
export function isHeld(
  n: number,
  point: Float64Array,
  gradient: Float64Array,
  { lower, upper }: Bounds,
): boolean {
  return (point[n]! <= lower[n]! && gradient[n]! > 0) || (point[n]! >= upper[n]! && gradient[n]! < 0);
}

/** The gradient with the entries of held variables set to zero: zero at a minimum of the box. */
export function freeGradient(point: Float64Array, gradient: Float64Array, bounds: Bounds): Float64Array {
  return gradient.map((slope, n) => (isHeld(n, point, gradient, bounds) ? 0 : slope));
}

/** Distances from the point to its bounds: room below (<= 0) and above (>= 0). */
export interface Room {
  readonly below: Float64Array;
  readonly above: Float64Array;
}

export function measureRoom(point: Float64Array, { lower, upper }: Bounds): Room {
  return {
    below: lower.map((bound, n) => bound - point[n]!),
    above: upper.map((bound, n) => bound - point[n]!),
  };
}
