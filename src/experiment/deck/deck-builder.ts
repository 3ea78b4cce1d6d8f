import type { Circuit } from "../../circuit/circuit.ts";
import type { AlterableNumber, Deck, DeckCard, DeckNumber } from "./deck.ts";
import { createDeckNames, type DeckNames } from "./deck-names.ts";

/** Writes something between two nodes of the deck, given by their deck names. */
export type SeriesPart = (from: string, to: string) => void;

/** A deck under construction. */
export interface DeckBuilder {
  readonly circuit: Circuit;
  readonly names: DeckNames;
  card(...parts: DeckCard): void;
  /** Say that the number, which stands in a card as this same object, can be altered in place. */
  alterable(device: string, number: DeckNumber, parameter?: string): void;
  /** Let a part stand in series with an element's branch, behind the element itself. Must come before the element is written. */
  putInSeries(element: number, part: SeriesPart): void;
  /** Write the branch of an element between its nodes: itself at the positive end, then what was put in series with it. */
  branch(element: number, nodes: readonly [number, number], own: SeriesPart): void;
  finish(title: string): Deck;
}

/** Begin an empty deck. */
export function createDeckBuilder(circuit: Circuit): DeckBuilder {
  const cards: DeckCard[] = [];
  const alterable: AlterableNumber[] = [];
  const series = new Map<number, readonly SeriesPart[]>();
  const names = createDeckNames(circuit);
  return {
    circuit,
    names,
    card: (...parts) => {
      cards.push(parts);
    },
    alterable: (device, number, parameter) => {
      if (typeof number === "number") return;
      alterable.push({ device, number, ...(parameter === undefined ? {} : { parameter }) });
    },
    putInSeries: (element, part) => {
      series.set(element, [...(series.get(element) ?? []), part]);
    },
    branch: (element, [positive, negative], own) => {
      const parts = [own, ...(series.get(element) ?? [])];
      let from = names.node(positive);
      parts.forEach((part, index) => {
        const to = index === parts.length - 1 ? names.node(negative) : names.innerNode();
        part(from, to);
        from = to;
      });
    },
    finish: (title) => {
      const altered = new Set<unknown>(alterable.map(({ number }) => number));
      const fixedSlots = new Set<number>();
      for (const part of cards.flat()) {
        if (typeof part === "object" && !altered.has(part)) fixedSlots.add(part.slot);
      }
      return { title: title.toLowerCase(), cards, alterable, fixedSlots: [...fixedSlots], names };
    },
  };
}
