import type { TrainedGoal } from "../../training/training-result.ts";
import type { Curve, Mark } from "../chart.ts";
import type { GoalChart } from "../goal-charts.ts";

/** The chart with a ring on its `after` curve where each goal that is not met is missed most. */
export function markWorst(chart: GoalChart, goals: readonly TrainedGoal[]): GoalChart {
  const after = chart.curves.find(({ role }) => role === "after");
  const missed = goals.filter(({ met, name }) => met === false && chart.goals.includes(name));
  if (after === undefined || missed.length === 0) return chart;
  const marks = missed.map(({ name, at }): Mark => ({ name, x: at, y: valueAt(after, at) }));
  return { ...chart, marks };
}

/** Linear between the two points around x; NaN outside the curve. */
function valueAt({ x, y }: Curve, at: number): number {
  for (let k = 0; k + 1 < x.length; k++) {
    const [left, right] = [x[k]!, x[k + 1]!];
    if (!(at >= left && at <= right)) continue;
    const weight = right > left ? (at - left) / (right - left) : 0;
    return weight === 0 ? y[k]! : y[k]! + weight * (y[k + 1]! - y[k]!);
  }
  return at === x.at(-1) ? y.at(-1)! : Number.NaN;
}
