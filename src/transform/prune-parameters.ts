import type { Expression } from "../ast/expression.ts";
import type { FunctionCommand, Statement } from "../ast/netlist.ts";
import { valueExpression } from "../ast/read-value.ts";
import type { Assignment } from "../ast/value.ts";
import { walkExpression } from "../ast/walk.ts";
import { type Span, spanText } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";
import type { OpenDeck } from "./open-deck.ts";
import { type CardPart, pruneCard } from "./prune-card.ts";
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
  const active = statements.filter(open.isActive);
  const needed = withWhatTheyNeed([...alsoNeeded, ...statements.flatMap(namesIn)], active, open);
  const { scope } = open.flat.top;

  const evaluated = (assignment: Assignment): string | undefined => {
    const { name, value } = assignment;
    if (!open.isTrained(value) && !needed.has(name.key)) return undefined;
    const parameter = scope.parameters.get(name.key);
    const isKept =
      parameter === undefined ||
      value.kind === "number" ||
      open.isTrained(value) ||
      // What depends on training keeps its expression, and with it the names in it.
      open.dependsOnTraining(value, scope);
    const number = isKept ? Number.NaN : open.evaluator.tape.valueOf(open.evaluator.parameter(parameter));
    return Number.isFinite(number) ? `${name.text}=${writeNumber(number)}` : spanText(assignment.span);
  };

  // A `.param` card may define functions as well, as statements of their own with its span.
  const cards = new Map<number, { readonly span: Span; readonly parts: CardPart[] }>();
  for (const statement of active) {
    if (statement.kind !== "param" && statement.kind !== "func") continue;
    const { span } = statement;
    const card = cards.get(span.start) ?? { span, parts: [] };
    cards.set(span.start, card);
    if (statement.kind === "param")
      for (const assignment of statement.assignments)
        card.parts.push({ span: assignment.span, replacement: evaluated(assignment) });
    else {
      const own = definitionSpan(statement);
      card.parts.push({ span: own, replacement: needed.has(statement.name.key) ? spanText(own) : undefined });
    }
  }
  return [...cards.values()].flatMap(({ span, parts }) => pruneCard(span, parts));
}

/** `f(x)={…}` with its delimiters. */
function definitionSpan({ name, body }: FunctionCommand): Span {
  const { source } = name.span;
  const closing = /^\s*[}'"]/.exec(source.text.slice(body.span.end))?.[0].length ?? 0;
  return { source, start: name.span.start, end: body.span.end + closing };
}

/** Names, and those that functions and trained parameters of these names use. */
function withWhatTheyNeed(
  names: readonly string[],
  statements: readonly Statement[],
  { isTrained, dependsOnTraining, flat }: OpenDeck,
): ReadonlySet<string> {
  const bodies = new Map<string, readonly string[]>();
  const trained: string[] = [];
  for (const statement of statements) {
    if (statement.kind === "func") bodies.set(statement.name.key, variablesOf(statement.body));
    if (statement.kind !== "param") continue;
    for (const { name, value } of statement.assignments) {
      if (isTrained(value)) trained.push(name.key);
      const expression = dependsOnTraining(value, flat.top.scope) ? valueExpression(value) : undefined;
      if (expression !== undefined) bodies.set(name.key, variablesOf(expression));
    }
  }
  const needed = new Set<string>();
  const pending = [...names, ...trained];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    pending.push(...(bodies.get(name) ?? []));
  }
  return needed;
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
