import type { Circuit } from "../../circuit/circuit.ts";
import {
  type CircuitDerivation,
  type DerivedCircuit,
  deriveCircuit,
  directSource,
} from "../../circuit/derive-circuit.ts";
import type { Slot } from "../../circuit/element.ts";
import { type DevicePorts, devicePorts } from "../deck/device-ports.ts";
import { type FreePoint, type PointSlot, transposeElements } from "./transpose-elements.ts";

/** The small-signal matrix of a device at one free point: entry [row][column] is ∂i(row)/∂v(column), i out of the node into the device. */
export type TerminalMatrix = readonly (readonly number[])[];

/** A circuit whose Jacobian at the free point is the transpose of the original's. */
export interface CorrectedCircuit extends DerivedCircuit {
  /** The devices with more than two terminals; their matrices are asked for in this order. */
  readonly devices: readonly DevicePorts[];
  /** A state of it about one free point. */
  stateAt(point: FreePoint, matrices: readonly TerminalMatrix[]): Float64Array;
}

/**
 * The nudged network of equilibrium propagation without energies: F(x) - 2 A (x - x₀), A the antisymmetric part of the Jacobian of F at the
 * free point x₀. Linear controlled sources are transposed about x₀; a device keeps its law and is given the currents
 * -(Y - Yᵀ)(v - v₀) beside it. The free point is a solution; there can be others, so the search begins there.
 * Source: Scurria, Vanden Abeele, Mognetti & Massar, arXiv:2602.03670.
 */
export function correctedCircuit(circuit: Circuit): CorrectedCircuit {
  const derivation = deriveCircuit(circuit);
  const pointSlots: PointSlot[] = [];
  const devices: DevicePorts[] = [];
  const corrections: Correction[] = [];
  transposeElements({
    derivation,
    sources: { about: (slot) => pointSlots.push(slot) },
    node: (original) => original,
    put(original, element) {
      derivation.replace(original.index, element);
      return original.index;
    },
    device(device) {
      const ports = devicePorts(device);
      if (device.linear || ports.terminals.length < 2) return;
      devices.push(ports);
      corrections.push(addCorrection(derivation, ports));
    },
  });
  for (let node = 1; node < circuit.nodes.length; node++) {
    const slot = derivation.slot(0);
    derivation.startAt(node, slot);
    pointSlots.push({ slot, valueAt: (point) => point.voltage(node, 0) });
  }
  const derived = derivation.finish();
  return {
    ...derived,
    devices,
    stateAt(point, matrices) {
      const state = derived.extend(point.slots);
      for (const { slot, valueAt } of pointSlots) state[slot] = valueAt(point);
      corrections.forEach((correct, index) => {
        correct(state, point, matrices[index]!);
      });
      return state;
    },
  };
}

/** Writes the numbers of one device's correction into a state. */
type Correction = (state: Float64Array, point: FreePoint, matrix: TerminalMatrix) => void;

/** G sources of -(Y - Yᵀ) between the terminals, each with a current that makes it 0 at the free point. */
function addCorrection(
  derivation: CircuitDerivation,
  { device, reference, terminals }: DevicePorts,
): Correction {
  const { name } = device;
  const gains: {
    readonly row: number;
    readonly column: number;
    readonly gain: Slot;
    readonly offset: Slot;
  }[] = [];
  terminals.forEach((from, row) => {
    terminals.forEach((control, column) => {
      if (row === column) return;
      const gain = derivation.slot(0);
      const offset = derivation.slot(0);
      const nodes: readonly [number, number] = [from, reference];
      derivation.add({ kind: "vccs", name, nodes, control: [control, reference], value: gain, factor: 1 });
      derivation.add(directSource(derivation, "current-source", name, nodes, offset));
      gains.push({ row, column, gain, offset });
    });
  });
  return (state, point, matrix) => {
    for (const { row, column, gain, offset } of gains) {
      const antisymmetric = matrix[row]![column]! - matrix[column]![row]!;
      state[gain] = -antisymmetric;
      state[offset] = antisymmetric * point.voltage(terminals[column]!, reference);
    }
  };
}
