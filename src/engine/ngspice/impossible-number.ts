import { type DeckCard, evaluateDeckNumber } from "../../experiment/deck/deck.ts";
import type { Setting } from "../../experiment/deck/setting.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import type { LoadedDeck } from "./loaded-deck.ts";

/** What a run sends to ngspice as numbers. */
interface NumbersOfRun {
  readonly loaded: LoadedDeck;
  readonly slots: Float64Array;
  readonly settings: readonly Setting[];
}

/** Below this ngspice replaces a resistance, in ohms. */
const smallestResistance = 1e-12;

/** A number of a run that cannot be simulated: one that is not finite, or a resistance of (nearly) 0. */
export function findImpossibleNumber({
  loaded: { deck },
  slots,
  settings,
}: NumbersOfRun): Failure | undefined {
  const isNumber = (part: DeckCard[number]): boolean =>
    typeof part === "string" || Number.isFinite(evaluateDeckNumber(part, slots));
  const card = deck.cards.find((parts) => !parts.every(isNumber));
  const setting = settings.find(({ value }) => !Number.isFinite(value));
  const broken = card === undefined ? setting?.device : String(card[0]).trim();
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
