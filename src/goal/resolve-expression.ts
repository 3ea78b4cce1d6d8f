import type { Expression } from "../ast/expression.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { axisOf, type ExpressionScope } from "./expression-scope.ts";
import { goalFunctions, raise } from "./goal-functions.ts";
import { resolveProbe } from "./resolve-probe.ts";
import {
  axis,
  binary,
  constant,
  slotValue,
  type TypedExpression,
  unary,
  usesDelay,
  usesMean,
} from "./typed-expression.ts";

type Typed = TypedExpression | undefined;

/** Give every name of an expression its meaning and every part its type. Undefined when something is wrong, all of which was reported. */
export function resolveExpression(expression: Expression, scope: ExpressionScope): Typed {
  switch (expression.kind) {
    case "number":
      return constant(expression.value);
    case "variable":
      return resolveVariable(expression, scope);
    case "probe":
      return resolveProbe(expression, scope);
    case "call":
      return resolveCall(expression, scope);
    case "unary":
      return resolveSign(expression, scope);
    case "binary":
      return resolveBinary(expression, scope);
    case "string":
      scope.collector.report("goal/unexpected-text", expression.span, { text: expression.value });
      return undefined;
    case "conditional":
      scope.collector.report("goal/unsupported-operator", expression.span, { operator: "? :" });
      return undefined;
  }
}

/** What other programs call the variable of an analysis. */
const customaryAxes: Readonly<Record<string, string>> = {
  freq: "f",
  frequency: "f",
  hertz: "f",
  hz: "f",
  time: "t",
  sec: "t",
  sweep: "x",
};

/** f, t, x and pi come before parameters of the same name, unless the analysis has no such axis. */
function resolveVariable(
  { name, span }: Extract<Expression, { kind: "variable" }>,
  scope: ExpressionScope,
): Typed {
  const { circuit, analysis, collector } = scope;
  const variable = analysis && axisOf[analysis.kind];
  if (variable === name.key) return axis();
  if (name.key === "pi") return constant(Math.PI);
  const slot = circuit.parameterSlots.get(name.key);
  if (slot !== undefined) return slotValue(slot);
  if (["f", "t", "x"].includes(name.key)) {
    if (analysis === undefined) collector.report("goal/not-constant", span, { text: name.text });
    else collector.report("goal/wrong-axis", span, { name: name.text, axis: variable });
    return undefined;
  }
  const known = [...circuit.parameterSlots.keys(), "pi", ...(variable === undefined ? [] : [variable])];
  const index = circuit.findElement(name.text);
  collector.report("goal/unknown-name", span, {
    name: name.text,
    nearest:
      variable !== undefined && variable === customaryAxes[name.key]
        ? variable
        : nearestWord(name.text, known),
    element: index === undefined ? undefined : circuit.elements[index]!.name,
  });
  return undefined;
}

function resolveCall(call: Extract<Expression, { kind: "call" }>, scope: ExpressionScope): Typed {
  const { callee, span } = call;
  const { collector } = scope;
  const definition = goalFunctions.get(callee.key);
  const operands = call.arguments.map((argument) => resolveExpression(argument, scope));
  if (callee.key === "power" && scope.analysis?.kind === "ac") {
    collector.report("goal/power-not-yet", span, {});
    return undefined;
  }
  if (definition === undefined) {
    const nearest = nearestWord(callee.text, goalFunctions.keys());
    collector.report("directive/unknown-function", callee.span, { name: callee.text, nearest });
    return undefined;
  }
  const { minimumArguments: minimum, maximumArguments: maximum, domain } = definition;
  if (operands.length < minimum || operands.length > maximum) {
    collector.report("goal/argument-count", span, {
      name: callee.text,
      minimum,
      maximum,
      found: operands.length,
    });
    return undefined;
  }
  const known = operands.filter((operand) => operand !== undefined);
  if (known.length < operands.length) return undefined;
  for (const [index, operand] of known.entries()) {
    const place = call.arguments[index]!.span;
    if (domain === "real" && operand.complex)
      collector.report("goal/needs-real", place, { name: callee.text });
    else if (domain === "complex" && !operand.complex)
      collector.report("goal/needs-phasor", place, { name: callee.text });
    else if (callee.key === "power" && usesMean(operand)) collector.report("goal/power-apart", place, {});
    else if (domain === "complex" && usesDelay(operand)) collector.report("goal/nested-delay", place, {});
    else continue;
    return undefined;
  }
  return definition.build(known);
}

function resolveSign(expression: Extract<Expression, { kind: "unary" }>, scope: ExpressionScope): Typed {
  const operand = resolveExpression(expression.operand, scope);
  switch (expression.operator) {
    case "+":
      return operand;
    case "-":
      return operand && (operand.kind === "constant" ? constant(-operand.value) : unary("negate", operand));
    case "!":
      scope.collector.report("goal/unsupported-operator", expression.span, { operator: "!" });
      return undefined;
  }
}

function resolveBinary(expression: Extract<Expression, { kind: "binary" }>, scope: ExpressionScope): Typed {
  const left = resolveExpression(expression.left, scope);
  const right = resolveExpression(expression.right, scope);
  const build = arithmetic(expression.operator);
  if (build === undefined) {
    scope.collector.report("goal/unsupported-operator", expression.span, { operator: expression.operator });
    return undefined;
  }
  return left && right && build(left, right);
}

function arithmetic(
  operator: string,
): ((a: TypedExpression, b: TypedExpression) => TypedExpression) | undefined {
  switch (operator) {
    case "+":
      return (a, b) => binary("add", a, b);
    case "-":
      return (a, b) => binary("subtract", a, b);
    case "*":
      return (a, b) => binary("multiply", a, b);
    case "/":
      return (a, b) => binary("divide", a, b);
    case "^":
      return raise;
    default:
      return undefined;
  }
}
