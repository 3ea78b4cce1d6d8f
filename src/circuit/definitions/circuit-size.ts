import type { Collector } from "../../diagnostic/collector.ts";
import { type Definition, findSubcircuit } from "./definition.ts";

/** Nested subcircuits multiply: what they add beyond this to the elements that the text itself holds could not be simulated either. */
const maximumSize = 500_000;

/** Subcircuits within subcircuits; ngspice gives up at about 20 levels. */
const maximumDepth = 100;

/** What one use of a subcircuit brings: elements and instances together, and the levels below it. */
interface Extent {
  readonly size: number;
  readonly depth: number;
}

const endless: Extent = { size: Number.POSITIVE_INFINITY, depth: Number.POSITIVE_INFINITY };
const nothing: Extent = { size: 0, depth: 0 };

/** Report the card of the deck with which the flat circuit gets too large to be made. True when there is one. */
export function reportSize(deck: Definition, collector: Collector): boolean {
  const extents = new Map<Definition, Extent>();
  let total = 0;
  for (const card of deck.elements) {
    const inner =
      card.letter === "x" && card.model !== undefined ? findSubcircuit(deck, card.model.key) : undefined;
    const { size, depth } = inner === undefined ? nothing : extentOf(inner, extents, 1);
    total += size;
    if (total <= maximumSize && depth <= maximumDepth) continue;
    collector.report("circuit/too-large", card.span, { elements: maximumSize, levels: maximumDepth });
    return true;
  }
  return false;
}

/** Each definition is looked at once; one that contains itself counts nothing here, and is reported when it is used. */
function extentOf(definition: Definition, extents: Map<Definition, Extent>, level: number): Extent {
  const known = extents.get(definition);
  if (known !== undefined) return known;
  if (level > maximumDepth) return endless;
  extents.set(definition, nothing);
  let size = 0;
  let depth = 0;
  for (const { letter, model } of definition.elements) {
    const inner = letter === "x" && model !== undefined ? findSubcircuit(definition, model.key) : undefined;
    const extent = inner === undefined ? nothing : extentOf(inner, extents, level + 1);
    size += 1 + extent.size;
    depth = Math.max(depth, extent.depth);
  }
  const extent = { size, depth: depth + 1 };
  extents.set(definition, extent);
  return extent;
}
