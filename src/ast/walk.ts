import type { Expression } from "./expression.ts";
import type { Netlist, Statement } from "./netlist.ts";

/** The expressions directly inside one. */
export function childExpressions(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "call":
      return expression.arguments;
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "conditional":
      return [expression.condition, expression.then, expression.otherwise];
    default:
      return [];
  }
}

/** Visit an expression and everything inside it, outer before inner. */
export function walkExpression(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  for (const child of childExpressions(expression)) walkExpression(child, visit);
}

/** Visit every statement of a netlist in the order of the text, those inside subcircuits and library sections after their header. */
export function walkStatements(netlist: Netlist, visit: (statement: Statement) => void): void {
  const step = (statements: readonly Statement[]) => {
    for (const statement of statements) {
      visit(statement);
      if (statement.kind === "subcircuit" || statement.kind === "library") step(statement.body);
    }
  };
  step(netlist.statements);
}
