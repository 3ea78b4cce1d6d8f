import { connectionsOf } from "./connections.ts";
import { createDisjointSets } from "./disjoint-sets.ts";
import { findNodePlaces } from "./node-places.ts";
import { needsOperatingPoint } from "./operating-point.ts";
import type { Rule, RuleContext } from "./rule.ts";

/**
 * Groups of nodes whose voltages the equations leave open. The matrix of modified nodal analysis is surely singular when some group without
 * ground is tied to the rest by no voltage difference (all its voltages may shift together), or by no current that depends on the
 * solution (its current laws add up to nothing). A group that only capacitors tie has no operating point, but sound AC equations:
 * ngspice finds a point for it by stepping gmin, so that is a warning.
 */
export const floatingNodes: Rule = (context) => {
  const places = findNodePlaces(context);
  const floating = floatingGroups(context);
  for (const group of floating) {
    const span = places.get(group[0]!);
    if (span === undefined) continue;
    const names = namesOf(group, context);
    const sources = sourcesInto(group, context);
    if (sources.length > 0)
      context.collector.report("circuit/current-cutset", span, { nodes: names, sources });
    else context.collector.report("circuit/floating-node", span, { nodes: names });
  }
  if (!needsOperatingPoint(context)) return;
  const reported = new Set(floating.flat());
  for (const group of groupsWithoutGround(context, "currents", true)) {
    if (group.some((node) => reported.has(node))) continue;
    const span = places.get(group[0]!);
    if (span !== undefined)
      context.collector.report("circuit/no-dc-path", span, { nodes: namesOf(group, context) });
  }
};

/** The groups of nodes whose voltages are surely not determined, each node in one of them at most. */
export function floatingGroups(context: RuleContext): readonly (readonly number[])[] {
  const byVoltage = groupsWithoutGround(context, "voltages", false);
  const known = new Set(byVoltage.flat());
  const byCurrent = groupsWithoutGround(context, "currents", false);
  return [...byVoltage, ...byCurrent.filter((group) => !group.some((node) => known.has(node)))];
}

function groupsWithoutGround(
  { nodes, elements }: RuleContext,
  pairs: "voltages" | "currents",
  atDc: boolean,
): readonly (readonly number[])[] {
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

/** Current sources with one end in the group and the other outside. */
function sourcesInto(group: readonly number[], { elements }: RuleContext): readonly string[] {
  const inside = new Set(group);
  return elements
    .filter(
      (element) =>
        element.kind === "current-source" && inside.has(element.nodes[0]) !== inside.has(element.nodes[1]),
    )
    .map(({ name }) => name);
}

const shownNodes = 6;

function namesOf(group: readonly number[], { nodes }: RuleContext): readonly string[] {
  const names = group.slice(0, shownNodes).map((node) => nodes[node]!);
  return group.length > shownNodes ? [...names, `${group.length - shownNodes} more`] : names;
}
