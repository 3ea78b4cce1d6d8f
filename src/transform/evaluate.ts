import type { ElementCard } from "../ast/element.ts";
import type { Statement } from "../ast/netlist.ts";
import { valueExpression } from "../ast/read-value.ts";
import type { Value } from "../ast/value.ts";
import { walkStatements } from "../ast/walk.ts";
import type { Definition } from "../circuit/definitions/definition.ts";
import type { Scope } from "../circuit/expression/scope.ts";
import type { Instance } from "../circuit/flattening/instance.ts";
import { isLiteral } from "../circuit/flattening/parameter-order.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { inlineIncludes } from "./inline-includes.ts";
import { openDeck } from "./open-deck.ts";
import type { Pass } from "./pass.ts";
import { statementPlaces } from "./places.ts";
import { pruneParameters, variablesOf } from "./prune-parameters.ts";
import { createValueRewriter } from "./rewrite-values.ts";

const asWritten = {
  node: ({ text }: { readonly text: string }) => text,
  element: ({ text }: { readonly text: string }) => text,
};

/**
 * Put numbers in the place of expressions and names of parameters; the parameters that nothing needs any more go. Inside a subcircuit an expression
 * becomes a number where it has the same one in every instance. What depends on a trained value stays an expression of it.
 */
export const evaluate: Pass<undefined> = (input) => {
  const netlist = inlineIncludes(input);
  const open = netlist && openDeck(netlist, input);
  if (netlist === undefined || open === undefined) return "";
  const rewriter = createValueRewriter(open, new Map());
  const byDefinition = groupBy(open.flat.instances, ({ definition }) => definition);
  const byCard = groupBy(open.flat.instances, ({ card }) => card);
  /** Names that expressions which stay use. */
  const needed = new Set<string>();
  /**
   * Names in the texts of X cards that stay. ngspice assigns plain numbers before it reads such a text and expressions in their order: a default that
   * becomes a number could hide the caller's parameter of its name.
   */
  const readByCards = new Set<string>();

  function valueEdits(value: Value, scopes: readonly Scope[]): readonly TextEdit[] {
    const texts = new Set(scopes.map((scope) => rewriter.value(value, scope)));
    const [text] = texts;
    if (texts.size === 1 && text !== undefined) return [{ span: value.span, replacement: text }];
    need(value);
    return [];
  }

  function need(value: Value): void {
    const expression = valueExpression(value);
    if (expression !== undefined) for (const name of variablesOf(expression)) needed.add(name);
  }

  /** Defaults of subcircuits that stay expressions. */
  function keptDefaults(statement: Statement, instances: readonly Instance[]): ReadonlySet<Value> {
    const isInside = instances.some(({ parent }) => parent !== undefined) || instances.length === 0;
    const assignments =
      statement.kind === "subcircuit"
        ? statement.parameters
        : statement.kind === "param" && isInside
          ? statement.assignments
          : [];
    return new Set(
      assignments.flatMap(({ name, value }) =>
        readByCards.has(name.key) && !isLiteral(value) ? [value] : [],
      ),
    );
  }

  function placeEdits(statement: Statement, instances: readonly Instance[]): readonly TextEdit[] {
    if (statement.kind === "element" && statement.letter === "x") return overrideEdits(statement);
    const kept = keptDefaults(statement, instances);
    return statementPlaces(statement).flatMap((place): readonly TextEdit[] => {
      if (place.kind === "value" && kept.has(place.value)) {
        need(place.value);
        return [];
      }
      if (place.kind === "behaviour") return shared(place.expression, instances);
      if (place.kind !== "value") return [];
      return valueEdits(
        place.value,
        instances.map(({ scope }) => scope),
      );
    });
  }

  /** What an X card gives is read in a scope of its own: it sees the other parameters of the card. */
  function overrideEdits(card: ElementCard): readonly TextEdit[] {
    const made = byCard.get(card) ?? [];
    return card.parameters.flatMap(({ name, value }) =>
      valueEdits(
        value,
        made.map(({ scope, parent, multiplier }) => {
          const given = [scope.parameters.get(name.key), multiplier].find((one) => one?.value === value);
          return given?.scope ?? parent!.scope;
        }),
      ),
    );
  }

  /** What changes in the expression of a behaviour, if it is the same in all instances. */
  function shared(
    expression: Parameters<typeof rewriter.behaviour>[0],
    instances: readonly Instance[],
  ): readonly TextEdit[] {
    const all = instances.map(({ scope }) => rewriter.behaviour(expression, scope, asWritten));
    const texts = new Set(
      all.map((edits) => JSON.stringify(edits.map(({ span, replacement }) => [span.start, replacement]))),
    );
    if (texts.size === 1) return all[0]!;
    for (const name of variablesOf(expression)) needed.add(name);
    return [];
  }

  function bodyEdits(body: readonly Statement[], definition: Definition | undefined): readonly TextEdit[] {
    const instances = byDefinition.get(definition) ?? [];
    return body.flatMap((statement): readonly TextEdit[] => {
      if (statement.kind === "subcircuit") {
        const inner = definition?.subcircuits.get(statement.name.key);
        return [...placeEdits(statement, byDefinition.get(inner) ?? []), ...bodyEdits(statement.body, inner)];
      }
      if (statement.kind === "func" && definition !== open!.deck)
        for (const name of variablesOf(statement.body)) needed.add(name);
      if (!open!.isActive(statement) || (statement.kind === "param" && definition === open!.deck)) return [];
      return placeEdits(statement, instances);
    });
  }

  walkStatements(netlist, (statement) => {
    if (statement.kind !== "element" || statement.letter !== "x") return;
    const changed = new Set(overrideEdits(statement).map(({ span }) => span.start));
    for (const { value } of statement.parameters) {
      const expression = changed.has(value.span.start) ? undefined : valueExpression(value);
      if (expression !== undefined) for (const name of variablesOf(expression)) readByCards.add(name);
    }
  });
  const edits = bodyEdits(netlist.statements, open.deck);
  return applyEdits(netlist.source.text, [...edits, ...pruneParameters(open, netlist.statements, needed)]);
};

function groupBy<Key>(
  instances: readonly Instance[],
  keyOf: (instance: Instance) => Key,
): ReadonlyMap<Key | undefined, readonly Instance[]> {
  const groups = new Map<Key | undefined, Instance[]>();
  for (const instance of instances) {
    const key = keyOf(instance);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [instance]);
    else known.push(instance);
  }
  return groups;
}
