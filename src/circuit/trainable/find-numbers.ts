import type { Expression } from "../../ast/expression.ts";
import type { FunctionCommand } from "../../ast/netlist.ts";
import type { Value } from "../../ast/value.ts";
import { childExpressions } from "../../ast/walk.ts";
import type { Span } from "../../source/source-text.ts";
import { findParameter, findUserFunction, type Parameter, type Scope } from "../expression/scope.ts";

/** A number that stands in a text and could be trained. */
export interface WrittenNumber {
  /** Canonical selector. */
  readonly name: string;
  readonly value: number;
  readonly span: Span;
  /** The parameter it is the value of; undefined for an element's own value. */
  readonly parameter: Parameter | undefined;
}

/**
 * The numbers that a value is made of: the number itself (also alone in braces, with a sign), or those of the parameters that its
 * expression names, and of the parameters that these name. A number inside a longer expression (the 2 of `{2*r}`) is none of them.
 */
export function findNumbers(value: Value, scope: Scope, name: string): readonly WrittenNumber[] {
  const literal = literalOf(value);
  if (literal !== undefined) return [{ ...literal, name, parameter: undefined }];
  const found = new Map<Parameter, WrittenNumber | undefined>();
  collect(value, scope, found);
  return [...found.values()].filter((number) => number !== undefined);
}

/** The numbers behind one parameter. */
export function findParameterNumbers(parameter: Parameter): readonly WrittenNumber[] {
  const found = new Map<Parameter, WrittenNumber | undefined>();
  visitParameter(parameter, found);
  return [...found.values()].filter((number) => number !== undefined);
}

function visitParameter(parameter: Parameter, found: Map<Parameter, WrittenNumber | undefined>): void {
  if (found.has(parameter)) return;
  const literal = literalOf(parameter.value);
  found.set(parameter, literal && { ...literal, name: `param:${parameter.canonical}`, parameter });
  if (literal === undefined) collect(parameter.value, parameter.scope, found);
}

function collect(value: Value, scope: Scope, found: Map<Parameter, WrittenNumber | undefined>): void {
  const visitName = (key: string): void => {
    const parameter = findParameter(scope, key);
    if (parameter !== undefined) visitParameter(parameter, found);
  };
  // A body reads the same names wherever it is called from; each is entered once, recursive ones (which were reported) too.
  const entered = new Set<FunctionCommand>();
  const visit = (expression: Expression, bound: ReadonlySet<string>): void => {
    if (expression.kind === "variable" && !bound.has(expression.name.key)) visitName(expression.name.key);
    for (const child of childExpressions(expression)) visit(child, bound);
    const callee = expression.kind === "call" ? findUserFunction(scope, expression.callee.key) : undefined;
    if (callee === undefined || entered.has(callee)) return;
    entered.add(callee);
    visit(callee.body, new Set(callee.parameters.map(({ key }) => key)));
  };
  if (value.kind === "word") visitName(value.name.key);
  else if (value.kind === "expression") visit(value.expression, new Set());
}

/** A value that is one number in the text. */
function literalOf(value: Value): { readonly value: number; readonly span: Span } | undefined {
  if (value.kind === "number") return { value: value.value, span: value.span };
  if (value.kind !== "expression") return undefined;
  const { expression } = value;
  if (expression.kind === "number") return { value: expression.value, span: expression.span };
  if (expression.kind !== "unary" || expression.operator === "!" || expression.operand.kind !== "number")
    return undefined;
  const sign = expression.operator === "-" ? -1 : 1;
  return { value: sign * expression.operand.value, span: expression.span };
}
