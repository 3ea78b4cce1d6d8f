import type { Circuit } from "../../circuit/circuit.ts";
import type { PartValue } from "../parts/part-value.ts";
import { nearestOffer } from "../stock/stock.ts";
import type { BuiltCircuit } from "./built-circuit.ts";

/**
 * A circuit before its values are chosen, as it will be built: what its parts bring along and how far they may be off, taken from the
 * offers nearest to the values as they are.
 */
export function describeBuilt(circuit: Circuit, values: readonly PartValue[]): BuiltCircuit {
  const each = values.flatMap(({ elements, properties, stock, value }) => {
    const offer = stock?.offers[nearestOffer(stock, value)];
    const known = { ...properties, ...offer?.properties };
    return elements.map((element) => ({ element, properties: known }));
  });
  return {
    ideal: circuit,
    nonIdeal: each,
    parts: each.map(({ element, properties }) => ({
      name: circuit.elements[element]!.name,
      element,
      tolerance: properties.tol ?? 0,
    })),
  };
}
