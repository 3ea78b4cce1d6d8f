import type { GoalDirective } from "../ast/directive.ts";
import type { TransientAnalysis } from "../circuit/analysis.ts";
import { type GoalContext, openAnalysisScope } from "./analysis-scope.ts";
import { assembleObjective, bindGoals } from "./assemble-objective.ts";
import { compileGoal } from "./compile-goal.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { goalExtent } from "./goal-extent.ts";
import type { NamedGoal } from "./name-goals.ts";
import type { TransientObjective } from "./objective.ts";
import { placeOverRun } from "./place-over-run.ts";
import { singleSample } from "./sample-list.ts";
import type { WeightedPoints } from "./sample-points.ts";
import { gridTimes, timeGrid } from "./time-grid.ts";
import { pointsAt, pointsBetween, runCovers } from "./time-points.ts";

/**
 * Compile the goals of a `.tran` card: time averages by the trapezoidal rule over the samples of a fixed grid, the ends of ranges
 * and single times interpolated. Without a range a goal speaks of the run from `tstart` to `tstop`.
 */
export function compileTransientGoals(
  goals: readonly NamedGoal[],
  card: TransientAnalysis,
  context: GoalContext,
): TransientObjective | undefined {
  const { circuit, collector } = context;
  const grid = timeGrid(card);
  const times = gridTimes(grid);
  const { scope, observables } = openAnalysisScope("tran", context);
  const { slots } = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  const placed = goals.flatMap(({ directive, name }) => {
    const goal = compileGoal(directive, name, slots, scope);
    const points = timePoints(directive, card, times, slots, scope);
    return goal && points ? placeOverRun(goal, directive, points, collector) : [];
  });
  if (placed.length === 0) return undefined;
  const goalsBound = bindGoals(placed, collector);
  const samples = singleSample(times.length);
  const cost = assembleObjective({ goals: goalsBound, samples, observables, axis: times });
  return { kind: "tran", analysis: card, grid, ...cost };
}

function timePoints(
  directive: GoalDirective,
  { start, stop }: TransientAnalysis,
  times: Float64Array,
  slots: Float64Array,
  scope: ExpressionScope,
): WeightedPoints | undefined {
  const extent = goalExtent(directive, "a time", slots, scope);
  if (extent === undefined) return undefined;
  if (extent.kind === "all") return pointsBetween(times, start, stop);
  if (extent.kind === "range") {
    const { from, to, span } = extent;
    if (runCovers(times, from) && runCovers(times, to)) return pointsBetween(times, from, to);
    scope.collector.report("goal/outside-run", span, { stop });
    return undefined;
  }
  const outside = extent.values.findIndex((time) => !runCovers(times, time));
  if (outside < 0) return pointsAt(times, extent.values);
  scope.collector.report("goal/outside-run", extent.spans[outside]!, { stop });
  return undefined;
}
