import type { Value } from "../ast/value.ts";
import { complexMatrix } from "../numeric/complex-matrix.ts";
import { bindProgram } from "./bound-program.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { compileProgram } from "./goal-program.ts";
import { resolveExpression } from "./resolve-expression.ts";
import { directPoints } from "./sample-points.ts";

/**
 * The number that a value of a directive stands for: a literal, a parameter, or an expression of parameters, taken at the start of
 * the training. Undefined when it is none, which was reported as `what` having to be a number.
 */
export function constantValue(
  value: Value,
  what: string,
  slots: Float64Array,
  scope: ExpressionScope,
): number | undefined {
  const { circuit, collector, readTable } = scope;
  switch (value.kind) {
    case "number":
      return value.value;
    case "string":
      collector.report("goal/not-a-number", value.span, { what, text: value.text });
      return undefined;
    case "word": {
      const { name, span } = value;
      return evaluate({ kind: "variable", name, span });
    }
    case "expression":
      return evaluate(value.expression);
  }

  function evaluate(expression: Parameters<typeof resolveExpression>[0]): number | undefined {
    const typed = resolveExpression(expression, { circuit, collector, readTable });
    if (typed === undefined) return undefined;
    const program = compileProgram(typed);
    const point = directPoints(new Float64Array(1), new Int32Array(1));
    const bound = bindProgram(program, [point, undefined, undefined]);
    bound.loadSlots(slots);
    bound.run(0, complexMatrix(0, 0));
    const result = program.result.re[0]!;
    if (!program.result.complex && Number.isFinite(result)) return result;
    collector.report("goal/not-a-number", value.span, { what, text: String(result) });
    return undefined;
  }
}
