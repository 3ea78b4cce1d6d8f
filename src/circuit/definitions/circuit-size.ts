import type { Collector } from "../../diagnostic/collector.ts";
import { type Definition, findSubcircuit } from "./definition.ts";

/** Nested subcircuits multiply; a circuit of more elements and instances could not be simulated either. */
const maximumSize = 500_000;

/** Report the card of the deck with which the flat circuit gets too large to be made. True when there is one. */
export function reportSize(deck: Definition, collector: Collector): boolean {
  const sizes = new Map<Definition, number>();
  let total = 0;
  for (const card of deck.elements) {
    const inner =
      card.letter === "x" && card.model !== undefined ? findSubcircuit(deck, card.model.key) : undefined;
    total += 1 + (inner === undefined ? 0 : sizeOf(inner, sizes));
    if (total <= maximumSize) continue;
    collector.report("circuit/too-large", card.span, { limit: maximumSize });
    return true;
  }
  return false;
}

/** Elements and instances in one use of a subcircuit. Each definition is counted once; one that contains itself counts nothing here. */
function sizeOf(definition: Definition, sizes: Map<Definition, number>): number {
  const known = sizes.get(definition);
  if (known !== undefined) return known;
  sizes.set(definition, 0);
  let size = 0;
  for (const { letter, model } of definition.elements) {
    const inner = letter === "x" && model !== undefined ? findSubcircuit(definition, model.key) : undefined;
    size += 1 + (inner === undefined ? 0 : sizeOf(inner, sizes));
  }
  sizes.set(definition, size);
  return size;
}
