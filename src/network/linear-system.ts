import type { Slot } from "../circuit/element.ts";
import type { ComplexVector } from "../numeric/complex-vector.ts";
import { buildSparsePattern, type SparsePattern } from "../numeric/sparse-pattern.ts";
import type { ElementStamp, StampContext, StampTarget } from "./element-stamp.ts";
import type { Network } from "./network.ts";
import { stampTermination } from "./port-termination.ts";
import { stampTable } from "./stamp-table.ts";

/**
 * The modified nodal equations A(ω) x = b of a network, A(ω) = constant + jω · reactive, as values on one sparse pattern.
 * Rows and signs: docs/conventions.md, The equations. Both parts are overwritten by `assemble`.
 */
export interface LinearSystem {
  readonly network: Network;
  readonly terminated: boolean;
  readonly pattern: SparsePattern;
  readonly constant: Float64Array;
  readonly reactive: Float64Array;
  /**
   * Compute both parts at the slots of one state, without allocation. Returns the index of an element whose value gives a
   * number that is not finite (R = 0, √ of a negative inductance), or -1.
   */
  assemble(slots: Float64Array): number;
  /** Write A at ω [rad/s] into `values`. */
  valuesAt(angularFrequency: number, values: ComplexVector): void;
}

/** Lay out the equations of a network, with every port terminated by its z0 or with none. Devices have no entries. */
export function buildLinearSystem(network: Network, { terminated = false } = {}): LinearSystem {
  const { circuit } = network;
  const rows: number[] = [];
  const columns: number[] = [];
  const owners: number[] = [];
  let owner = -1;
  let slots: Float64Array = new Float64Array(circuit.slotCount).fill(1);
  const context: StampContext = {
    elements: circuit.elements,
    nodeRow: network.nodeRow,
    branchRow: network.branchRow,
    valueOf: (slot: Slot) => slots[slot]!,
  };
  const writeAll = (target: StampTarget): void => {
    for (const element of circuit.elements) {
      if (element.kind === "device") continue;
      owner = element.index;
      const stamp = stampTable[element.kind] as ElementStamp<typeof element>;
      stamp.stamp(element, context, target);
    }
    owner = -1;
    if (terminated) for (const port of circuit.ports) stampTermination(network, port, target);
  };

  // The same stamps that compute values record the pattern once; afterwards each entry's place is read off in the same order.
  const record = (row: number, column: number): void => {
    if (row < 0 || column < 0) return;
    rows.push(row);
    columns.push(column);
    owners.push(owner);
  };
  writeAll({ addConstant: record, addReactive: record });
  const { pattern, positions } = buildSparsePattern(network.unknowns.length, rows, columns);
  const constant = new Float64Array(pattern.rowIndex.length);
  const reactive = new Float64Array(pattern.rowIndex.length);

  let next = 0;
  let offender = -1;
  const fill =
    (part: Float64Array) =>
    (row: number, column: number, value: number): void => {
      if (row < 0 || column < 0) return;
      const position = positions[next++]!;
      part[position] = part[position]! + value;
      if (offender < 0 && !Number.isFinite(value)) offender = owners[next - 1]!;
    };
  const filler: StampTarget = { addConstant: fill(constant), addReactive: fill(reactive) };

  return {
    network,
    terminated,
    pattern,
    constant,
    reactive,
    assemble(state) {
      slots = state;
      next = 0;
      offender = -1;
      constant.fill(0);
      reactive.fill(0);
      writeAll(filler);
      return offender;
    },
    valuesAt(angularFrequency, { re, im }) {
      for (let p = 0; p < constant.length; p++) {
        re[p] = constant[p]!;
        im[p] = angularFrequency * reactive[p]!;
      }
    },
  };
}
