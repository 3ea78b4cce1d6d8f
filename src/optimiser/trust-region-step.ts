import { dot, norm } from "../numeric/dense-vector.ts";
import { solveUpperTransposed } from "../numeric/triangular-solve.ts";
import type { Room } from "./box.ts";
import { findCurvedStep } from "./curved-step.ts";
import { buildDampedSystem, type DampedSystem } from "./damped-step.ts";
import { linearCost, type ResidualModel } from "./residual-model.ts";

/** A step to try, from the model alone. */
export interface ProposedStep {
  readonly step: Float64Array;
  /** Decrease of the cost that the model expects. */
  readonly predicted: number;
  /** True where the radius, not the model's own minimum, set its length. */
  readonly limited: boolean;
}

/** Directions this much weaker than the strongest one are left alone: their share of the step would be rounding noise. */
const weakestDirection = 1e-8;

/**
 * The step within radius and box that minimises the residual model: Gauss-Newton where that is short enough, otherwise damped to the
 * radius (Levenberg-Marquardt), or the curved step where the model's second-order term makes it the better one.
 *
 * `free` are the variables that may move at all. A variable that would leave the box is put on its bound and the others are solved
 * again. Lengths are Euclidean in the given coordinates, which parametrise() scales so that 1 is a large change of any variable.
 * Source: Moré, The Levenberg-Marquardt algorithm: implementation and theory, 1978.
 */
export function findTrustRegionStep(
  model: ResidualModel,
  free: readonly number[],
  room: Room,
  radius: number,
): ProposedStep {
  const strongest = Math.max(...free.map((n) => model.columnNorms[n]!));
  const floor = (weakestDirection * strongest) ** 2;
  const still = new Float64Array(model.parameters);
  let system = buildDampedSystem(model, free, floor, still);
  const limited = norm(system.step) > radius;
  let damping = floor;
  if (limited) ({ system, damping } = dampToRadius(model, system, floor, radius));

  const curved = findCurvedStep(model, system, room, radius);
  if (curved) return { ...curved, limited: norm(curved.step) > 0.9 * radius };
  for (;;) {
    const step = keepInBox(model, system, damping, room);
    const predicted = model.cost - linearCost(model, step);
    // Bounds can turn a step uphill; enough damping makes it follow the gradient, which the box cannot.
    if (predicted > 0 || norm(step) === 0) return { step, predicted: Math.max(predicted, 0), limited };
    damping *= 100;
    system = buildDampedSystem(model, free, damping, still);
  }
}

/** Raise the damping until the step is as long as the radius, to 10 %: Newton's method on 1/|d|, kept in a bracket. */
function dampToRadius(
  model: ResidualModel,
  undamped: DampedSystem,
  floor: number,
  radius: number,
): { readonly system: DampedSystem; readonly damping: number } {
  const still = new Float64Array(model.parameters);
  const slope = Math.sqrt(undamped.free.reduce((sum, n) => sum + model.gradient[n]! ** 2, 0));
  let low = floor;
  let high = Math.max(slope / radius, floor);
  let damping = floor;
  let system = undamped;
  for (let iteration = 0; iteration < 40; iteration++) {
    const length = norm(system.step);
    if (iteration > 0 && Math.abs(length - radius) <= 0.1 * radius) break;
    if (length > radius) low = Math.max(low, damping);
    else high = Math.min(high, damping);
    const w = solveUpperTransposed(system.factor, system.stride, system.free.length, system.step);
    const next = damping + (length / radius - 1) * (length ** 2 / dot(w, w));
    damping = next > low && next < high ? next : Math.sqrt(low * high);
    system = buildDampedSystem(model, system.free, damping, still);
  }
  return { system, damping };
}

/** The system's step with every variable that would leave the box on its bound instead, and the others solved for again. */
function keepInBox(model: ResidualModel, start: DampedSystem, damping: number, room: Room): Float64Array {
  const fixed = new Float64Array(model.parameters);
  let system = start;
  for (;;) {
    const free: number[] = [];
    system.free.forEach((n, k) => {
      const value = system.step[k]!;
      if (value < room.below[n]!) fixed[n] = room.below[n]!;
      else if (value > room.above[n]!) fixed[n] = room.above[n]!;
      else free.push(n);
    });
    if (free.length === system.free.length || free.length === 0) {
      const step = Float64Array.from(fixed);
      if (free.length > 0) for (const [k, n] of system.free.entries()) step[n] = system.step[k]!;
      return step;
    }
    system = buildDampedSystem(model, free, damping, fixed);
  }
}
