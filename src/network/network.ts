import type { Circuit } from "../circuit/circuit.ts";
import type { CircuitElement, Device } from "../circuit/element.ts";
import { stampTable } from "./stamp-table.ts";

/** A two-terminal element seen as an edge of the graph: the branch voltage is v(from) - v(to), its current flows from `from` to `to` inside (docs/conventions.md, Branches). */
export interface Branch {
  /** Index into `Circuit.elements`. */
  readonly element: number;
  readonly from: number;
  readonly to: number;
}

/** One unknown of the modified nodal equations. The equation of the same index is the node's current law or the element's own law. */
export type Unknown =
  | { readonly kind: "node"; readonly node: number }
  | { readonly kind: "branch"; readonly element: number };

/** The circuit as a graph and as unknowns of modified nodal analysis. Numbers come later, from slots. */
export interface Network {
  readonly circuit: Circuit;
  /** Edges in the order of the elements; couplings have none. */
  readonly branches: readonly Branch[];
  /** Voltages of the nodes but ground, then the branch currents in the order of the elements. */
  readonly unknowns: readonly Unknown[];
  /** Elements of which nothing is known but their terminals: they have no stamp. */
  readonly devices: readonly Device[];
  /** Index of a node's voltage among the unknowns; -1 for ground. */
  nodeRow(node: number): number;
  /** Index of an element's current among the unknowns; -1 where it is none (R, C, I, G, F, K, devices). */
  branchRow(element: number): number;
}

/** Build the network of a circuit: (nodes - 1) + (number of V, L, E, H elements) unknowns. Nothing can fail here. */
export function buildNetwork(circuit: Circuit): Network {
  const { elements, nodes } = circuit;
  const nodeCount = nodes.length - 1;
  const unknowns: Unknown[] = Array.from({ length: nodeCount }, (_, row) => ({
    kind: "node",
    node: row + 1,
  }));
  const branchRows = new Int32Array(elements.length).fill(-1);
  const devices: Device[] = [];
  for (const element of elements) {
    if (element.kind === "device") devices.push(element);
    else if (stampTable[element.kind].currentIsUnknown) {
      branchRows[element.index] = unknowns.length;
      unknowns.push({ kind: "branch", element: element.index });
    }
  }
  return {
    circuit,
    branches: elements.flatMap(elementBranch),
    unknowns,
    devices,
    nodeRow: (node) => node - 1,
    branchRow: (element) => branchRows[element]!,
  };
}

function elementBranch(element: CircuitElement): readonly Branch[] {
  if (element.kind === "coupling" || element.kind === "device") return [];
  const [from, to] = element.nodes;
  return [{ element: element.index, from, to }];
}
