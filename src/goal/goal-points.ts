import type { GoalDirective } from "../ast/directive.ts";
import type { AcAnalysis } from "../circuit/analysis.ts";
import { joinSpans } from "../source/source-text.ts";
import { constantValue } from "./constant-value.ts";
import type { ExpressionScope } from "./expression-scope.ts";
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
  const { collector } = scope;
  const frequencyOf = (value: Parameters<typeof constantValue>[0], what: string): number | undefined => {
    const frequency = constantValue(value, what, slots, scope);
    if (frequency === undefined || frequency > 0) return frequency;
    collector.report("goal/not-positive", value.span, { what, value: frequency });
    return undefined;
  };

  if (goal.at !== undefined) {
    const wanted = goal.at.map((value) => frequencyOf(value, "a frequency"));
    if (wanted.includes(undefined)) return undefined;
    return { kind: "at", frequencies: wanted as number[] };
  }
  if (goal.range === undefined) return { kind: "card", index: Int32Array.from(frequencies.keys()) };

  const { from: fromValue, to: toValue } = goal.range;
  const from = frequencyOf(fromValue, "a frequency");
  const to = frequencyOf(toValue, "a frequency");
  if (from === undefined || to === undefined) return undefined;
  const span = joinSpans(fromValue.span, toValue.span);
  if (from > to) {
    collector.report("goal/reversed-range", span, { from, to });
    return undefined;
  }
  const low = from * (1 - FREQUENCY_TOLERANCE);
  const high = to * (1 + FREQUENCY_TOLERANCE);
  const index = Int32Array.from(frequencies.keys()).filter(
    (k) => frequencies[k]! >= low && frequencies[k]! <= high,
  );
  if (index.length > 0) return { kind: "card", index };
  const related = [{ message: "the frequencies of this sweep", span: card.span }];
  const last = frequencies[frequencies.length - 1]!;
  collector.report("goal/empty-range", span, { from, to, first: frequencies[0]!, last }, { related });
  return undefined;
}
