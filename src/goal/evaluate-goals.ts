import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import type { BoundGoal, Goal } from "./goal.ts";
import type { CostEvaluation, GoalVerdict } from "./objective.ts";
import type { ResidualLayout } from "./residual-layout.ts";
import { type ResidualRows, startRows, writeRow } from "./residual-rows.ts";

/**
 * Cost, residuals, derivatives and verdicts of goals at one set of observed numbers:
 *
 *     C = Σ_goals weight Σ_points share ½ (r/scale)² = ½ Σ rows²,   row = r sqrt(weight share) / scale
 *
 * with r = q - t (`=`), max(0, q - t) (`<=`), max(0, t - q) (`>=`). A margin adds margin · scale to what a limit sees in
 * residuals and derivatives, never in `cost` and verdicts. At r = 0 of a limit the derivative is 0. Where an expression has no
 * finite value (the decibels of zero) the cost is not finite, and the derivatives mean nothing.
 *
 * @param observed shape (observables, points)
 */
export function evaluateGoals(
  goals: readonly BoundGoal[],
  layout: ResidualLayout,
  observed: ComplexMatrix,
  slots: Float64Array,
  margin: number,
): CostEvaluation {
  const rows = startRows(layout, observed, slots.length);
  let cost = 0;
  const verdicts = goals.map((goal): GoalVerdict => {
    const { part, verdict } = evaluateGoal(goal, observed, slots, margin, rows);
    cost += part;
    return verdict;
  });
  const { row, observable, point, slotRow, slot } = layout;
  const { residuals, dRe, dIm, dSlot, costDerivative, costSlotDerivative } = rows;
  return {
    cost,
    residuals,
    residualDerivatives: { row, observable, point, dRe, dIm, slotRow, slot, dSlot },
    costDerivative,
    costSlotDerivative,
    goals: verdicts,
  };
}

function evaluateGoal(
  boundGoal: BoundGoal,
  observed: ComplexMatrix,
  slots: Float64Array,
  margin: number,
  rows: ResidualRows,
): { readonly part: number; readonly verdict: GoalVerdict } {
  const { goal, share, means, bound } = boundGoal;
  const { program, count, axis } = bound;
  const { re, im, complex } = program.result;
  const limit = goal.kind === "limit";
  let part = 0;
  let worst = Number.NEGATIVE_INFINITY;
  let worstPoint = 0;
  bound.loadSlots(slots);
  for (const mean of means) mean.evaluate(slots, observed);
  for (let k = 0; k < count; k++) {
    bound.run(k, observed);
    const factor = Math.sqrt(goal.weight * share[k]!) / goal.scale;
    const x = re[0]!;
    const size = limit ? x : complex ? Math.hypot(x, im[0]!) : Math.abs(x);
    // Written so that NaN is kept once it is there.
    if (!(size <= worst) && !Number.isNaN(worst)) {
      worst = size;
      worstPoint = k;
    }
    const counted = factor * (limit ? Math.max(0, size) : size);
    part += 0.5 * counted * counted;
    if (limit) {
      const pressed = Math.max(0, x + margin * goal.scale);
      writeRow(boundGoal, k, re, factor * pressed, pressed > 0 ? factor : 0, rows);
    } else {
      writeRow(boundGoal, k, re, factor * x, factor, rows);
      if (complex) writeRow(boundGoal, k, im, factor * im[0]!, factor, rows);
    }
  }
  if (limit) worst = Math.max(0, worst);
  return { part, verdict: { name: goal.name, met: isMet(goal, worst), worst, at: axis[worstPoint]! } };
}

function isMet({ kind, tolerance }: Goal, worst: number): boolean | null {
  if (kind === "equality" && tolerance === undefined) return null;
  return worst <= (tolerance ?? 0);
}
