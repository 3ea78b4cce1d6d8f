import type { Expression } from "../../src/ast/expression.ts";

/** The value of an expression without names, by the rules of the tree alone: the witness for how it was parsed. */
export function evaluateConstant(expression: Expression): number {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "unary": {
      const operand = evaluateConstant(expression.operand);
      if (expression.operator === "!") return operand === 0 ? 1 : 0;
      return expression.operator === "-" ? -operand : operand;
    }
    case "binary": {
      const left = evaluateConstant(expression.left);
      const right = evaluateConstant(expression.right);
      switch (expression.operator) {
        case "+":
          return left + right;
        case "-":
          return left - right;
        case "*":
          return left * right;
        case "/":
          return left / right;
        case "%":
          return left % right;
        case "^":
          return Math.abs(left) ** right;
        case "==":
          return Number(left === right);
        case "!=":
          return Number(left !== right);
        case "<":
          return Number(left < right);
        case "<=":
          return Number(left <= right);
        case ">":
          return Number(left > right);
        case ">=":
          return Number(left >= right);
        case "&&":
          return Number(left !== 0 && right !== 0);
        case "||":
          return Number(left !== 0 || right !== 0);
      }
      break;
    }
    case "conditional":
      return evaluateConstant(
        evaluateConstant(expression.condition) !== 0 ? expression.then : expression.otherwise,
      );
    case "call":
      return (expression.callee.key === "max" ? Math.max : Math.min)(
        ...expression.arguments.map(evaluateConstant),
      );
  }
  throw new Error(`${expression.kind} has no constant value`);
}
