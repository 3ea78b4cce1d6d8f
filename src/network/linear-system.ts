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
  /** Where the conductances asked for stand in `constant`, four each: (a, a), (b, b), (a, b), (b, a); -1 for the ground. Nothing writes there. */
  readonly conductancePlaces: Int32Array;
  /**
   * Compute both parts at the slots of one state, without allocation. Returns the index of an element whose value gives a
   * number that is not finite (R = 0, √ of a negative inductance), or -1.
   */
  assemble(slots: Float64Array): number;
  /** Write A at ω [rad/s] into `values`. */
  valuesAt(angularFrequency: number, values: ComplexVector): void;
}

/** What is in the equations beside the elements. */
export interface SystemOptions {
  /** Every port's z0. */
  readonly terminated?: boolean;
  /** Room for conductances between pairs of nodes. */
  readonly conductances?: readonly (readonly [number, number])[];
}

/** Lay out the equations of a network, with every port terminated by its z0 or with none. Devices have no entries of their own. */
export function buildLinearSystem(
  network: Network,
  { terminated = false, conductances = [] }: SystemOptions = {},
): LinearSystem {
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
  const record = (row: number, column: number): number => {
    if (row < 0 || column < 0) return -1;
    rows.push(row);
    columns.push(column);
    return owners.push(owner) - 1;
  };
  writeAll({ addConstant: record, addReactive: record });
  const corners = conductances.flatMap(([a, b]) => {
    const [i, j] = [network.nodeRow(a), network.nodeRow(b)];
    return [
      [i, i],
      [j, j],
      [i, j],
      [j, i],
    ].map(([row, column]) => record(row!, column!));
  });
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
    conductancePlaces: Int32Array.from(corners, (corner) => (corner < 0 ? -1 : positions[corner]!)),
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
