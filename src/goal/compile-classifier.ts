import type { ClassifyDirective } from "../ast/directive.ts";
import { bindReading } from "./assemble-objective.ts";
import { constantValue } from "./constant-value.ts";
import type { ClassLabels } from "./data/class-labels.ts";
import type { Classifier, ClassLoss } from "./evaluate-classes.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { compileProgram } from "./goal-program.ts";
import { resolveExpression } from "./resolve-expression.ts";
import { directPoints, type WeightedPoints } from "./sample-points.ts";
import { variesWithPoint } from "./typed-expression.ts";

/**
 * Compile the quantities of a `@classify`, each of which has to be one real number of a sample: a quantity at an analysis of one point, or
 * `power(…)` over a run. Undefined when something is wrong, which was reported.
 *
 * @param run all points of one sample.
 */
export function compileClassifier(
  { directive, names, classes }: ClassLabels,
  run: WeightedPoints,
  slots: Float64Array,
  scope: ExpressionScope,
): Classifier | undefined {
  const { collector } = scope;
  const isSingle = run.samples.axis.length === 1;
  const point = isSingle ? run.samples : directPoints(run.samples.axis.slice(-1), new Int32Array(1));
  const quantities = directive.quantities.flatMap((expression) => {
    const typed = resolveExpression(expression, scope);
    if (typed === undefined) return [];
    if (typed.complex) {
      collector.report("goal/needs-real", expression.span, { name: "@classify" });
      return [];
    }
    if (!isSingle && variesWithPoint(typed)) {
      collector.report("goal/classify-varies", expression.span, {});
      return [];
    }
    return [bindReading(compileProgram(typed), [point, undefined, undefined], run)];
  });
  const loss = readLoss(directive, slots, scope);
  if (loss === undefined || quantities.length < directive.quantities.length) return undefined;
  return { quantities, names, labels: classes, loss };
}

function readLoss(
  { options }: ClassifyDirective,
  slots: Float64Array,
  scope: ExpressionScope,
): ClassLoss | undefined {
  const read = (key: string): number | undefined => {
    const option = options.find(({ name }) => name.key === key);
    const value = option && constantValue(option.value, key, slots, scope);
    if (option === undefined || value === undefined || value > 0) return value;
    scope.collector.report("goal/not-positive", option.value.span, { what: key, value });
    return undefined;
  };
  const has = (key: string): boolean => options.some(({ name }) => name.key === key);
  const margin = read("margin");
  if (has("margin")) return margin === undefined ? undefined : { kind: "margin", margin };
  const temperature = has("temperature") ? read("temperature") : 1;
  return temperature === undefined ? undefined : { kind: "softmax", temperature };
}
