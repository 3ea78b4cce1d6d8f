import type { Span } from "../../source/source-text.ts";
import type { FlatCard } from "../flattening/instance.ts";

/** Where each node is first named on a card: the place to point at. */
export function findNodePlaces(cards: readonly FlatCard[]): ReadonlyMap<number, Span> {
  const places = new Map<number, Span>();
  const note = (nodes: readonly number[], names: readonly { readonly span: Span }[]): void => {
    nodes.forEach((node, k) => {
      const span = names[k]?.span;
      if (span !== undefined && !places.has(node)) places.set(node, span);
    });
  };
  for (const { card, nodes, controlNodes } of cards) {
    note(nodes, card.nodes);
    note(controlNodes, card.controlNodes);
  }
  return places;
}
