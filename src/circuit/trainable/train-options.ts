import type { TrainDirective } from "../../ast/directive.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { spanText } from "../../source/source-text.ts";
import type { Evaluator } from "../expression/evaluator.ts";
import type { Scope } from "../expression/scope.ts";
import type { TrainOptions } from "./bounds.ts";

/** The options of a `@train`: bounds as numbers (or expressions of parameters), the scale as a word. */
export function trainOptions(
  { options }: TrainDirective,
  scope: Scope,
  evaluator: Evaluator,
  collector: Collector,
): TrainOptions {
  const result: { -readonly [Key in keyof TrainOptions]: TrainOptions[Key] } = {};
  for (const { name, value } of options) {
    if (name.key === "scale") {
      const word = spanText(value.span).toLowerCase();
      if (word === "log" || word === "linear") result.scale = word;
      continue;
    }
    if (name.key !== "min" && name.key !== "max") continue;
    const number = evaluator.tape.valueOf(evaluator.node(value, scope));
    if (Number.isFinite(number)) result[name.key] = number;
    else collector.report("circuit/bound-not-finite", value.span, { key: name.text });
  }
  return result;
}
