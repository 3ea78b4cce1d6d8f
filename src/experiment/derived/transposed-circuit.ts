import type { Circuit } from "../../circuit/circuit.ts";
import { type DerivedCircuit, deriveCircuit } from "../../circuit/derive-circuit.ts";
import { transposeElements } from "./transpose-elements.ts";

/**
 * The adjoint network as a circuit of its own: controlled sources transposed, independent sources off. Every node and every branch
 * keeps its index: the current of an E or H is that of the 0 V source in its place. Devices stay as they are, which is right
 * for the reciprocal ones alone.
 */
export function transposedCircuit(circuit: Circuit): DerivedCircuit {
  const derivation = deriveCircuit(circuit);
  transposeElements({
    derivation,
    sources: "off",
    node: (original) => original,
    put(original, element) {
      derivation.replace(original.index, element);
      return original.index;
    },
    device() {},
  });
  return derivation.finish();
}
