import type { Circuit, CircuitState } from "../../circuit/circuit.ts";
import type { Slot } from "../../circuit/element.ts";

/**
 * A circuit some of whose slots are off by a factor each: one specimen of a series of built ones. Structure and parameters are those of the
 * circuit, so phases planned for it run at the specimen's states.
 */
export function perturbParts(circuit: Circuit, factors: ReadonlyMap<Slot, number>): Circuit {
  const evaluate = (theta: Float64Array): CircuitState => {
    const base = circuit.evaluate(theta);
    const slots = Float64Array.from(base.slots);
    for (const [slot, factor] of factors) slots[slot]! *= factor;
    const derivatives = base.derivatives.map((entry) => {
      const factor = factors.get(entry.slot);
      return factor === undefined ? entry : { ...entry, derivative: factor * entry.derivative };
    });
    return { slots, derivatives };
  };
  return { ...circuit, evaluate };
}
