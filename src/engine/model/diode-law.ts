/**
 * A junction at rest: with u = v(anode) - v(cathode) and V = n k T/q,
 *
 *     i(u) = Is (e^(u/V) - 1) + gmin u                       u ≥ -3V
 *     i(u) = -Is (1 + (3V/(e u))³) + gmin u                  below, where ngspice lets the current level off smoothly
 *
 * Source: ngspice's diode model without series resistance and breakdown (L. Nagel, SPICE2, UCB/ERL M520, 1975).
 */
export interface DiodeLaw {
  /** Nodes; 0 is the ground. */
  readonly anode: number;
  readonly cathode: number;
  /** Is [A]. */
  readonly saturation: number;
  /** V = n k T/q [V]. */
  readonly slope: number;
  /** gmin [S]. */
  readonly leak: number;
}

/** Below this many V a junction blocks. */
const BLOCKED = 3;

/** i(u) [A]. */
export function diodeCurrent({ saturation, slope, leak }: DiodeLaw, u: number): number {
  if (u >= -BLOCKED * slope) return saturation * Math.expm1(u / slope) + leak * u;
  return -saturation * (1 + ((BLOCKED * slope) / (u * Math.E)) ** 3) + leak * u;
}

/** di/du [S], never less than gmin. */
export function diodeConductance({ saturation, slope, leak }: DiodeLaw, u: number): number {
  if (u >= -BLOCKED * slope) return (saturation / slope) * Math.exp(u / slope) + leak;
  return ((3 * saturation) / u) * ((BLOCKED * slope) / (u * Math.E)) ** 3 + leak;
}

/**
 * A step of Newton's method from u to `next`, shortened where the exponential would carry it away: above the voltage of least radius of
 * curvature the step is taken in the current instead of the voltage.
 * Source: Nagel (1975), the junction limiting of SPICE.
 */
export function limitStep({ saturation, slope }: DiodeLaw, u: number, next: number): number {
  const critical = slope * Math.log(slope / (Math.SQRT2 * saturation));
  if (next <= critical || Math.abs(next - u) <= 2 * slope) return next;
  if (u <= 0) return slope * Math.log(next / slope);
  const growth = 1 + (next - u) / slope;
  return growth > 0 ? u + slope * Math.log(growth) : critical;
}
