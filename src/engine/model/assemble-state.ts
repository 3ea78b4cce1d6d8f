import { findUnusableSource } from "../../network/excitation.ts";
import type { LinearSystem } from "../../network/linear-system.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";

/** Compute the equations at one state of the circuit. Fails with `not-finite` and the element whose value is of no use. */
export function assembleState(system: LinearSystem, slots: Float64Array): Failure | undefined {
  const source = findUnusableSource(system.network, slots);
  const offender = source >= 0 ? source : system.assemble(slots);
  if (offender < 0) return undefined;
  const { name } = system.network.circuit.elements[offender]!;
  return fail("not-finite", `The value of ${name} makes the equations infinite or undefined.`);
}
