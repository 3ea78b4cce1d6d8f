import type { GoalDirective } from "../ast/directive.ts";
import { joinSpans } from "../source/source-text.ts";
import { constantValue } from "./constant-value.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import type { Goal } from "./goal.ts";
import { resolveExpression } from "./resolve-expression.ts";
import { binary, partsOf, type TypedExpression } from "./typed-expression.ts";

/**
 * One goal with its residual typed and its options checked. Undefined when something is wrong, all of which was reported.
 *
 * @param name used in verdicts.
 * @param slots of the circuit at the start, for options that name parameters.
 */
export function compileGoal(
  directive: GoalDirective,
  name: string,
  slots: Float64Array,
  scope: ExpressionScope,
): Goal | undefined {
  const { collector } = scope;
  const left = resolveExpression(directive.left, scope);
  const right = resolveExpression(directive.right, scope);
  const weight = numberOption(directive, "weight", 1, slots, scope);
  const scale = numberOption(directive, "scale", 1, slots, scope);
  const tolerance = toleranceOption(directive, slots, scope);
  if (left === undefined || right === undefined) return undefined;

  const { relation } = directive;
  if (relation !== "=" && (left.complex || right.complex)) {
    const span = left.complex ? directive.left.span : directive.right.span;
    collector.report("goal/complex-limit", span, { relation });
    return undefined;
  }
  const residual = difference(left, right, relation);
  if (!readsCircuit(residual))
    collector.report("goal/reads-nothing", joinSpans(directive.left.span, directive.right.span), {});
  if (weight === undefined || scale === undefined || tolerance === "wrong") return undefined;
  return {
    name,
    kind: relation === "=" ? "equality" : "limit",
    residual,
    weight,
    scale,
    ...(tolerance === undefined ? {} : { tolerance }),
    span: directive.span,
  };
}

/** q - t, or t - q for `>=`. A target phase is wrapped like a phase; a limit on a phase is a plain number, since a circle has no order. */
function difference(left: TypedExpression, right: TypedExpression, relation: string): TypedExpression {
  if (relation === ">=") return binary("subtract", right, left);
  const real = !left.complex && !right.complex;
  const angles = relation === "=" && real && (left.angle || right.angle);
  return binary(angles ? "subtractAngles" : "subtract", left, right);
}

function readsCircuit(expression: TypedExpression): boolean {
  for (const { kind } of partsOf(expression)) if (kind === "observed" || kind === "slot") return true;
  return false;
}

function numberOption(
  { options }: GoalDirective,
  key: string,
  otherwise: number,
  slots: Float64Array,
  scope: ExpressionScope,
): number | undefined {
  const option = options.find(({ name }) => name.key === key);
  if (option === undefined) return otherwise;
  const value = constantValue(option.value, key, slots, scope);
  if (value === undefined || value > 0) return value;
  scope.collector.report("goal/not-positive", option.value.span, { what: key, value });
  return undefined;
}

function toleranceOption(
  { options }: GoalDirective,
  slots: Float64Array,
  scope: ExpressionScope,
): number | "wrong" | undefined {
  const option = options.find(({ name }) => name.key === "tol");
  if (option === undefined) return undefined;
  const value = constantValue(option.value, "tol", slots, scope);
  if (value === undefined) return "wrong";
  if (value >= 0) return value;
  scope.collector.report("goal/negative-tolerance", option.value.span, { value });
  return "wrong";
}
