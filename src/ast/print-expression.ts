import type { BinaryOperator, Expression, Name, ProbeFunction } from "./expression.ts";

/** How the leaves of an expression are written; by default as they stand. */
export interface ExpressionPrinter {
  /** A node inside v(…) and its relatives. */
  readonly node?: (name: Name) => string;
  /** An element inside i(…) and its relatives. */
  readonly element?: (name: Name) => string;
  /** A parameter or variable. */
  readonly variable?: (name: Name) => string;
  /** A function that is no probe. */
  readonly callee?: (name: Name) => string;
  /** A literal number. */
  readonly number?: (value: number) => string;
}

const strength: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
  "^": 8,
};
const signStrength = 7;
const primaryStrength = 9;

/** Shortest text that reads back as the same double. */
function printNumber(value: number): string {
  return String(value).replace("e+", "e");
}

function printName(probe: ProbeFunction, name: Name, printer: ExpressionPrinter): string {
  if (probe === "table" || probe === "data") return probe === "table" ? `"${name.text}"` : name.text;
  if (probe === "s") return name.text;
  const print = probe.startsWith("v") ? printer.node : printer.element;
  return print === undefined ? name.text : print(name);
}

/** Binding strength of the outermost operator: a weaker operand needs parentheses. */
function strengthOf(expression: Expression): number {
  switch (expression.kind) {
    case "conditional":
      return 0;
    case "binary":
      return strength[expression.operator];
    case "unary":
      return signStrength;
    case "number":
      return expression.value < 0 ? signStrength : primaryStrength;
    default:
      return primaryStrength;
  }
}

/**
 * Write an expression as SPICE text that reads back as the same tree: parentheses only where precedence needs them.
 * `!=` is the form ngspice takes in B sources and parameters alike; `^` stays `^`.
 *
 * @example printExpression(e, { node: (n) => `x1.${n.text}` })
 */
export function printExpression(expression: Expression, printer: ExpressionPrinter = {}): string {
  const print = (inner: Expression, least: number): string => {
    const text = printOne(inner);
    return strengthOf(inner) < least ? `(${text})` : text;
  };
  const printOne = (inner: Expression): string => {
    switch (inner.kind) {
      case "number":
        return (printer.number ?? printNumber)(inner.value);
      case "variable":
        return printer.variable?.(inner.name) ?? inner.name.text;
      case "string":
        return `"${inner.value}"`;
      case "probe":
        return `${inner.function}(${inner.names.map((name) => printName(inner.function, name, printer)).join(",")})`;
      case "call": {
        const callee = printer.callee?.(inner.callee) ?? inner.callee.text;
        return `${callee}(${inner.arguments.map((argument) => print(argument, 0)).join(",")})`;
      }
      case "unary":
        return inner.operator + print(inner.operand, signStrength + 1);
      case "binary": {
        const own = strength[inner.operator];
        return `${print(inner.left, own)}${inner.operator}${print(inner.right, own + 1)}`;
      }
      case "conditional":
        return `${print(inner.condition, 1)} ? ${print(inner.then, 0)} : ${print(inner.otherwise, 0)}`;
    }
  };
  return printOne(expression);
}
