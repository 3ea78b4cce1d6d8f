import type { Collector } from "../diagnostic/collector.ts";
import { invariant } from "../diagnostic/invariant.ts";
import { bindProgram } from "./bound-program.ts";
import { evaluateGoals } from "./evaluate-goals.ts";
import type { BoundGoal, Goal } from "./goal.ts";
import type { GoalProgram } from "./goal-program.ts";
import { bindMean } from "./mean-square.ts";
import type { GoalRows, Objective } from "./objective.ts";
import type { Observable } from "./observable.ts";
import { layOutResiduals } from "./residual-layout.ts";
import type { PointStencils, SamplePoints, WeightedPoints } from "./sample-points.ts";
import { tableCovers } from "./table.ts";
import { partsOf } from "./typed-expression.ts";

/** A goal with its points. */
export interface PlacedGoal {
  readonly goal: Goal;
  readonly program: GoalProgram;
  readonly stencils: PointStencils;
  /** Part of each point in the mean over the points; they sum to 1. */
  readonly share: Float64Array;
  /** The points of means over the run, where the goal holds any. */
  readonly run?: WeightedPoints;
}

/** What is common to the objectives of all analyses. */
export type AssembledObjective = Pick<
  Objective,
  "observables" | "axis" | "residualCount" | "goalRows" | "evaluate"
>;

/** Bind goals to their points and make them one cost. A table that does not reach a point is reported. */
export function assembleObjective(
  placed: readonly PlacedGoal[],
  observables: readonly Observable[],
  axis: Float64Array,
  collector: Collector,
): AssembledObjective {
  const goals = placed.map(({ goal, program, stencils, share, run }): BoundGoal => {
    checkTables(goal, run?.samples ?? stencils[0], collector);
    const means = program.means.map((input) => {
      invariant(run !== undefined, "a goal takes means over a run that it was not given");
      return bindMean(input, run);
    });
    return { goal, share, means, bound: bindProgram(program, stencils) };
  });
  const layout = layOutResiduals(goals);
  return {
    observables,
    axis,
    residualCount: layout.rowCount,
    goalRows: listGoalRows(goals),
    evaluate(observed, state, margin = 0) {
      invariant(
        observed.rows === observables.length && observed.columns === axis.length,
        "observed numbers have another shape than the objective",
      );
      return evaluateGoals(goals, layout, observed, state.slots, margin);
    },
  };
}

function checkTables({ residual }: Goal, { axis }: SamplePoints, collector: Collector): void {
  for (const part of partsOf(residual)) {
    if (part.kind !== "table") continue;
    const { table, span } = part;
    const outside = axis.find((x) => !tableCovers(table, x));
    if (outside === undefined) continue;
    const last = table.x[table.x.length - 1]!;
    collector.report("goal/table-range", span, { at: outside, first: table.x[0]!, last });
  }
}

function listGoalRows(goals: readonly BoundGoal[]): readonly GoalRows[] {
  let first = 0;
  return goals.map(({ goal, share, bound }) => {
    const { name, kind, scale, weight, tolerance } = goal;
    const { complex } = bound.program.result;
    const rows: GoalRows = {
      name,
      kind,
      first,
      complex,
      scale,
      ...(tolerance === undefined ? {} : { tolerance }),
      factor: share.map((part) => Math.sqrt(weight * part) / scale),
      axis: bound.axis,
    };
    first += bound.count * (complex ? 2 : 1);
    return rows;
  });
}
