import type { Network } from "../../network/network.ts";
import type { TrapezoidalIntegrator } from "./trapezoidal.ts";

/**
 * Write what the `ic=` of capacitors [V] and inductors [A] bring along at the first sample: charges [C] in the rows of nodes and
 * negative flux linkages [Wb] in those of inductors, couplings included. Returns whether there is any.
 */
export function writeInitialCharges(
  network: Network,
  slots: Float64Array,
  integrator: TrapezoidalIntegrator,
  charges: Float64Array,
): boolean {
  const currents = new Float64Array(charges.length);
  let isAny = false;
  for (const element of network.circuit.elements) {
    if (element.kind !== "inductor" || element.initial === undefined) continue;
    currents[network.branchRow(element.index)] = slots[element.initial]!;
    isAny = true;
  }
  integrator.writeCharges(currents, charges);
  for (const element of network.circuit.elements) {
    if (element.kind !== "capacitor" || element.initial === undefined) continue;
    isAny = true;
    // Each capacitor has a voltage of its own, whatever the nodes say.
    const charge = slots[element.value]! * element.factor * slots[element.initial]!;
    const [positive, negative] = element.nodes.map(network.nodeRow) as [number, number];
    if (positive >= 0) charges[positive] = charges[positive]! + charge;
    if (negative >= 0) charges[negative] = charges[negative]! - charge;
  }
  return isAny;
}
