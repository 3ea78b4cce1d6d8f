import type { GoalCurve } from "../goal/goal-curves.ts";
import type { Chart, Curve, Mask } from "./chart.ts";

/**
 * Charts of a training's goals: one per quantity, with its response before and after and a mask for each goal on it. Without `after` the
 * response is drawn once.
 */
export function goalCharts(before: readonly GoalCurve[], after?: readonly GoalCurve[]): readonly Chart[] {
  const final = after ?? before;
  const quantities = [...new Set(final.map(({ quantity }) => quantity))];
  return quantities.map((quantity) => {
    const goals = final.filter((goal) => goal.quantity === quantity);
    const first = goals[0]!;
    const old = before.find((goal) => goal.quantity === quantity);
    const curves: Curve[] = [];
    if (after === undefined) curves.push({ name: quantity, ...first.response, role: "plain" });
    else {
      if (old !== undefined) curves.push({ name: "before", ...old.response, role: "before" });
      curves.push({ name: "after", ...first.response, role: "after" });
    }
    return {
      title: quantity,
      x: { label: "frequency", unit: "Hz", scale: spansDecade(first.response.x) ? "log" : "linear" },
      y: { label: quantity, unit: first.unit, scale: "linear" },
      curves,
      masks: goals.map(maskOf),
    };
  });
}

/** A limit at a single point would have no width; it is drawn a little to both sides. */
function maskOf({ name, relation, limit }: GoalCurve): Mask {
  if (limit.x.length !== 1) return { name, relation, x: limit.x, limit: limit.y };
  const x = limit.x[0]!;
  const y = limit.y[0]!;
  return { name, relation, x: Float64Array.of(x * 0.97, x * 1.03), limit: Float64Array.of(y, y) };
}

function spansDecade(x: Float64Array): boolean {
  const first = x[0] ?? 0;
  return first > 0 && (x.at(-1) ?? 0) / first >= 10;
}
