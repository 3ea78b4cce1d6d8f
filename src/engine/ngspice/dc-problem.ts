import type { DevicePorts } from "../../experiment/deck/device-ports.ts";
import type { DcExperiment, Quantity } from "../../experiment/experiment.ts";
import type { DcPoint } from "../../goal/objective.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import type { DeckShelf } from "./deck-shelf.ts";

/** A DC experiment with what its runs need beside the quantities asked for. */
export interface DcProblem {
  readonly experiment: DcExperiment;
  readonly shelf: DeckShelf;
  /** The experiment's quantities first, then those that the devices are biased with. */
  readonly quantities: readonly Quantity[];
}

/** Operating points of all points at one state: a matrix (quantities of the problem, points). */
export interface FreePoints {
  readonly slots: Float64Array;
  readonly matrix: ComplexMatrix;
}

/** The quantities, and those that the fixtures of devices are set to. */
export function withBiases(
  quantities: readonly Quantity[],
  devices: readonly DevicePorts[],
): readonly Quantity[] {
  const biases = devices.flatMap(({ reference, terminals, controls }): Quantity[] => [
    ...[reference, ...terminals]
      .filter((node) => node !== 0)
      .map((node): Quantity => ({ kind: "node", node })),
    ...controls.map((element): Quantity => ({ kind: "branch", element })),
  ]);
  const all = [...quantities, ...biases].map((quantity) => [JSON.stringify(quantity), quantity] as const);
  const known = new Set(quantities.map((quantity) => JSON.stringify(quantity)));
  return [...quantities, ...new Map(all.filter(([key]) => !known.has(key))).values()];
}

/** A state with some slots replaced. */
export function stateWith(slots: Float64Array, overrides: DcPoint["overrides"]): Float64Array {
  if (overrides.length === 0) return slots;
  const state = slots.slice();
  for (const { slot, value } of overrides) state[slot] = value;
  return state;
}
