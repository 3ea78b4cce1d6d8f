import type { GoalDirective } from "../../ast/directive.ts";
import { walkExpression } from "../../ast/walk.ts";
import { spanText } from "../../source/source-text.ts";
import type { Analysis } from "../analysis.ts";

/**
 * Which number of V and I is trained: the AC magnitude where a goal speaks of an AC sweep, or where there are no goals and only `.ac` cards;
 * otherwise the DC value.
 *
 * @param parameters the names, in lower case, that mean a parameter and not time or a sweep.
 */
export function trainedSourceQuantity(
  analyses: readonly Analysis[],
  goals: readonly GoalDirective[],
  parameters: ReadonlySet<string>,
): "acMagnitude" | "dc" {
  const hasAc = analyses.some(({ kind }) => kind === "ac");
  if (!hasAc) return "dc";
  if (goals.length === 0) return analyses.every(({ kind }) => kind === "ac") ? "acMagnitude" : "dc";
  return goals.some((goal) => concernsAc(goal, parameters)) ? "acMagnitude" : "dc";
}

/** `on=ac`, or no `on` and nothing that only transients (t, power) and DC sweeps (x) have. */
function concernsAc({ options, left, right }: GoalDirective, parameters: ReadonlySet<string>): boolean {
  const on = options.find(({ name }) => name.key === "on");
  if (on !== undefined) return spanText(on.value.span).toLowerCase() === "ac";
  let elsewhere = false;
  for (const side of [left, right]) {
    walkExpression(side, (inner) => {
      if (inner.kind === "call" && inner.callee.key === "power") elsewhere = true;
      if (inner.kind !== "variable" || parameters.has(inner.name.key)) return;
      if (inner.name.key === "t" || inner.name.key === "x") elsewhere = true;
    });
  }
  return !elsewhere;
}
