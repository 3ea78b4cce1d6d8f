import { type Failure, fail } from "../../numeric/outcome.ts";
import type { AcDeck } from "./ac-deck.ts";
import { type DeckCard, evaluateDeckNumber } from "./deck.ts";

/** Below this ngspice replaces a resistance, in ohms. */
const smallestResistance = 1e-12;

/** A number of the deck that cannot be simulated at this state: one that is not finite, or a resistance of (nearly) 0. */
export function findImpossibleNumber(deck: AcDeck, slots: Float64Array): Failure | undefined {
  const isNumber = (part: DeckCard[number]): boolean =>
    typeof part === "string" || Number.isFinite(evaluateDeckNumber(part, slots));
  const card = deck.cards.find((parts) => !parts.every(isNumber));
  const source = deck.ownSources.find(({ magnitude, phase }) => !isNumber(magnitude) || !isNumber(phase));
  const broken = card === undefined ? source?.device : String(card[0]).trim();
  if (broken !== undefined) {
    return fail("not-finite", `a value of ${deck.names.translate(broken)} is not a finite number`);
  }
  const short = deck.alterable.find(
    ({ device, number }) =>
      device.startsWith("r") && Math.abs(evaluateDeckNumber(number, slots)) < smallestResistance,
  );
  if (short === undefined) return undefined;
  const ohms = evaluateDeckNumber(short.number, slots);
  return fail(
    "rejected-deck",
    `${deck.names.translate(short.device)} is ${ohms} ohm: ngspice would take ${smallestResistance}`,
  );
}
