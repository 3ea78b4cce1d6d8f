import type { CircuitElement } from "../element.ts";

/** Pairs of nodes. */
export type Pairs = readonly (readonly [number, number])[];

/** How an element ties its nodes together in the equations. */
export interface Connections {
  /** Pairs between which the element's current depends on the solution: it can take part in the current law of a node. */
  readonly currents: Pairs;
  /** Pairs whose voltage difference the element's equation holds. */
  readonly voltages: Pairs;
  /** True for a capacitor, which is open at an operating point. */
  readonly openAtDc: boolean;
}

/** The pairs of one element. Of a device nothing is known, so that all its nodes count as connected. */
export function connectionsOf(element: CircuitElement): Connections {
  switch (element.kind) {
    case "resistor":
    case "inductor":
    case "voltage-source":
    case "ccvs":
      return { currents: [element.nodes], voltages: [element.nodes], openAtDc: false };
    case "capacitor":
      return { currents: [element.nodes], voltages: [element.nodes], openAtDc: true };
    case "vcvs":
      return { currents: [element.nodes], voltages: [element.nodes, element.control], openAtDc: false };
    case "vccs":
      return { currents: [element.nodes], voltages: [element.control], openAtDc: false };
    case "cccs":
      return { currents: [element.nodes], voltages: [], openAtDc: false };
    case "current-source":
    case "coupling":
      return { currents: [], voltages: [], openAtDc: false };
    case "device": {
      const pairs = element.nodes.slice(1).map((node, k) => [element.nodes[k]!, node] as const);
      return { currents: pairs, voltages: pairs, openAtDc: false };
    }
  }
}
