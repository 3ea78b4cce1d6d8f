import { groupNames, type NodeGroup } from "./floating-groups.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** Nodes whose voltages are not determined: isolated parts, controls that nothing drives, and nodes between current sources. */
export const floatingNodes: Rule = (context) => {
  const { floating, nodes, placeOf, collector } = context;
  for (const group of floating) {
    const span = placeOf(group[0]!);
    if (span === undefined) continue;
    const names = groupNames(group, nodes);
    const sources = sourcesInto(group, context);
    if (sources.length > 0) collector.report("circuit/current-cutset", span, { nodes: names, sources });
    else collector.report("circuit/floating-node", span, { nodes: names });
  }
};

/** Current sources with one end in the group and the other outside. */
function sourcesInto(group: NodeGroup, { elements }: RuleContext): readonly string[] {
  const inside = new Set(group);
  return elements.flatMap((element) => {
    if (element.kind !== "current-source") return [];
    const [positive, negative] = element.nodes;
    return inside.has(positive) === inside.has(negative) ? [] : [element.name];
  });
}
