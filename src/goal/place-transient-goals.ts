import type { GoalDirective } from "../ast/directive.ts";
import type { TransientAnalysis } from "../circuit/analysis.ts";
import { type GoalContext, type OpenedScope, openAnalysisScope } from "./analysis-scope.ts";
import type { PlacedGoal } from "./assemble-objective.ts";
import { compileGoal } from "./compile-goal.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { goalExtent } from "./goal-extent.ts";
import type { NamedGoal } from "./name-goals.ts";
import { placeOverRun } from "./place-over-run.ts";
import type { WeightedPoints } from "./sample-points.ts";
import { pointsAt, pointsBetween, runCovers } from "./time-points.ts";

/** Goals over time with their points, and the scope in which they were resolved. */
export interface PlacedTransient extends OpenedScope {
  readonly placed: readonly PlacedGoal[];
  /** The circuit's numbers at the start, for what has to be constant. */
  readonly slots: Float64Array;
}

/**
 * Place the goals of a `.tran` card on a grid of times [s]: time averages by the trapezoidal rule, the ends of ranges and single times
 * interpolated. Without a range a goal speaks of the run from `tstart` to `tstop`.
 */
export function placeTransientGoals(
  goals: readonly NamedGoal[],
  card: TransientAnalysis,
  times: Float64Array,
  context: GoalContext,
): PlacedTransient {
  const { circuit, collector } = context;
  const { scope, observables } = openAnalysisScope("tran", context);
  const { slots } = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  const placed = goals.flatMap(({ directive, name }) => {
    const goal = compileGoal(directive, name, slots, scope);
    const points = timePoints(directive, card, times, slots, scope);
    return goal && points ? placeOverRun(goal, directive, points, collector) : [];
  });
  return { scope, observables, placed, slots };
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
