import type { GoalDirective } from "../ast/directive.ts";
import type { AcAnalysis } from "../circuit/analysis.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { goalExtent } from "./goal-extent.ts";
import { FREQUENCY_TOLERANCE, type PointRequest } from "./sweep-plan.ts";

/**
 * Which frequencies a goal speaks of: those after `at`; the card's own points between `from` and `to`, whose ends count when they
 * agree to 1e-9; or all of the card's points. Undefined when there is none, which was reported.
 *
 * @param frequencies of the card's own sweep.
 */
export function goalPoints(
  goal: GoalDirective,
  card: AcAnalysis,
  frequencies: Float64Array,
  slots: Float64Array,
  scope: ExpressionScope,
): PointRequest["points"] | undefined {
  const extent = goalExtent(goal, "a frequency", slots, scope);
  if (extent === undefined) return undefined;
  const all = Int32Array.from(frequencies.keys());
  if (extent.kind === "at") return { kind: "at", frequencies: extent.values };
  if (extent.kind === "all") return { kind: "card", index: all };
  const { from, to, span } = extent;
  const low = from * (1 - FREQUENCY_TOLERANCE);
  const high = to * (1 + FREQUENCY_TOLERANCE);
  const index = all.filter((k) => frequencies[k]! >= low && frequencies[k]! <= high);
  if (index.length > 0) return { kind: "card", index };
  const related = [{ message: "the frequencies of this sweep", span: card.span }];
  const last = frequencies[frequencies.length - 1]!;
  scope.collector.report(
    "goal/empty-range",
    span,
    { from, to, first: frequencies[0]!, last, axis: "f" },
    { related },
  );
  return undefined;
}
