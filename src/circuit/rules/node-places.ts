import type { Span } from "../../source/source-text.ts";
import type { FlatCard } from "../flattening/instance.ts";

/** Where a node is first named on a card: the place to point at. */
export type FindPlace = (node: number) => Span | undefined;

/** Prepare to say where nodes stand; the cards are gone through when a place is first asked for. */
export function createPlaceFinder(cards: readonly FlatCard[], nodeCount: number): FindPlace {
  let places: readonly (Span | undefined)[] | undefined;
  return (node) => {
    places ??= findPlaces(cards, nodeCount);
    return places[node];
  };
}

function findPlaces(cards: readonly FlatCard[], nodeCount: number): readonly (Span | undefined)[] {
  const places = new Array<Span | undefined>(nodeCount).fill(undefined);
  const note = (nodes: readonly number[], names: readonly { readonly span: Span }[]): void => {
    nodes.forEach((node, k) => {
      places[node] ??= names[k]?.span;
    });
  };
  for (const { card, nodes, controlNodes } of cards) {
    note(nodes, card.nodes);
    note(controlNodes, card.controlNodes);
  }
  return places;
}
