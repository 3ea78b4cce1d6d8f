import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import { type Classifier, evaluateClasses } from "./evaluate-classes.ts";
import type { BoundGoal, Goal } from "./goal.ts";
import type { CostEvaluation, GoalVerdict } from "./objective.ts";
import type { ResidualLayout } from "./residual-layout.ts";
import { type ResidualRows, startRows, writeRow } from "./residual-rows.ts";
import type { SampleList } from "./sample-list.ts";

/** What a cost consists of: goals and, with a data set, classes, averaged over samples. */
export interface CostTerms {
  readonly goals: readonly BoundGoal[];
  readonly classifier?: Classifier | undefined;
  readonly samples: SampleList;
  /** Empty where the cost is not a sum of squares. */
  readonly layout: ResidualLayout;
}

/** The state of the circuit at which a cost is taken. */
interface Observation {
  /** Shape (observables, samples · points). */
  readonly observed: ComplexMatrix;
  readonly slots: Float64Array;
  readonly margin: number;
}

/**
 * Cost, residuals, derivatives and verdicts of goals at one set of observed numbers, averaged over the samples:
 *
 *     C = Σ_goals weight Σ_points share ½ (r/scale)² = ½ Σ rows²,   row = r sqrt(weight share / samples) / scale
 *
 * with r = q - t (`=`), max(0, q - t) (`<=`), max(0, t - q) (`>=`). A margin adds margin · scale to what a limit sees in
 * residuals and derivatives, never in `cost` and verdicts. At r = 0 of a limit the derivative is 0. Where an expression has no
 * finite value (the decibels of zero) the cost is not finite, and the derivatives mean nothing. With classes there are no residuals.
 */
export function evaluateGoals(
  terms: CostTerms,
  observed: ComplexMatrix,
  slots: Float64Array,
  margin: number,
): CostEvaluation {
  const { goals, classifier, samples, layout } = terms;
  const rows = startRows(layout, observed, slots.length);
  let cost = 0;
  const verdicts = goals.map((goal): GoalVerdict => {
    const { part, verdict } = evaluateGoal(goal, { observed, slots, margin }, samples, rows);
    cost += part;
    return verdict;
  });
  const { costDerivative, costSlotDerivative } = rows;
  const common = { costDerivative, costSlotDerivative, goals: verdicts };
  if (classifier !== undefined) {
    const classes = evaluateClasses(classifier, observed, slots, samples, rows);
    return { ...common, cost: cost + classes.cost, classes: classes.classified };
  }
  const { row, observable, point, slotRow, slot } = layout;
  const { residuals, dRe, dIm, dSlot } = rows;
  return {
    ...common,
    cost,
    residuals,
    residualDerivatives: { row, observable, point, dRe, dIm, slotRow, slot, dSlot },
  };
}

function evaluateGoal(
  boundGoal: BoundGoal,
  { observed, slots, margin }: Observation,
  samples: SampleList,
  rows: ResidualRows,
): { readonly part: number; readonly verdict: GoalVerdict } {
  const { goal, share, means, bound } = boundGoal;
  const { program, count } = bound;
  const { re, im, complex } = program.result;
  const limit = goal.kind === "limit";
  let part = 0;
  let worst = Number.NEGATIVE_INFINITY;
  let worstPoint = 0;
  let worstSample = 0;
  bound.loadSlots(slots);
  for (let sample = 0; sample < samples.rows.length; sample++) {
    const row = samples.rows[sample]!;
    const shift = sample * samples.points;
    bound.loadSample(row);
    for (const mean of means) mean.evaluate(slots, observed, row, shift);
    for (let k = 0; k < count; k++) {
      bound.run(k, observed, shift);
      const factor = Math.sqrt((goal.weight * share[k]!) / samples.rows.length) / goal.scale;
      const x = re[0]!;
      const size = limit ? x : complex ? Math.hypot(x, im[0]!) : Math.abs(x);
      // Written so that NaN is kept once it is there.
      if (!(size <= worst) && !Number.isNaN(worst)) {
        worst = size;
        worstPoint = k;
        worstSample = sample;
      }
      const counted = factor * (limit ? Math.max(0, size) : size);
      part += 0.5 * counted * counted;
      if (limit) {
        const pressed = Math.max(0, x + margin * goal.scale);
        writeRow(boundGoal, k, re, factor * pressed, pressed > 0 ? factor : 0, shift, rows);
      } else {
        writeRow(boundGoal, k, re, factor * x, factor, shift, rows);
        if (complex) writeRow(boundGoal, k, im, factor * im[0]!, factor, shift, rows);
      }
    }
  }
  if (limit) worst = Math.max(0, worst);
  const at = samples.axis === undefined ? bound.axis[worstPoint]! : samples.axis[worstSample]!;
  return { part, verdict: { name: goal.name, met: isMet(goal, worst), worst, at } };
}

function isMet({ kind, tolerance }: Goal, worst: number): boolean | null {
  if (kind === "equality" && tolerance === undefined) return null;
  return worst <= (tolerance ?? 0);
}
