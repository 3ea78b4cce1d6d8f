import type { DeckNumber } from "./deck.ts";

/** A source of a deck switched on, in volts or amperes and degrees. */
export interface Stimulus {
  readonly device: string;
  readonly magnitude: DeckNumber;
  readonly phase: DeckNumber;
}
