import { walkExpression } from "../../ast/walk.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** Names by which schematic editors, and people, say that a pin is left open on purpose. */
const unconnected = /(?:^|\.)(?:nc|n_c|unconnected|no_?connect)/i;

/**
 * Nodes at which a single passive element ends. They are often misspelt names. Ports, nodes that a goal observes or that are named as not
 * connected, and outputs of voltage sources are open ends on purpose; floating nodes are reported as such.
 */
export const singleConnections: Rule = (context) => {
  const { elements, nodes, ports, floating, hasGround, placeOf, collector } = context;
  if (!hasGround) return;
  const count = new Uint32Array(nodes.length);
  /** The place in the list of the element that was last met at each node. */
  const only = new Int32Array(nodes.length);
  const touch = (node: number, place: number): void => {
    count[node] = count[node]! + 1;
    only[node] = place;
  };
  elements.forEach((element, place) => {
    if (element.kind === "coupling") return;
    for (const node of element.nodes) touch(node, place);
    if ("control" in element) for (const node of element.control) touch(node, place);
  });
  const explained = new Set([
    ...floating.flat(),
    ...ports.flatMap(({ positive, negative }) => [positive, negative]),
    ...observedNodes(context),
  ]);
  for (let node = 1; node < nodes.length; node++) {
    if (count[node] !== 1 || explained.has(node) || unconnected.test(nodes[node]!)) continue;
    const element = elements[only[node]!]!;
    if (element.kind !== "resistor" && element.kind !== "inductor" && element.kind !== "capacitor") continue;
    const span = placeOf(node);
    if (span !== undefined)
      collector.report("circuit/single-connection", span, { node: nodes[node]!, element: element.name });
  }
};

function observedNodes({ goals, findNode }: RuleContext): readonly number[] {
  const found: number[] = [];
  for (const { left, right } of goals) {
    for (const side of [left, right]) {
      walkExpression(side, (inner) => {
        if (inner.kind !== "probe") return;
        for (const { text } of inner.names) {
          const node = findNode(text);
          if (node !== undefined) found.push(node);
        }
      });
    }
  }
  return found;
}
