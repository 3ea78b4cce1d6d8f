import { addScaled, dot, norm } from "../numeric/dense-vector.ts";
import { solveUpper, solveUpperTransposed } from "../numeric/triangular-solve.ts";
import type { Room } from "./box.ts";
import { type DampedSystem, systemColumn } from "./damped-step.ts";
import { evaluatePolynomial, pointOnPath, type QuadraticPath, squaredLength } from "./quadratic-path.ts";
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
  const { free, step: straight } = system;
  const s = Float64Array.from(free, (n) => model.direction![n]!);
  const reach = radius * norm(s);
  const steps = findStepsByBeta(system, s);
  if (reach === 0 || !steps) return null;

  const widen = (d: Float64Array) => {
    const full = new Float64Array(model.parameters);
    for (const [k, n] of free.entries()) full[n] = d[k]!;
    return full;
  };
  const r = modelColumn(model, model.parameters);
  const halfA = modelColumn(model, model.parameters + 1).map((value) => value / 2);
  const [j0, j1, j2] = steps.map((d) => applyJacobian(model, widen(d)));
  const residuals: QuadraticPath = [addScaled(r, 1, j0!), j1!, addScaled(halfA, 1, j2!)];
  const costs = squaredLength(residuals);
  const lengths = squaredLength(steps);
  const longest = (radius * (1 + 1e-6)) ** 2;
  const beta = minimiseOnInterval(
    (x) =>
      evaluatePolynomial(lengths, x) <= longest ? evaluatePolynomial(costs, x) : Number.POSITIVE_INFINITY,
    reach,
  );

  const atEnd = pointOnPath(residuals, beta);
  const predicted = model.cost - dot(atEnd, atEnd) / 2;
  const straightImage = addScaled(r, 1, applyJacobian(model, widen(straight)));
  const straightEnd = addScaled(straightImage, dot(s, straight) ** 2, halfA);
  const straightGain = model.cost - dot(straightEnd, straightEnd) / 2;
  if (!(predicted > requiredGain * straightGain && predicted > 0)) return null;
  const step = widen(pointOnPath(steps, beta));
  if (!(norm(step) <= radius * (1 + 1e-5))) return null;
  const inside = step.every((value, n) => value >= room.below[n]! && value <= room.above[n]!);
  return inside ? { step, predicted } : null;
}

/** d(β), the best step for each β, in the free variables; null where s lies in no direction that the system resolves. */
function findStepsByBeta(
  { free, factor, stride, step }: DampedSystem,
  s: Float64Array,
): QuadraticPath | null {
  const count = free.length;
  const solve = (b: Float64Array) => solveUpper(factor, stride, count, b);
  const bend = solve(systemColumn({ free, factor, stride }, count + 1)).map((value) => -value / 2);
  const towards = solve(solveUpperTransposed(factor, stride, count, s));
  const pull = dot(s, towards);
  if (!(pull > 0 && Number.isFinite(pull))) return null;
  return [
    addScaled(step, -dot(s, step) / pull, towards),
    towards.map((value) => value / pull),
    addScaled(bend, -dot(s, bend) / pull, towards),
  ];
}

/** Minimum over [-reach, reach] of a function that may be Infinity in parts: a grid that is finer near zero, then golden section. */
function minimiseOnInterval(f: (x: number) => number, reach: number): number {
  const half = 60;
  const at = (k: number) => Math.sign(k) * reach * (k / half) ** 2;
  let best = 0;
  let lowest = f(0);
  for (let k = -half; k <= half; k++) {
    const value = f(at(k));
    if (value >= lowest) continue;
    best = k;
    lowest = value;
  }
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
  return f(refined) < lowest ? refined : at(best);
}
