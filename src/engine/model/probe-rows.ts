import { invariant } from "../../diagnostic/invariant.ts";
import type { Quantity } from "../../experiment/experiment.ts";
import type { Probe } from "../../goal/observable.ts";
import type { Network } from "../../network/network.ts";

/** One entry of a vector over the unknowns. */
export interface RowEntry {
  readonly row: number;
  readonly sign: number;
}

/** The vector c with X = cᵀx for a probe; it is also the injection that nudges it (docs/conventions.md, Free phase, nudge, gradient). */
export function probeRows(network: Network, probe: Probe): readonly RowEntry[] {
  const places =
    probe.kind === "current"
      ? [{ row: currentRow(network, probe.element), sign: 1 }]
      : [
          { row: network.nodeRow(probe.positive), sign: 1 },
          { row: network.nodeRow(probe.negative), sign: -1 },
        ];
  return places.filter(({ row }) => row >= 0);
}

/** Rows of quantities in x; -1 for the ground, which reads 0. */
export function quantityRows(network: Network, quantities: readonly Quantity[]): Int32Array {
  return Int32Array.from(quantities, (quantity) =>
    quantity.kind === "node" ? network.nodeRow(quantity.node) : currentRow(network, quantity.element),
  );
}

function currentRow(network: Network, element: number): number {
  const row = network.branchRow(element);
  invariant(row >= 0, `the current of ${network.circuit.elements[element]?.name} is not an unknown`);
  return row;
}
