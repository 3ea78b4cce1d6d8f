import type { Circuit } from "../../circuit/circuit.ts";
import type { Quantity } from "../experiment.ts";
import type { DeckBuilder } from "./deck-builder.ts";
import { hasBranchCurrent } from "./deck-refusals.ts";
import { branchDevice, type CardContext, fillTemplate, writeElement } from "./element-cards.ts";

/** Write all elements and models, and the temperature; but not the elements that something else was written for. */
export function writeNetwork(context: CardContext, replaced: ReadonlySet<number> = new Set()): void {
  const { builder } = context;
  for (const element of builder.circuit.elements) {
    if (!replaced.has(element.index)) writeElement(element, context);
  }
  writeModels(builder);
}

/** Write the models and the temperature. */
export function writeModels({ circuit, names, card }: DeckBuilder): void {
  circuit.models.forEach((model, index) => {
    card(`.model ${names.model(index)} `, ...fillTemplate(model.card, names));
  });
  card(`.temp ${circuit.temperature}`);
}

/** Write where the search for an operating point begins, as the user's deck says. */
export function writeStartingPoint({ circuit, names, card }: DeckBuilder): void {
  for (const [word, entries] of [
    [".ic", circuit.initialConditions],
    [".nodeset", circuit.nodesets],
  ] as const) {
    for (const { node, value } of entries)
      card(`${word} v(${names.node(node)})=`, { slot: value, factor: 1 });
  }
}

/** The vector that holds each quantity; undefined is ground. */
export function quantityVectors(
  quantities: readonly Quantity[],
  { builder, transposed }: CardContext,
): readonly (string | undefined)[] {
  const { circuit, names } = builder;
  return quantities.map((quantity) => {
    if (quantity.kind === "branch")
      return `i(${branchDevice(circuit.elements[quantity.element]!, names, transposed)})`;
    return quantity.node === 0 ? undefined : `v(${names.node(quantity.node)})`;
  });
}

/** Write which vectors are wanted, unless they are most of all. */
export function writeSave({ circuit, card }: DeckBuilder, vectors: readonly (string | undefined)[]): void {
  const saved = [...new Set(vectors.filter((name) => name !== undefined))];
  if (saved.length > 0 && !isMostOf(saved.length, circuit)) card(`.save ${saved.join(" ")}`);
}

/** ngspice looks every saved name up among all others: where most vectors are wanted, saving all of them is faster. */
function isMostOf(count: number, circuit: Circuit): boolean {
  const unknowns = circuit.nodes.length + circuit.elements.filter(hasBranchCurrent).length;
  return count > unknowns / 2;
}
