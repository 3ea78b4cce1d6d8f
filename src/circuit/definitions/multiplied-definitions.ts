import type { ElementCard } from "../../ast/element.ts";
import { type Definition, findSubcircuit } from "./definition.ts";

/** An X card with the body in which it stands. */
export interface Call {
  readonly card: ElementCard;
  readonly definition: Definition;
}

/**
 * The subcircuits on whose cards ngspice writes the `m` of their X cards. It goes through the X cards once, in the order of the text: a subcircuit that
 * one with `m=` uses gets the parameter `m`, and `m={m}` on every card inside, the X cards among them. Those of these that it has passed by then do
 * not hand it on, unless another X card gives their subcircuits an `m`.
 */
export function multipliedDefinitions(calls: readonly Call[]): ReadonlySet<Definition> {
  const multiplied = new Set<Definition>();
  for (const { card, definition } of calls) {
    const hasFactor = multiplied.has(definition) || card.parameters.some(({ name }) => name.key === "m");
    const callee = card.model === undefined ? undefined : findSubcircuit(definition, card.model.key);
    if (!hasFactor || callee === undefined) continue;
    // One that declares an m has a parameter like any other.
    if (!callee.defaults.has("m") && !callee.assignments.has("m")) multiplied.add(callee);
  }
  return multiplied;
}
