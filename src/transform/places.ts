import type { ElementCard } from "../ast/element.ts";
import type { Expression, Name } from "../ast/expression.ts";
import type { Statement } from "../ast/netlist.ts";
import { parseExpression } from "../ast/parse-expression.ts";
import type { Assignment, Value } from "../ast/value.ts";
import { walkExpression } from "../ast/walk.ts";
import { looseCard } from "../circuit/flattening/loose-card.ts";
import { type Span, spanText } from "../source/source-text.ts";

/** Something on a card that has a meaning of its own, with its place in the text. */
export type Place =
  | { readonly kind: "node"; readonly name: Name }
  /** An element that the card refers to. */
  | { readonly kind: "element"; readonly name: Name }
  | { readonly kind: "model"; readonly name: Name }
  | { readonly kind: "value"; readonly value: Value }
  /** The expression of a behaviour, which may hold probes. */
  | { readonly kind: "behaviour"; readonly expression: Expression };

/** Everything on an element's card but its own name, in no particular order. */
export function elementPlaces(card: ElementCard): readonly Place[] {
  const loose = looseCard(card);
  const places: Place[] = [];
  for (const name of loose?.nodes ?? card.nodes) places.push({ kind: "node", name });
  for (const name of card.controlNodes) places.push({ kind: "node", name });
  for (const name of card.references) places.push({ kind: "element", name });
  const model = card.model ?? loose?.model;
  if (model !== undefined) places.push({ kind: "model", name: model });
  if (card.value !== undefined) places.push({ kind: "value", value: card.value });
  if (loose === undefined) for (const value of card.extra) places.push({ kind: "value", value });
  places.push(...assignmentPlaces(card.parameters));
  if (card.source !== undefined) {
    const { dc, acMagnitude, acPhase, waveform } = card.source;
    for (const value of [dc, acMagnitude, acPhase, ...(waveform?.arguments ?? [])])
      if (value !== undefined) places.push({ kind: "value", value });
    places.push(...assignmentPlaces(waveform?.parameters ?? []));
  }
  places.push(...behaviourPlaces(card));
  return places;
}

/** The expression of a behaviour, and what stands in braces beside it (points of a table, coefficients of a transfer function). */
function behaviourPlaces({ behaviour }: ElementCard): readonly Place[] {
  if (behaviour === undefined || behaviour.form === "poly") return [];
  const { expression, span } = behaviour;
  const own: readonly Place[] = expression === undefined ? [] : [{ kind: "behaviour", expression }];
  const others = [...spanText(span).matchAll(/\{([^{}]*)\}/g)].flatMap((match): readonly Place[] => {
    const start = span.start + match.index + 1;
    if (
      expression !== undefined &&
      start <= expression.span.end &&
      expression.span.start <= start + match[1]!.length
    )
      return [];
    const parsed = parseExpression(span.source, start, start + match[1]!.length);
    return parsed.ok ? [{ kind: "behaviour", expression: parsed.expression }] : [];
  });
  return [...own, ...others];
}

export function assignmentPlaces(assignments: readonly Assignment[]): readonly Place[] {
  return assignments.flatMap(({ value, more }) =>
    [value, ...more].map((given): Place => ({ kind: "value", value: given })),
  );
}

/** Places of a card that is no element; those of a subcircuit's body are not among them. */
export function statementPlaces(statement: Statement): readonly Place[] {
  switch (statement.kind) {
    case "element":
      return elementPlaces(statement);
    case "model":
      return [...assignmentPlaces(statement.parameters), ...valuePlaces(statement.extra)];
    case "analysis":
      return valuePlaces(statement.arguments);
    case "temp":
      return valuePlaces(statement.values);
    case "options":
      return assignmentPlaces(statement.assignments);
    case "ic":
    case "nodeset":
      return statement.voltages.flatMap(({ node, value }): readonly Place[] => [
        { kind: "node", name: node },
        { kind: "value", value },
      ]);
    case "param":
      return assignmentPlaces(statement.assignments);
    case "subcircuit":
      return assignmentPlaces(statement.parameters);
    case "global":
      return statement.nodes.map((name): Place => ({ kind: "node", name }));
    case "directive":
      return directivePlaces(statement);
    case "other":
      return probePlaces(statement.span);
    default:
      return [];
  }
}

function valuePlaces(values: readonly Value[]): readonly Place[] {
  return values.map((value): Place => ({ kind: "value", value }));
}

/** Nodes and elements in the `v(…)` and `i(…)` of a directive's expressions, and the nodes and sources it names. */
function directivePlaces({ directive }: Statement & { readonly kind: "directive" }): readonly Place[] {
  switch (directive?.kind) {
    case "goal":
      return [directive.left, directive.right].flatMap(expressionProbes);
    case "classify":
      return directive.quantities.flatMap(expressionProbes);
    case "port":
      return directive.nodes.map((name): Place => ({ kind: "node", name }));
    case "data":
      return directive.columns.map(({ source }): Place => ({ kind: "element", name: source }));
    default:
      return [];
  }
}

/** The probes of an expression as places. */
export function expressionProbes(expression: Expression): readonly Place[] {
  const places: Place[] = [];
  walkExpression(expression, (inner) => {
    if (inner.kind !== "probe" || ["s", "data", "table"].includes(inner.function)) return;
    const kind = inner.function.startsWith("v") ? "node" : "element";
    for (const name of inner.names) places.push({ kind, name });
  });
  return places;
}

/** `v(a,b)` and `i(V1)` in the text of a card that is kept but not taken apart (`.print`, `.meas`, `.save`, …). */
function probePlaces({ source, start, end }: Span): readonly Place[] {
  const text = source.text.slice(start, end);
  return [...text.matchAll(/\b([vi])(?:db|[mpri])?\s*\(([^()]*)\)/gi)].flatMap((match) => {
    const first = start + match.index + match[0].indexOf("(") + 1;
    return [...match[2]!.matchAll(/[^\s,]+/g)].map((word): Place => {
      const from = first + word.index;
      const span = { source, start: from, end: from + word[0].length };
      const name = { text: word[0], key: word[0].toLowerCase(), span };
      return { kind: match[1]!.toLowerCase() === "v" ? "node" : "element", name };
    });
  });
}
