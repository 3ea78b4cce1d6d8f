import type { Circuit } from "../../circuit/circuit.ts";
import type { ChosenValue } from "./chosen-value.ts";
import type { PlacedOffer } from "./list-components.ts";

/**
 * The offers by the lower-case flat names of the parts that they become. `seconds` names the second part of each pair, by where the card of
 * the first begins.
 */
export function placeOffers(
  circuit: Circuit,
  chosen: readonly ChosenValue[],
  seconds: ReadonlyMap<number, string>,
): ReadonlyMap<string, PlacedOffer> {
  const placed = new Map<string, PlacedOffer>();
  for (const choice of chosen) {
    const [first, second] = choice.offers;
    for (const index of choice.wanted.elements) {
      const { name, span } = circuit.elements[index]!;
      placed.set(name.toLowerCase(), { chosen: choice, offer: first });
      const local = seconds.get(span.start);
      if (second === undefined || local === undefined) continue;
      const path = name.slice(0, name.lastIndexOf(".") + 1);
      placed.set(`${path}${local}`.toLowerCase(), { chosen: choice, offer: second });
    }
  }
  return placed;
}
