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
 * not hand it on, unless another X card gives their subcircuits an `m`. Subcircuits that the deck does not use have been taken out before.
 */
export function multipliedDefinitions(calls: readonly Call[]): ReadonlySet<Definition> {
  const multiplied = new Set<Definition>();
  const used = usedDefinitions(calls);
  for (const { card, definition } of calls) {
    const hasFactor = multiplied.has(definition) || card.parameters.some(({ name }) => name.key === "m");
    const callee = calleeOf({ card, definition });
    if (!hasFactor || callee === undefined || !used.has(outermost(definition))) continue;
    // One that declares an m has a parameter like any other.
    if (!callee.defaults.has("m") && !callee.assignments.has("m")) multiplied.add(callee);
  }
  return multiplied;
}

function calleeOf({ card, definition }: Call): Definition | undefined {
  return card.model === undefined ? undefined : findSubcircuit(definition, card.model.key);
}

/** The definition in the deck itself around one; the deck where there is none. */
function outermost(definition: Definition): Definition {
  let at = definition;
  while (at.parent?.parent !== undefined) at = at.parent;
  return at;
}

/** The deck, the outermost definitions of what its X cards use, of what all X cards in those use, and so on. */
function usedDefinitions(calls: readonly Call[]): ReadonlySet<Definition> {
  const callees = new Map<Definition, Definition[]>();
  for (const call of calls) {
    const callee = calleeOf(call);
    if (callee === undefined) continue;
    const body = outermost(call.definition);
    const known = callees.get(body);
    if (known === undefined) callees.set(body, [outermost(callee)]);
    else known.push(outermost(callee));
  }
  const used = new Set<Definition>();
  const pending = [...callees.keys()].filter(({ parent }) => parent === undefined);
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (used.has(at)) continue;
    used.add(at);
    pending.push(...(callees.get(at) ?? []));
  }
  return used;
}
