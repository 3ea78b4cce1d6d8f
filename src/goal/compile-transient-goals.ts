import type { TransientAnalysis } from "../circuit/analysis.ts";
import type { GoalContext } from "./analysis-scope.ts";
import { assembleObjective, bindGoals } from "./assemble-objective.ts";
import type { NamedGoal } from "./name-goals.ts";
import type { TransientObjective } from "./objective.ts";
import { placeTransientGoals } from "./place-transient-goals.ts";
import { singleSample } from "./sample-list.ts";
import { gridTimes, timeGrid } from "./time-grid.ts";

/** Compile the goals of a `.tran` card over the samples of a fixed grid. */
export function compileTransientGoals(
  goals: readonly NamedGoal[],
  card: TransientAnalysis,
  context: GoalContext,
): TransientObjective | undefined {
  const grid = timeGrid(card);
  const times = gridTimes(grid);
  const { placed, observables } = placeTransientGoals(goals, card, times, context);
  if (placed.length === 0) return undefined;
  const samples = singleSample(times.length);
  const parts = { goals: bindGoals(placed, context.collector), samples, observables, axis: times };
  return { kind: "tran", analysis: card, grid, ...assembleObjective(parts) };
}
