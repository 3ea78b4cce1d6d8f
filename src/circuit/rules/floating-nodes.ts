import { groupNames, type NodeGroup } from "./floating-groups.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** Nodes whose voltages are not determined: isolated parts, controls that nothing drives, and nodes between current sources. */
export const floatingNodes: Rule = (context) => {
  const { floating, nodes, placeOf, collector } = context;
  const sourcesOf = sourcesInto(context);
  for (const group of floating) {
    const span = placeOf(group[0]!);
    if (span === undefined) continue;
    const names = groupNames(group, nodes);
    const sources = sourcesOf.get(group) ?? [];
    if (sources.length > 0) collector.report("circuit/current-cutset", span, { nodes: names, sources });
    else collector.report("circuit/floating-node", span, { nodes: names });
  }
};

/** For each group the current sources with one end in it and the other outside: one pass over the elements, however many groups there are. */
function sourcesInto({ floating, elements }: RuleContext): ReadonlyMap<NodeGroup, readonly string[]> {
  const groupsAt = new Map<number, NodeGroup[]>();
  for (const group of floating) {
    for (const node of group) {
      const known = groupsAt.get(node);
      if (known === undefined) groupsAt.set(node, [group]);
      else known.push(group);
    }
  }
  const sources = new Map<NodeGroup, string[]>();
  for (const element of elements) {
    if (element.kind !== "current-source") continue;
    const [at, to] = element.nodes.map((node) => groupsAt.get(node) ?? []);
    const crossed = [
      ...at!.filter((group) => !to!.includes(group)),
      ...to!.filter((group) => !at!.includes(group)),
    ];
    for (const group of crossed) {
      const known = sources.get(group);
      if (known === undefined) sources.set(group, [element.name]);
      else known.push(element.name);
    }
  }
  return sources;
}
