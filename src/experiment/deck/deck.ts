import { invariant } from "../../diagnostic/invariant.ts";
import type { DeckNames } from "./deck-names.ts";

/** A number of a deck: constant, or `factor · slots[slot]` at a state of the circuit. */
export type DeckNumber = number | { readonly slot: number; readonly factor: number };

/** One card: its parts in order, joined without a separator. */
export type DeckCard = readonly (string | DeckNumber)[];

/** A number that ngspice's `alter` can change while the deck stays loaded. */
export interface AlterableNumber {
  /** Deck name of the element: `r5`. */
  readonly device: string;
  /** `gain`, `acmag`, `acphase`; absent for the value that R, L, C and K are known by. */
  readonly parameter?: string;
  readonly number: DeckNumber;
}

/** A deck for ngspice with the numbers of the circuit still open, so that one structure serves every state. No analysis card. */
export interface Deck {
  /** In lower case: ngspice gives it back so, and it says whose results these are. */
  readonly title: string;
  /** Everything between the title and `.end`. */
  readonly cards: readonly DeckCard[];
  /** The numbers that can be altered in place. */
  readonly alterable: readonly AlterableNumber[];
  /** Slots that stand in other places: when one changes, the deck must be sent again. */
  readonly fixedSlots: readonly number[];
  readonly names: DeckNames;
}

/** A number at a state, as `formatExactly` writes it. */
export function formatDeckNumber(number: DeckNumber, slots: Float64Array): string {
  return formatExactly(evaluateDeckNumber(number, slots));
}

/**
 * A number in 17 significant digits, so that reading it back gives the same double; whole numbers without a point, since ngspice reads
 * `level=1` but not `level=1.0`. Throws for NaN and infinity.
 */
export function formatExactly(value: number): string {
  invariant(Number.isFinite(value), "a number of a deck is not finite");
  return Number.isSafeInteger(value) ? String(value) : value.toPrecision(17);
}

/** The value of a deck number at a state. */
export function evaluateDeckNumber(number: DeckNumber, slots: Float64Array): number {
  return typeof number === "number" ? number : number.factor * slots[number.slot]!;
}

/** The slots that the numbers of a deck are made of. */
export function slotsOfDeck({
  alterable,
  fixedSlots,
}: Pick<Deck, "alterable" | "fixedSlots">): ReadonlySet<number> {
  return new Set([
    ...fixedSlots,
    ...alterable.flatMap(({ number }) => (typeof number === "number" ? [] : [number.slot])),
  ]);
}

/** Longest line written; a longer card is continued with `+` at a space or comma. */
const lineLength = 500;

/** The text of a deck at one state. */
export function formatDeck(deck: Deck, slots: Float64Array): string {
  const lines = deck.cards.map((card) =>
    foldCard(card.map((part) => (typeof part === "string" ? part : formatDeckNumber(part, slots))).join("")),
  );
  return [deck.title, ...lines, ".end", ""].join("\n");
}

function foldCard(card: string): string {
  if (card.length <= lineLength) return card;
  const lines: string[] = [];
  let rest = card;
  while (rest.length > lineLength) {
    const space = rest.lastIndexOf(" ", lineLength);
    const comma = rest.lastIndexOf(",", lineLength);
    const at = Math.max(space, comma);
    if (at <= 0) break;
    lines.push(rest.slice(0, at + 1));
    rest = rest.slice(at + 1);
  }
  lines.push(rest);
  return lines.join("\n+ ");
}
