import type { GoalDirective } from "../ast/directive.ts";
import type { Value } from "../ast/value.ts";
import { joinSpans, type Span } from "../source/source-text.ts";
import { constantValue } from "./constant-value.ts";
import type { ExpressionScope } from "./expression-scope.ts";

/** Which part of the axis a goal speaks of, as it is written. */
export type GoalExtent =
  | { readonly kind: "all" }
  | { readonly kind: "at"; readonly values: readonly number[]; readonly spans: readonly Span[] }
  | { readonly kind: "range"; readonly from: number; readonly to: number; readonly span: Span };

/**
 * Read `at …` or `from … to …` of a goal. Undefined when a value is no number, or the range ends before it begins; that was
 * reported.
 *
 * @param what the axis variable counts, for messages: `a frequency`. A frequency has to be positive.
 */
export function goalExtent(
  goal: GoalDirective,
  what: "a frequency" | "a time" | "a value of x",
  slots: Float64Array,
  scope: ExpressionScope,
): GoalExtent | undefined {
  const { collector } = scope;
  const read = (value: Value): number | undefined => {
    const number = constantValue(value, what, slots, scope);
    if (number === undefined || number > 0 || what !== "a frequency") return number;
    collector.report("goal/not-positive", value.span, { what, value: number });
    return undefined;
  };
  if (goal.at !== undefined) {
    const values = goal.at.map(read);
    if (!values.every((value) => value !== undefined)) return undefined;
    return { kind: "at", values, spans: goal.at.map(({ span }) => span) };
  }
  if (goal.range === undefined) return { kind: "all" };
  const from = read(goal.range.from);
  const to = read(goal.range.to);
  if (from === undefined || to === undefined) return undefined;
  const span = joinSpans(goal.range.from.span, goal.range.to.span);
  if (from <= to) return { kind: "range", from, to, span };
  collector.report("goal/reversed-range", span, { from, to });
  return undefined;
}
