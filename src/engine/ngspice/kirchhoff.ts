import type { Circuit } from "../../circuit/circuit.ts";
import type { CircuitElement } from "../../circuit/element.ts";
import { hasBranchCurrent } from "../../experiment/deck/deck-refusals.ts";
import type { DevicePorts } from "../../experiment/deck/device-ports.ts";
import type { Quantity } from "../../experiment/experiment.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";

/** An operating point with the currents into the terminals of its devices. */
export interface MeasuredPoint {
  readonly slots: Float64Array;
  readonly devices: readonly DevicePorts[];
  /** [A] Into each terminal of each device, [device][terminal]. */
  readonly currents: readonly (readonly number[])[];
  valueAt(quantity: Quantity): number;
}

/** A sum of currents is 0 within this part of their magnitudes, and this [A]: far more than rounding, far less than a false point's. */
const tolerance = { relative: 1e-3, absolute: 1e-9 } as const;

/**
 * The failure of an operating point at which the currents out of some node do not sum up to 0: ngspice may converge to points that are
 * none. Nodes of elements whose current is not known here (transmission lines, behavioural voltages) are left out.
 */
export function findKirchhoffBreach(circuit: Circuit, point: MeasuredPoint): Failure | undefined {
  const sums = new Float64Array(circuit.nodes.length);
  const magnitudes = new Float64Array(circuit.nodes.length);
  const add = (node: number, current: number): void => {
    sums[node]! += current;
    magnitudes[node]! += Math.abs(current);
  };
  const measured = new Map(point.devices.map((ports, index) => [ports.device.index, index]));
  for (const element of circuit.elements) {
    const index = measured.get(element.index);
    if (index !== undefined) addDevice(point.devices[index]!, point.currents[index]!, add);
    else if (element.kind === "device") for (const node of element.nodes) add(node, Number.NaN);
    else if (element.kind !== "coupling") {
      const current = currentThrough(element, point);
      add(element.nodes[0], current);
      add(element.nodes[1], -current);
    }
  }
  for (let node = 1; node < sums.length; node++) {
    if (Math.abs(sums[node]!) > tolerance.relative * magnitudes[node]! + tolerance.absolute) {
      const excess = Number(sums[node]!.toPrecision(3));
      return fail(
        "no-convergence",
        `the operating point is none: the currents out of node ${circuit.nodes[node]} sum up to ${excess} A`,
      );
    }
  }
  return undefined;
}

function addDevice(
  { reference, terminals, branch }: DevicePorts,
  currents: readonly number[],
  add: (node: number, current: number) => void,
): void {
  if (branch !== undefined) {
    for (const node of branch) add(node, Number.NaN);
    return;
  }
  terminals.forEach((node, index) => {
    add(node, currents[index]!);
    add(reference, -currents[index]!);
  });
}

/** The current from the first node through the element to the second, at DC. */
function currentThrough(
  element: Exclude<CircuitElement, { readonly kind: "device" | "coupling" }>,
  { slots, valueAt }: MeasuredPoint,
): number {
  const across = ([positive, negative]: readonly [number, number]): number =>
    valueAt({ kind: "node", node: positive }) - valueAt({ kind: "node", node: negative });
  if (hasBranchCurrent(element)) return valueAt({ kind: "branch", element: element.index });
  switch (element.kind) {
    case "resistor":
      return across(element.nodes) / (slots[element.value]! * element.factor);
    case "current-source":
      return slots[element.dc]! * element.factor;
    case "vccs":
      return slots[element.value]! * element.factor * across(element.control);
    case "cccs":
      return (
        slots[element.value]! * element.factor * valueAt({ kind: "branch", element: element.controlSource })
      );
    default:
      return 0;
  }
}
