import type { Coupling, PassiveElement } from "../circuit/element.ts";
import { createCollector } from "../diagnostic/collector.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { Network } from "./network.ts";

/** A pivot of the coupling matrix below this is negative, not rounded. */
const ROUNDING = 1e-12;

/**
 * What is odd about a network as a whole: groups of coupled inductors whose inductance matrix is indefinite. It is solved
 * all the same.
 */
export function checkNetwork(network: Network, slots: Float64Array): readonly Diagnostic[] {
  const { elements } = network.circuit;
  const { report, diagnostics } = createCollector();
  for (const couplings of couplingGroups(network)) {
    const inductors = [...new Set(couplings.flatMap((coupling) => coupling.inductors))];
    const values = inductors.map((index) => {
      const inductor = elements[index] as PassiveElement;
      return slots[inductor.value]! * inductor.factor;
    });
    // A negative inductance says so itself, and elaboration has its own word for it.
    if (values.some((value) => value <= 0)) continue;
    if (isSemidefinite(couplingMatrix(inductors, couplings, slots), inductors.length)) continue;
    const [first, ...others] = couplings;
    report(
      "network/indefinite-inductance",
      first!.span,
      { inductors: inductors.map((index) => elements[index]!.name) },
      { related: others.map(({ name, span }) => ({ message: `${name} couples the same group`, span })) },
    );
  }
  return diagnostics;
}

/** Couplings that share inductors, directly or through others. */
function couplingGroups(network: Network): readonly (readonly Coupling[])[] {
  let groups: { inductors: Set<number>; couplings: Coupling[] }[] = [];
  for (const element of network.circuit.elements) {
    if (element.kind !== "coupling") continue;
    const touched = groups.filter(({ inductors }) => element.inductors.some((index) => inductors.has(index)));
    groups = groups.filter((group) => !touched.includes(group));
    groups.push({
      inductors: new Set([...element.inductors, ...touched.flatMap(({ inductors }) => [...inductors])]),
      couplings: [...touched.flatMap(({ couplings }) => couplings), element],
    });
  }
  return groups.map(({ couplings }) => couplings);
}

/** The inductance matrix scaled to a unit diagonal: the coefficients k. Row-major. */
function couplingMatrix(
  inductors: readonly number[],
  couplings: readonly Coupling[],
  slots: Float64Array,
): Float64Array {
  const size = inductors.length;
  const matrix = new Float64Array(size * size);
  for (let k = 0; k < size; k++) matrix[k * size + k] = 1;
  for (const { inductors: pair, value } of couplings) {
    const [a, b] = pair.map((index) => inductors.indexOf(index)) as [number, number];
    matrix[a * size + b]! += slots[value]!;
    matrix[b * size + a]! += slots[value]!;
  }
  return matrix;
}

/** True when no pivot of the symmetric elimination is negative; a pivot of 0 (k = 1) must stand in a row of zeros. */
function isSemidefinite(matrix: Float64Array, size: number): boolean {
  for (let k = 0; k < size; k++) {
    const pivot = matrix[k * size + k]!;
    if (pivot < -ROUNDING) return false;
    for (let row = k + 1; row < size; row++) {
      const below = matrix[row * size + k]!;
      if (pivot <= ROUNDING) {
        if (Math.abs(below) > Math.sqrt(ROUNDING)) return false;
        continue;
      }
      const factor = below / pivot;
      for (let column = k; column < size; column++) {
        matrix[row * size + column]! -= factor * matrix[k * size + column]!;
      }
    }
  }
  return true;
}
