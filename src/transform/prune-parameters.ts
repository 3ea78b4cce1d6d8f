import type { Expression } from "../ast/expression.ts";
import type { ParamCommand, Statement } from "../ast/netlist.ts";
import type { Assignment } from "../ast/value.ts";
import { walkExpression } from "../ast/walk.ts";
import { spanText } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";
import { removeLines } from "./layout.ts";
import type { OpenDeck } from "./open-deck.ts";
import { writeNumber } from "./write-number.ts";

/**
 * Take out the `.param`s and `.func`s of the deck that nothing names any more once values are numbers. Those that are trained, that an annotation
 * names, or that a card names which is not taken apart stay, the latter two with their numbers.
 *
 * @param alsoNeeded lower-case names that other texts still use.
 */
export function pruneParameters(
  open: OpenDeck,
  statements: readonly Statement[],
  alsoNeeded: ReadonlySet<string> = new Set(),
): readonly TextEdit[] {
  const named = new Set([...alsoNeeded, ...statements.flatMap(namesIn)]);
  const { scope } = open.flat.top;
  const isNeeded = ({ name, value }: Assignment): boolean => open.isTrained(value) || named.has(name.key);

  const evaluated = (assignment: Assignment): string => {
    const { name, value } = assignment;
    const parameter = scope.parameters.get(name.key);
    if (parameter === undefined || value.kind === "number" || open.isTrained(value))
      return spanText(assignment.span);
    // What depends on training keeps its expression, and with it the names in it.
    if (open.dependsOnTraining(value, scope)) return spanText(assignment.span);
    const number = open.evaluator.tape.valueOf(open.evaluator.parameter(parameter));
    return Number.isFinite(number) ? `${name.text}=${writeNumber(number)}` : spanText(assignment.span);
  };
  const prune = ({ assignments, span }: ParamCommand): readonly TextEdit[] => {
    const kept = assignments.filter(isNeeded);
    if (kept.length === 0) return [removeLines(span)];
    const text = `.param ${kept.map(evaluated).join(" ")}`;
    return text === spanText(span) ? [] : [{ span, replacement: text }];
  };

  const done = new Set<number>();
  return statements.flatMap((statement): readonly TextEdit[] => {
    if (!open.isActive(statement)) return [];
    // A `.param` card may define functions as well, as statements of their own with its span.
    const isFirst = !done.has(statement.span.start);
    if (statement.kind === "param") {
      done.add(statement.span.start);
      return prune(statement);
    }
    if (statement.kind === "func" && isFirst && !alsoNeeded.has(statement.name.key)) {
      done.add(statement.span.start);
      return [removeLines(statement.span)];
    }
    return [];
  });
}

/** Names that a statement goes on using after values have become numbers. */
function namesIn(statement: Statement): readonly string[] {
  if (statement.kind === "control" || statement.kind === "other")
    return (
      spanText(statement.span)
        .toLowerCase()
        .match(/[a-z_]\w*/g) ?? []
    );
  if (statement.kind !== "directive") return [];
  const { directive } = statement;
  if (directive?.kind === "goal") return [directive.left, directive.right].flatMap(variablesOf);
  return directive?.kind === "classify" ? directive.quantities.flatMap(variablesOf) : [];
}

/** The names of parameters in an expression, in lower case. */
export function variablesOf(expression: Expression): readonly string[] {
  const names: string[] = [];
  walkExpression(expression, (inner) => {
    if (inner.kind === "variable") names.push(inner.name.key);
    else if (inner.kind === "call") names.push(inner.callee.key);
  });
  return names;
}
