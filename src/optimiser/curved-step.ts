import { dot, norm } from "../numeric/dense-vector.ts";
import { solveUpper, solveUpperTransposed } from "../numeric/triangular-solve.ts";
import type { Room } from "./box.ts";
import { type DampedSystem, systemColumn } from "./damped-step.ts";
import { applyJacobian, modelColumn, type ResidualModel } from "./residual-model.ts";

/** The curved step replaces the straight one only where it promises clearly more by the same measure. */
const requiredGain = 1.02;

/**
 * The step that minimises the model with its second-order term, |r + J d + ½ a β²|², β = sᵀd. For a given β this is a linear problem
 * whose solution is d(β) = -A⁻¹Jᵀ(r + ½ a β²) + ν A⁻¹s, A = JᵀJ + damping I, with ν such that sᵀd = β: the cost along β is a polynomial of
 * degree four, minimised on the interval that the radius allows.
 *
 * Returns null where there is no second-order term, or the step leaves radius or box, or the straight step is as good.
 */
export function findCurvedStep(
  model: ResidualModel,
  system: DampedSystem,
  room: Room,
  radius: number,
): { readonly step: Float64Array; readonly predicted: number } | null {
  if (!model.direction) return null;
  const count = system.free.length;
  const s = Float64Array.from(system.free, (n) => model.direction![n]!);
  const reach = radius * norm(s);
  if (reach === 0) return null;
  const solve = (b: Float64Array) => solveUpper(system.factor, system.stride, count, b);
  const straight = system.step;
  const bend = solve(systemColumn(system, count + 1)).map((value) => -value / 2);
  const towards = solve(solveUpperTransposed(system.factor, system.stride, count, s));
  const pull = dot(s, towards);
  if (!(pull > 0)) return null;

  // d(β) = d0 + β d1 + β² d2
  const d0 = straight.map((value, k) => value - (dot(s, straight) / pull) * towards[k]!);
  const d1 = towards.map((value) => value / pull);
  const d2 = bend.map((value, k) => value - (dot(s, bend) / pull) * towards[k]!);
  const stepAt = (beta: number) => d0.map((value, k) => value + beta * (d1[k]! + beta * d2[k]!));
  const widen = (d: Float64Array) => {
    const full = new Float64Array(model.parameters);
    for (const [k, n] of system.free.entries()) full[n] = d[k]!;
    return full;
  };
  const slopes = [d0, d1, d2].map((d) => applyJacobian(model, widen(d)));
  const r = modelColumn(model, model.parameters);
  const a = modelColumn(model, model.parameters + 1);
  const costAt = (beta: number): number => {
    let sum = 0;
    for (let row = 0; row < model.rows; row++) {
      const quadratic = slopes[2]![row]! + a[row]! / 2;
      sum += (r[row]! + slopes[0]![row]! + beta * (slopes[1]![row]! + beta * quadratic)) ** 2;
    }
    return sum / 2;
  };
  const limit = radius * (1 + 1e-6);
  const allowed = (beta: number) => (norm(stepAt(beta)) <= limit ? costAt(beta) : Number.POSITIVE_INFINITY);

  const beta = minimiseOnInterval(allowed, reach);
  const cost = allowed(beta);
  const slope = applyJacobian(model, widen(straight));
  const straightBeta = dot(s, straight);
  let straightCost = 0;
  for (let row = 0; row < model.rows; row++) {
    straightCost += (r[row]! + slope[row]! + (a[row]! * straightBeta ** 2) / 2) ** 2 / 2;
  }
  if (!(model.cost - cost > requiredGain * (model.cost - straightCost) && cost < model.cost)) return null;
  const step = widen(stepAt(beta));
  const inside = step.every((value, n) => value >= room.below[n]! && value <= room.above[n]!);
  return inside ? { step, predicted: model.cost - cost } : null;
}

/** Minimum over [-reach, reach] of a function that may be Infinity in parts: a grid that is finer near zero, then golden section. */
function minimiseOnInterval(f: (x: number) => number, reach: number): number {
  const half = 60;
  const at = (k: number) => Math.sign(k) * reach * (k / half) ** 2;
  let best = 0;
  for (let k = -half; k <= half; k++) if (f(at(k)) < f(at(best))) best = k;
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = at(Math.max(best - 1, -half));
  let high = at(Math.min(best + 1, half));
  for (let n = 0; n < 40; n++) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (f(left) < f(right)) high = right;
    else low = left;
  }
  const refined = (low + high) / 2;
  return f(refined) < f(at(best)) ? refined : at(best);
}
