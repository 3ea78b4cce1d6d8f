import type { CircuitElement } from "../element.ts";
import { connectionsOf } from "./connections.ts";
import { createDisjointSets } from "./disjoint-sets.ts";

interface Topology {
  readonly nodes: readonly string[];
  readonly elements: readonly CircuitElement[];
}

/** Nodes that belong together, by number. */
export type NodeGroup = readonly number[];

/**
 * The groups of nodes whose voltages are surely not determined at any frequency, each node in one of them at most. The matrix of modified
 * nodal analysis is singular when some group without ground is tied to the rest by no voltage difference (all its voltages may
 * shift together), or by no current that depends on the solution (its current laws add up to nothing).
 */
export function findFloatingGroups(topology: Topology): readonly NodeGroup[] {
  const byVoltage = groupsWithoutGround(topology, "voltages", false);
  const known = new Set(byVoltage.flat());
  const byCurrent = groupsWithoutGround(topology, "currents", false);
  return [...byVoltage, ...byCurrent.filter((group) => !group.some((node) => known.has(node)))];
}

/** The groups that no direct current can leave: behind capacitors, or floating. */
export function findGroupsWithoutDcPath(topology: Topology): readonly NodeGroup[] {
  return groupsWithoutGround(topology, "currents", true);
}

function groupsWithoutGround(
  { nodes, elements }: Topology,
  pairs: "voltages" | "currents",
  atDc: boolean,
): readonly NodeGroup[] {
  const sets = createDisjointSets(nodes.length);
  for (const element of elements) {
    const connections = connectionsOf(element);
    if (atDc && connections.openAtDc) continue;
    for (const [a, b] of connections[pairs]) sets.join(a, b);
  }
  const groups = new Map<number, number[]>();
  const ground = sets.find(0);
  for (let node = 1; node < nodes.length; node++) {
    const root = sets.find(node);
    if (root === ground) continue;
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [node]);
    else group.push(node);
  }
  return [...groups.values()];
}

const shownNodes = 6;

/** The names of a group for a message; of a large one the first few. */
export function groupNames(group: NodeGroup, nodes: readonly string[]): readonly string[] {
  const names = group.slice(0, shownNodes).map((node) => nodes[node]!);
  return group.length > shownNodes ? [...names, `${group.length - shownNodes} more`] : names;
}
