import type { ElementCard } from "../../ast/element.ts";
import type { Value } from "../../ast/value.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { Definition } from "../definitions/definition.ts";
import type { Parameter, Scope } from "../expression/scope.ts";
import { type Instance, qualify } from "./instance.ts";

/** The scope of the deck itself: its `.param` and `.func`. */
export function globalScope(deck: Definition): Scope {
  const parameters = new Map<string, Parameter>();
  const scope: Scope = { parent: undefined, parameters, functions: deck.functions };
  for (const [key, { name, value, span }] of deck.assignments) {
    parameters.set(key, { name: name.text, canonical: name.text, flat: name.text, value, scope, span });
  }
  return scope;
}

/**
 * The scope of a new instance: defaults of the `.subckt` card and `.param` of its body, each overridden by the X card. As in ngspice, an
 * override sees the other parameters of the `.subckt` card before those of the caller: `X1 a b sub r=1k c={1/r}`; of the `.param` cards in the
 * body it sees those that are plain numbers. ngspice copies an `m=` onto the cards inside, and so it sees all of them.
 */
export function openScope(
  definition: Definition,
  card: ElementCard,
  caller: Instance,
  collector: Collector,
): { readonly scope: Scope; readonly multiplier: Instance["multiplier"] } {
  const parameters = new Map<string, Parameter>();
  const scope: Scope = { parent: caller.scope, parameters, functions: definition.functions };
  const path = qualify(caller, card.name.text);
  for (const table of [definition.defaults, definition.assignments]) {
    for (const [key, { name, value, span }] of table) {
      const canonical = `${definition.label}.${name.text}`;
      parameters.set(key, { name: name.text, canonical, flat: `${path}.${name.text}`, value, scope, span });
    }
  }
  let multiplier: Instance["multiplier"];
  const formal = new Map<string, Parameter>();
  for (const key of definition.defaults.keys()) formal.set(key, parameters.get(key)!);
  for (const [key, { value }] of definition.assignments)
    if (isLiteral(value)) formal.set(key, parameters.get(key)!);
  const outside: Scope = { parent: caller.scope, parameters: formal, functions: new Map() };
  const prefix = caller.definition.label === "" ? "" : `${caller.definition.label}.`;
  for (const { name, value, span } of card.parameters) {
    if (parameters.has(name.key)) {
      const canonical = `${prefix}${card.name.text}.${name.text}`;
      const flat = `${path}.${name.text}`;
      const override = { name: name.text, canonical, flat, value, scope: outside, isOverride: true, span };
      parameters.set(name.key, override);
      if (formal.has(name.key)) formal.set(name.key, override);
    } else if (name.key === "m") multiplier = { value, scope, span };
    else {
      const nearest = nearestWord(name.key, parameters.keys());
      collector.report("circuit/unused-override", name.span, {
        name: name.text,
        subcircuit: definition.name,
        nearest,
      });
    }
  }
  return { scope, multiplier };
}

function isLiteral(value: Value): boolean {
  return value.kind === "number" || (value.kind === "expression" && value.expression.kind === "number");
}
