import type { CircuitElement } from "../circuit/element.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import { inverseInductance } from "./inverse-inductance.ts";
import type { Network } from "./network.ts";

/**
 * The nodal form C v″ + G v′ + Γ v = i′ of a network, shape (nodes - 1, nodes - 1) each, row-major, in F, S and 1/H:
 *
 *     C = Σ C b bᵀ      G = Σ b bᵀ / R  (+ g b c ᵀ of a G source)      Γ = B_L L⁻¹ B_Lᵀ
 *
 * with L the inductance matrix including the couplings. Berneman & Hexner, arXiv:2506.20402, eq. (3).
 */
export interface NodalTriple {
  readonly size: number;
  readonly capacitance: Float64Array;
  readonly conductance: Float64Array;
  readonly inverseInductance: Float64Array;
}

/**
 * Build (G, C, Γ) of the elements that have a nodal form: R, C, L, K, G and current sources. Voltage sources, E, F and H have
 * none (their currents are unknowns of their own) and are left out: see `hasNodalForm`.
 * Fails with `singular` where the inductance matrix has no inverse (k = 1).
 */
export function buildNodalTriple(network: Network, slots: Float64Array): Outcome<NodalTriple> {
  const size = network.circuit.nodes.length - 1;
  const matrix = () => new Float64Array(size * size);
  const triple = { size, capacitance: matrix(), conductance: matrix(), inverseInductance: matrix() };
  const add = (
    into: Float64Array,
    from: readonly [number, number],
    to: readonly [number, number],
    value: number,
  ): void => {
    for (const [k, row] of from.entries()) {
      for (const [m, column] of to.entries()) {
        if (row === 0 || column === 0) continue;
        const place = (row - 1) * size + column - 1;
        into[place] = into[place]! + (k === m ? value : -value);
      }
    }
  };
  for (const element of network.circuit.elements) {
    if (element.kind === "resistor") {
      add(triple.conductance, element.nodes, element.nodes, 1 / (slots[element.value]! * element.factor));
    } else if (element.kind === "capacitor") {
      add(triple.capacitance, element.nodes, element.nodes, slots[element.value]! * element.factor);
    } else if (element.kind === "vccs") {
      add(triple.conductance, element.nodes, element.control, slots[element.value]! * element.factor);
    }
  }
  const inverse = inverseInductance(network, slots);
  if (!inverse)
    return fail("singular", "The inductance matrix has no inverse: two inductors are coupled with k = 1.");
  for (const { first, second, value } of inverse)
    add(triple.inverseInductance, first.nodes, second.nodes, value);
  return succeed(triple);
}

/** True when the whole element enters the nodal form. */
export function hasNodalForm({ kind }: CircuitElement): boolean {
  return ["resistor", "capacitor", "inductor", "coupling", "vccs", "current-source"].includes(kind);
}

/** Y(ω) = G + jωC + Γ/(jω), in S, for ω > 0 [rad/s]. */
export function nodalAdmittance(triple: NodalTriple, angularFrequency: number): ComplexMatrix {
  const { size, conductance, capacitance, inverseInductance: gamma } = triple;
  const admittance = complexMatrix(size, size);
  admittance.re.set(conductance);
  for (let k = 0; k < size * size; k++) {
    admittance.im[k] = angularFrequency * capacitance[k]! - gamma[k]! / angularFrequency;
  }
  return admittance;
}
