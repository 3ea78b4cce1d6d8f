import type { GoalDirective } from "../ast/directive.ts";
import type { Collector } from "../diagnostic/collector.ts";
import type { PlacedGoal } from "./assemble-objective.ts";
import type { Goal } from "./goal.ts";
import { compileProgram } from "./goal-program.ts";
import { directPoints, type WeightedPoints } from "./sample-points.ts";
import { usesMean, variesWithPoint } from "./typed-expression.ts";

/**
 * Place a goal over real points. A goal of means over the run is one number and has one point, stated at the end of its range;
 * beside quantities of single points, or at single points, a mean makes no sense, which is reported.
 */
export function placeOverRun(
  goal: Goal,
  directive: GoalDirective,
  points: WeightedPoints,
  collector: Collector,
): readonly PlacedGoal[] {
  const program = compileProgram(goal.residual);
  const { samples, share } = points;
  if (!usesMean(goal.residual)) return [{ goal, program, stencils: [samples, undefined, undefined], share }];
  if (variesWithPoint(goal.residual) || directive.at !== undefined) {
    collector.report("goal/power-apart", directive.span, {});
    return [];
  }
  const end = directPoints(samples.axis.slice(-1), new Int32Array(1));
  return [{ goal, program, stencils: [end, undefined, undefined], share: Float64Array.of(1), run: points }];
}
