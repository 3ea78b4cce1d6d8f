import { walkExpression } from "../../ast/walk.ts";
import type { CircuitElement } from "../element.ts";
import { findNodePlaces } from "./node-places.ts";
import type { Rule, RuleContext } from "./rule.ts";

/**
 * Nodes at which a single passive element ends. They are often misspelt names. Ports, and nodes that a goal observes, are open ends on purpose,
 * and so is the output of a voltage source.
 */
export const singleConnections: Rule = (context) => {
  const { elements, nodes, ports, collector } = context;
  const count = new Uint32Array(nodes.length);
  const only = new Map<number, CircuitElement>();
  for (const element of elements) {
    const touched =
      element.kind === "coupling"
        ? []
        : "control" in element
          ? [...element.nodes, ...element.control]
          : element.nodes;
    for (const node of touched) {
      count[node] = count[node]! + 1;
      only.set(node, element);
    }
  }
  const meant = new Set([
    ...ports.flatMap(({ positive, negative }) => [positive, negative]),
    ...observedNodes(context),
  ]);
  const places = findNodePlaces(context);
  for (let node = 1; node < nodes.length; node++) {
    const element = only.get(node);
    if (count[node] !== 1 || element === undefined || meant.has(node)) continue;
    if (element.kind !== "resistor" && element.kind !== "inductor" && element.kind !== "capacitor") continue;
    const span = places.get(node);
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
