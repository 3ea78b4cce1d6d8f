import type { GoalRows } from "../../goal/objective.ts";
import { type FreeRun, runFree } from "../../gradient/free-run.ts";
import type { GradientProblem } from "../../gradient/problem.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";

/** The residual rows of one goal among those of all objectives. */
export interface PlacedRows extends GoalRows {
  /** Row of its first point. */
  readonly offset: number;
}

/** A free run whose limits show how far they are kept, not only how far they are violated. */
export interface GoalMeasurement {
  readonly run: FreeRun;
  /** The margin that makes every limit press. */
  readonly margin: number;
  /** r = q - t (for `>=` t - q) of every row, in the goal's own unit. */
  readonly r: Float64Array;
}

/** First margin tried, in units of each goal's scale; digits lost grow with it. */
const MARGIN = 1e3;
const LARGEST_MARGIN = 1e9;

/** The goals of a problem with their places; those of weight 0 are left out. */
export function placeGoalRows({ experiments }: GradientProblem): readonly PlacedRows[] {
  let offset = 0;
  return experiments.flatMap(({ plan }) => {
    const base = offset;
    offset += plan.objective.residualCount;
    return (plan.objective.goalRows ?? [])
      .filter(({ factor }) => factor[0]! > 0)
      .map((rows) => ({ ...rows, offset: base + rows.first }));
  });
}

/** Rows of point k of a goal: one, or the real and the imaginary part. */
export function rowsOfPoint({ offset, complex }: PlacedRows, k: number): readonly number[] {
  return complex ? [offset + 2 * k, offset + 2 * k + 1] : [offset + k];
}

/** Run the goals of a problem at θ and read every residual in its own unit. Fails as the engine does. */
export async function measureGoals(
  problem: GradientProblem,
  theta: Float64Array,
  goals: readonly PlacedRows[],
  firstMargin = MARGIN,
): Promise<Outcome<GoalMeasurement>> {
  for (let margin = firstMargin; ; margin *= 1e3) {
    const run = await runFree(problem, theta, margin);
    if (run.kind === "failed") return run;
    const rows = run.value.experiments.flatMap(({ evaluation }) => [...(evaluation.residuals ?? [])]);
    const slack = goals.some(
      (goal) => goal.kind === "limit" && rowRange(goal).some((row) => !(rows[row]! > 0)),
    );
    if (slack && margin < LARGEST_MARGIN) continue;
    const r = new Float64Array(rows.length);
    for (const goal of goals) {
      const shift = goal.kind === "limit" ? margin * goal.scale : 0;
      goal.factor.forEach((factor, k) => {
        for (const row of rowsOfPoint(goal, k)) r[row] = rows[row]! / factor - shift;
      });
    }
    return succeed({ run: run.value, margin, r });
  }
}

function rowRange(goal: PlacedRows): readonly number[] {
  return Array.from(goal.factor, (_, k) => rowsOfPoint(goal, k)).flat();
}
