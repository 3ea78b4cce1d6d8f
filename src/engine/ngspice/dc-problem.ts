import type { Circuit } from "../../circuit/circuit.ts";
import { hasBranchCurrent } from "../../experiment/deck/deck-refusals.ts";
import type { DcExperiment, Quantity } from "../../experiment/experiment.ts";
import type { DcPoint } from "../../goal/objective.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import type { DeckShelf } from "./deck-shelf.ts";

/** A DC experiment with what its runs need beside the quantities asked for. */
export interface DcProblem {
  readonly experiment: DcExperiment;
  readonly shelf: DeckShelf;
  /** The experiment's quantities first; where there are devices, then all others of the operating point. */
  readonly quantities: readonly Quantity[];
}

/** Operating points of all points at one state: a matrix (quantities of the problem, points). */
export interface FreePoints {
  readonly slots: Float64Array;
  readonly matrix: ComplexMatrix;
}

/** The quantities, and with them all that an operating point consists of. */
export function withWholePoint(quantities: readonly Quantity[], circuit: Circuit): readonly Quantity[] {
  const whole: Quantity[] = [
    ...circuit.nodes.slice(1).map((_, index): Quantity => ({ kind: "node", node: index + 1 })),
    ...circuit.elements
      .filter(hasBranchCurrent)
      .map(({ index }): Quantity => ({ kind: "branch", element: index })),
  ];
  const known = new Set(quantities.map((quantity) => JSON.stringify(quantity)));
  return [...quantities, ...whole.filter((quantity) => !known.has(JSON.stringify(quantity)))];
}

/** A state with some slots replaced. */
export function stateWith(slots: Float64Array, overrides: DcPoint["overrides"]): Float64Array {
  if (overrides.length === 0) return slots;
  const state = slots.slice();
  for (const { slot, value } of overrides) state[slot] = value;
  return state;
}
