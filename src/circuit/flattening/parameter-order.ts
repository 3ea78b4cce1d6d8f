import type { FunctionCommand } from "../../ast/netlist.ts";
import { valueExpression } from "../../ast/read-value.ts";
import type { Value } from "../../ast/value.ts";
import { walkExpression } from "../../ast/walk.ts";

/** A user's function by its lower-case name. */
export type FindFunction = (key: string) => FunctionCommand | undefined;

/** The lower-case names that a value reads, those in the bodies of the functions it calls among them. */
export function namesReadBy(value: Value, findFunction: FindFunction): ReadonlySet<string> {
  const names = new Set<string>();
  const entered = new Set<FunctionCommand>();
  const visit = (expression: NonNullable<ReturnType<typeof valueExpression>>): void =>
    walkExpression(expression, (inner) => {
      if (inner.kind === "variable") names.add(inner.name.key);
      const callee = inner.kind === "call" ? findFunction(inner.callee.key) : undefined;
      if (callee === undefined || entered.has(callee)) return;
      entered.add(callee);
      visit(callee.body);
    });
  const expression = value.kind === "string" ? undefined : valueExpression(value);
  if (expression !== undefined) visit(expression);
  return names;
}

/** Whether a value is a plain number, in braces or not. */
export function isLiteral(value: Value): boolean {
  if (value.kind === "number") return true;
  if (value.kind !== "expression") return false;
  const { expression } = value;
  return (
    expression.kind === "number" || (expression.kind === "unary" && expression.operand.kind === "number")
  );
}

/**
 * The order in which ngspice assigns the parameters of a subcircuit, those of its card and those of its body: by how far their texts in the
 * definition depend on each other, and otherwise as they stand.
 *
 * @param texts the defaults, by lower-case name; one that names itself means the caller's.
 */
export function assignmentOrder(
  texts: ReadonlyMap<string, Value>,
  findFunction: FindFunction,
): readonly string[] {
  const levels = new Map<string, number>();
  const level = (key: string, value: Value): number => {
    const known = levels.get(key);
    if (known !== undefined) return known;
    // A cycle ends here; it is reported where it is evaluated.
    levels.set(key, 0);
    let highest = 0;
    for (const name of namesReadBy(value, findFunction)) {
      const other = name === key ? undefined : texts.get(name);
      if (other !== undefined) highest = Math.max(highest, level(name, other) + 1);
    }
    levels.set(key, highest);
    return highest;
  };
  for (const [key, value] of texts) level(key, value);
  return [...texts.keys()].sort((a, b) => levels.get(a)! - levels.get(b)!);
}
