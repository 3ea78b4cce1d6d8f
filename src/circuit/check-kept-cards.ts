import type { Expression } from "../ast/expression.ts";
import type { OtherCommand, Statement } from "../ast/netlist.ts";
import type { Value } from "../ast/value.ts";
import { childExpressions } from "../ast/walk.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { findFunction } from "./expression/operations.ts";

/**
 * Report names on cards that are only kept (`.print`, `.meas`, `.sens` …) which ngspice refuses: it evaluates what stands in braces or
 * single quotes on every card before the run, so that only parameters can stand there. Cards inside subcircuits are left alone: those that
 * nothing uses are not evaluated.
 *
 * @param parameters the names of the parameters in force, in lower case.
 * @param functions those of the user's functions.
 */
export function checkKeptCards(
  statements: readonly Statement[],
  parameters: readonly string[],
  functions: readonly string[],
  collector: Collector,
): void {
  const known: KnownNames = { parameters: new Set(parameters), functions: new Set(functions) };
  for (const statement of statements) {
    if (statement.kind === "other") {
      for (const value of statement.expressions ?? []) checkValue(value, statement, known, collector);
    }
  }
}

interface KnownNames {
  readonly parameters: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
}

function checkValue(
  value: Value,
  { name: card }: OtherCommand,
  { parameters: known, functions }: KnownNames,
  collector: Collector,
): void {
  const hint = `ngspice evaluates what ${card.text} has in braces or quotes before the run, from parameters alone`;
  const undefinedName = (text: string, span: Value["span"]): void => {
    const nearest = nearestWord(text.toLowerCase(), [...known]);
    collector.report("circuit/undefined-parameter", span, { name: text, nearest }, { hint });
  };
  const isFunction = (key: string): boolean => functions.has(key) || findFunction(key) !== undefined;
  const visit = (expression: Expression): void => {
    if (expression.kind === "probe") {
      collector.report(
        "circuit/probe-in-parameter",
        expression.span,
        { function: expression.function },
        { hint },
      );
      return;
    }
    if (
      expression.kind === "variable" &&
      !known.has(expression.name.key) &&
      expression.name.key !== "temper"
    ) {
      undefinedName(expression.name.text, expression.span);
    }
    if (expression.kind === "call" && !isFunction(expression.callee.key)) {
      const { text: name, span } = expression.callee;
      collector.report("circuit/unknown-function", span, { name, nearest: undefined }, { hint });
    }
    for (const child of childExpressions(expression)) visit(child);
  };
  if (value.kind === "expression") visit(value.expression);
  else if (value.kind === "word") {
    const first = /^[a-z_]\w*/i.exec(value.name.text)?.[0];
    if (first !== undefined && !known.has(first.toLowerCase())) undefinedName(first, value.span);
  }
}
