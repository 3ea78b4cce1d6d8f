import type { Circuit } from "../../circuit/circuit.ts";
import type { PassiveElement } from "../../circuit/element.ts";
import type { BuiltCircuit } from "../tolerance/built-circuit.ts";
import { addParasitics } from "./add-parasitics.ts";
import { startOf } from "./find-part-values.ts";

/**
 * A built circuit as a function of each of its parts by itself: parts that share one number of the netlist deviate separately once they are
 * soldered in. Its trainables are the toleranced parts, in their order.
 */
export function separateParts({ ideal, nonIdeal, parts }: BuiltCircuit): {
  readonly circuit: Circuit;
  /** Their nominal values. */
  readonly theta: Float64Array;
} {
  const nominal = ideal.evaluate(startOf(ideal));
  const slots = parts.map(({ element }) => (ideal.elements[element] as PassiveElement).value);
  const theta = Float64Array.from(slots, (slot) => nominal.slots[slot]!);
  const circuit: Circuit = {
    ...ideal,
    trainables: parts.map(({ name, element }, n) => ({
      name,
      unit: "",
      span: ideal.elements[element]!.span,
      start: theta[n]!,
      min: theta[n]! / 2,
      max: theta[n]! * 2,
      scale: "log",
    })),
    evaluate(values) {
      const state = Float64Array.from(nominal.slots);
      slots.forEach((slot, n) => {
        state[slot] = values[n]!;
      });
      return {
        slots: state,
        derivatives: slots.map((slot, parameter) => ({ slot, parameter, derivative: 1 })),
      };
    },
  };
  return { circuit: addParasitics(circuit, nonIdeal), theta };
}
