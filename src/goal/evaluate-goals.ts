import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import type { BoundGoal, Goal } from "./goal.ts";
import type { CostEvaluation, GoalVerdict } from "./objective.ts";
import type { ResidualLayout } from "./residual-layout.ts";

/** Where an evaluation writes: the result, and how far it has come. */
interface Progress {
  readonly observed: ComplexMatrix;
  readonly residuals: Float64Array;
  readonly dRe: Float64Array;
  readonly dIm: Float64Array;
  readonly dSlot: Float64Array;
  readonly costDerivative: ComplexMatrix;
  readonly costSlotDerivative: Float64Array;
  row: number;
  entry: number;
  slotEntry: number;
}

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
  const progress: Progress = {
    observed,
    residuals: new Float64Array(layout.rowCount),
    dRe: new Float64Array(layout.row.length),
    dIm: new Float64Array(layout.row.length),
    dSlot: new Float64Array(layout.slotRow.length),
    costDerivative: complexMatrix(observed.rows, observed.columns),
    costSlotDerivative: new Float64Array(slots.length),
    row: 0,
    entry: 0,
    slotEntry: 0,
  };
  let cost = 0;
  const verdicts = goals.map((bound): GoalVerdict => {
    const { part, verdict } = evaluateGoal(bound, slots, margin, progress);
    cost += part;
    return verdict;
  });
  const { row, observable, point, slotRow, slot } = layout;
  const { residuals, dRe, dIm, dSlot, costDerivative, costSlotDerivative } = progress;
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
  { goal, bound, share }: BoundGoal,
  slots: Float64Array,
  margin: number,
  progress: Progress,
): { readonly part: number; readonly verdict: GoalVerdict } {
  const { re, im, complex } = bound.program.result;
  const limit = goal.kind === "limit";
  let part = 0;
  let worst = Number.NEGATIVE_INFINITY;
  let worstPoint = 0;
  bound.loadSlots(slots);
  for (let k = 0; k < bound.count; k++) {
    bound.run(k, progress.observed);
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
      writeRow(bound, k, re, factor * pressed, pressed > 0 ? factor : 0, progress);
    } else {
      writeRow(bound, k, re, factor * x, factor, progress);
      if (complex) writeRow(bound, k, im, factor * im[0]!, factor, progress);
    }
  }
  if (limit) worst = Math.max(0, worst);
  return { part, verdict: { name: goal.name, met: isMet(goal, worst), worst, at: bound.axis[worstPoint]! } };
}

/** One residual row: its value, its derivatives (`slope` times those of the part), and what they add to the cost's. */
function writeRow(
  bound: BoundGoal["bound"],
  k: number,
  part: Float64Array,
  residual: number,
  slope: number,
  progress: Progress,
): void {
  progress.residuals[progress.row++] = residual;
  const { costDerivative, costSlotDerivative, dRe, dIm } = progress;
  const { observed, slots } = bound.program;
  for (const input of observed) {
    const { derivative, observable } = input;
    const samples = bound.samplesOf(input);
    const re = slope * part[1 + derivative]!;
    const im = input.register.complex ? slope * part[2 + derivative]! : 0;
    const offset = observable * costDerivative.columns;
    const fraction = samples.fraction[k]!;
    const place = offset + samples.left[k]!;
    const entry = progress.entry++;
    dRe[entry] = (1 - fraction) * re;
    dIm[entry] = (1 - fraction) * im;
    costDerivative.re[place]! += residual * dRe[entry]!;
    costDerivative.im[place]! += residual * dIm[entry]!;
    if (fraction === 0) continue;
    const secondPlace = offset + samples.right[k]!;
    const second = progress.entry++;
    dRe[second] = fraction * re;
    dIm[second] = fraction * im;
    costDerivative.re[secondPlace]! += residual * dRe[second]!;
    costDerivative.im[secondPlace]! += residual * dIm[second]!;
  }
  for (const { slot, derivative } of slots) {
    const value = slope * part[1 + derivative]!;
    progress.dSlot[progress.slotEntry++] = value;
    costSlotDerivative[slot]! += residual * value;
  }
}

function isMet({ kind, tolerance }: Goal, worst: number): boolean | null {
  if (kind === "equality" && tolerance === undefined) return null;
  return worst <= (tolerance ?? 0);
}
