import type { Circuit } from "../../circuit/circuit.ts";
import { type DerivedCircuit, deriveCircuit, moveCard } from "../../circuit/derive-circuit.ts";
import type { Slot } from "../../circuit/element.ts";
import type { DevicePorts } from "../deck/device-ports.ts";
import type { FreePoint } from "./transpose-elements.ts";

/** Copies of devices with one terminal away from the operating point. */
export interface ShiftedFixture extends DerivedCircuit {
  /**
   * The source of each entry, [device][shifted terminal][shift][row][column]: minus its current is the entry of the terminal matrix.
   */
  readonly sources: readonly (readonly (readonly (readonly (readonly number[])[])[])[])[];
  /** A state in which all terminals stand at the free point but for their shifts. */
  stateAt(point: FreePoint): Float64Array;
}

/**
 * A circuit in which one AC analysis reads the terminal matrices of devices with each terminal shifted by each of `shifts` [V]: a copy of
 * the device for every terminal, shift and column, its terminals on sources of their own, that column driven by 1 V AC.
 */
export function shiftedFixture(
  circuit: Circuit,
  devices: readonly DevicePorts[],
  shifts: readonly number[],
): ShiftedFixture {
  const derivation = deriveCircuit({
    ...circuit,
    nodes: circuit.nodes.slice(0, 1),
    elements: [],
    ports: [],
    nodesets: [],
    initialConditions: [],
  });
  const one = derivation.slot(1);
  let count = 0;
  const biases: { readonly slot: Slot; valueAt(point: FreePoint): number }[] = [];

  /** Gives the sources of its terminals. */
  function writeCopy(
    { device, reference, terminals }: DevicePorts,
    levels: readonly Slot[],
    driven: number,
  ): readonly number[] {
    const nodes = new Map([[reference, 0]]);
    const sources = terminals.map((terminal, index) => {
      const node = derivation.node(`${device.name}.${++count}`);
      nodes.set(terminal, node);
      return derivation.add({
        kind: "voltage-source",
        name: device.name,
        nodes: [node, 0],
        dc: levels[index]!,
        acMagnitude: index === driven ? one : derivation.zero,
        acPhase: derivation.zero,
        factor: 1,
      });
    });
    const place = (original: number): number => nodes.get(original)!;
    derivation.add({ ...device, nodes: device.nodes.map(place), card: moveCard(device.card, place) });
    return sources;
  }

  const sources = devices.map((ports) =>
    ports.terminals.map((_, shifted) =>
      shifts.map((shift) => {
        const levels = ports.terminals.map((terminal, index) => {
          const slot = derivation.slot(0);
          const offset = index === shifted ? shift : 0;
          biases.push({ slot, valueAt: (point) => point.voltage(terminal, ports.reference) + offset });
          return slot;
        });
        const columns = ports.terminals.map((__, driven) => writeCopy(ports, levels, driven));
        return ports.terminals.map((__, row) => columns.map((column) => column[row]!));
      }),
    ),
  );
  const derived = derivation.finish();
  return {
    ...derived,
    sources,
    stateAt(point) {
      const state = derived.extend(point.slots);
      for (const { slot, valueAt } of biases) state[slot] = valueAt(point);
      return state;
    },
  };
}
