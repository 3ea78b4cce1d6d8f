import type { Circuit } from "../../circuit/circuit.ts";
import { type DerivedCircuit, deriveCircuit, moveCard } from "../../circuit/derive-circuit.ts";
import type { Slot } from "../../circuit/element.ts";
import type { DevicePorts } from "../deck/device-ports.ts";
import type { FreePoint } from "./transpose-elements.ts";

/** Copies of devices, each terminal on a voltage source of its own against the reference. */
export interface FixtureCircuit extends DerivedCircuit {
  /** For each device the source of each terminal; the current out of that terminal into the device is minus its own. */
  readonly sources: readonly (readonly number[])[];
  /** A state in which the terminals stand at the free point, and column `active` of every device is driven by 1 V AC. */
  stateAt(point: FreePoint, active: number): Float64Array;
}

/**
 * A circuit in which the terminal matrices of devices are read by AC analysis at a vanishing frequency: the original's elements are gone,
 * and one device hangs on its sources independently of the others.
 */
export function fixtureCircuit(circuit: Circuit, devices: readonly DevicePorts[]): FixtureCircuit {
  const derivation = deriveCircuit({
    ...circuit,
    nodes: circuit.nodes.slice(0, 1),
    elements: [],
    ports: [],
    nodesets: [],
    initialConditions: [],
  });
  const biases: {
    readonly terminal: number;
    readonly column: number;
    readonly reference: number;
    readonly dc: Slot;
    readonly magnitude: Slot;
  }[] = [];
  const sources = devices.map(({ device, reference, terminals }) => {
    const nodes = new Map([[reference, 0]]);
    const own = terminals.map((terminal, column) => {
      const node = derivation.node(`${device.name}.${column}`);
      const dc = derivation.slot(0);
      const magnitude = derivation.slot(0);
      nodes.set(terminal, node);
      biases.push({ terminal, column, reference, dc, magnitude });
      const { name } = device;
      const acPhase = derivation.zero;
      const ends: readonly [number, number] = [node, 0];
      return derivation.add({
        kind: "voltage-source",
        name,
        nodes: ends,
        dc,
        acMagnitude: magnitude,
        acPhase,
        factor: 1,
      });
    });
    const node = (original: number): number => nodes.get(original)!;
    derivation.add({ ...device, nodes: device.nodes.map(node), card: moveCard(device.card, node) });
    return own;
  });
  const derived = derivation.finish();
  return {
    ...derived,
    sources,
    stateAt(point, active) {
      const state = derived.extend(point.slots);
      for (const { terminal, column, reference, dc, magnitude } of biases) {
        state[dc] = point.voltage(terminal, reference);
        state[magnitude] = column === active ? 1 : 0;
      }
      return state;
    },
  };
}
