import type { Bounds } from "./optimiser.ts";

/** What is known of a variable in natural units (ohms, farads, …). */
export interface Variable {
  readonly scale: "log" | "linear";
  readonly start: number;
  /** -Infinity where there is none. */
  readonly min: number;
  readonly max: number;
}

/**
 * The coordinates x in which an optimiser works, and the way to natural values θ and back. In them the start is close to the
 * origin or of order one, and a change by 1 is a large one for every variable:
 *
 *     log      θ = start · exp(x),        dθ/dx = θ
 *     linear   θ = magnitude · x,         dθ/dx = magnitude
 */
export interface Parametrisation {
  /** The box in x. */
  readonly bounds: Bounds;
  /** x of natural values; they must have the sign of the start where the scale is logarithmic. */
  toInternal(theta: Float64Array): Float64Array;
  /** θ of x, never outside its bounds by rounding; the images of start and bounds are these to the last bit. */
  toNatural(x: Float64Array): Float64Array;
  /** ∂C/∂x from ∂C/∂θ, at x. */
  chainGradient(x: Float64Array, gradient: Float64Array): Float64Array;
  /** ∂r/∂x from ∂r/∂θ, shape (residuals, parameters), row-major, at x. */
  chainJacobian(x: Float64Array, jacobian: Float64Array): Float64Array;
}

/**
 * Choose the coordinates. A logarithmic variable keeps the sign of its start, and a bound of the other sign (or zero) does
 * not bind it. Throws a RangeError for a logarithmic variable that starts at zero.
 */
export function parametrise(variables: readonly Variable[]): Parametrisation {
  const axes = variables.map(buildAxis);
  const slopes = (x: Float64Array) => axes.map((axis, n) => axis.slope(x[n]!));
  return {
    bounds: {
      lower: Float64Array.from(axes, ({ lower }) => lower),
      upper: Float64Array.from(axes, ({ upper }) => upper),
    },
    toInternal: (theta) => theta.map((value, n) => axes[n]!.toInternal(value)),
    toNatural: (x) => x.map((value, n) => axes[n]!.toNatural(value)),
    chainGradient(x, gradient) {
      const chain = slopes(x);
      return gradient.map((value, n) => value * chain[n]!);
    },
    chainJacobian(x, jacobian) {
      const chain = slopes(x);
      return jacobian.map((value, n) => value * chain[n % chain.length]!);
    },
  };
}

/**
 * The change of a linear variable that counts as large: its own size; from zero, half of its range; without a range, 1.
 */
export function typicalMagnitude({ start, min, max }: Variable): number {
  if (start !== 0) return Math.abs(start);
  return Number.isFinite(max - min) && max > min ? (max - min) / 2 : 1;
}

/** The coordinate of one variable. */
interface Axis {
  readonly lower: number;
  readonly upper: number;
  toInternal(value: number): number;
  toNatural(x: number): number;
  slope(x: number): number;
}

function buildAxis(variable: Variable): Axis {
  return variable.scale === "log" ? logarithmicAxis(variable) : linearAxis(variable);
}

function logarithmicAxis({ start, min, max }: Variable): Axis {
  if (start === 0) throw new RangeError("a value of zero cannot be trained on a logarithmic scale");
  const coordinate = (value: number) =>
    value / start > 0 ? Math.log(value / start) : Number.NEGATIVE_INFINITY;
  // With a negative start the bound that is smaller in magnitude is `max`.
  const [inner, outer] = start > 0 ? [min, max] : [max, min];
  const bounds = { lower: coordinate(inner), upper: coordinate(outer) };
  const toNatural = (x: number) => atBound(x, bounds, inner, outer) ?? clamp(start * Math.exp(x), min, max);
  return { ...bounds, toInternal: coordinate, toNatural, slope: toNatural };
}

function linearAxis(variable: Variable): Axis {
  const magnitude = typicalMagnitude(variable);
  const { start, min, max } = variable;
  const bounds = { lower: min / magnitude, upper: max / magnitude };
  return {
    ...bounds,
    toInternal: (value) => value / magnitude,
    // Division and multiplication may differ in the last bit; the start must survive a training that changes nothing.
    toNatural: (x) =>
      x === start / magnitude ? start : (atBound(x, bounds, min, max) ?? clamp(x * magnitude, min, max)),
    slope: () => magnitude,
  };
}

/** The natural bound itself where x stands on a finite one: a value on its bound is recognised by being equal to it. */
function atBound(
  x: number,
  { lower, upper }: Pick<Axis, "lower" | "upper">,
  first: number,
  last: number,
): number | null {
  if (x <= lower && Number.isFinite(lower)) return first;
  return x >= upper && Number.isFinite(upper) ? last : null;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
