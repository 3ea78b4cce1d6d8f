import { type DeckCard, formatExactly } from "./deck.ts";

/** Where a deck's own time begins on ngspice's axis. */
export interface DeckClock {
  /** ngspice's time at t = 0 [s]. */
  readonly origin: number;
  /** ngspice's time before which behavioural sources give 0, where the run starts at rest [s]. */
  readonly silentUntil?: number;
}

/** The card of a device with its `time` counted from the origin, and its expression silent before the run begins. */
export function setClock(card: DeckCard, { origin, silentUntil }: DeckClock): DeckCard {
  const own = `max(time - ${formatExactly(origin)}, 0)`;
  const shifted = card.map((part) => (part === "time" ? own : part));
  const begin = shifted.findIndex((part) => typeof part === "string" && part.endsWith("='"));
  const end = shifted.lastIndexOf("'");
  if (silentUntil === undefined || begin < 0 || end <= begin) return shifted;
  return [
    ...shifted.slice(0, begin + 1),
    `ternary_fcn(time > ${formatExactly(silentUntil)}, `,
    ...shifted.slice(begin + 1, end),
    ", 0)",
    ...shifted.slice(end),
  ];
}
