import { dcPaths } from "./dc-paths.ts";
import { findFloatingGroups } from "./floating-groups.ts";
import { floatingNodes } from "./floating-nodes.ts";
import { inductorLoops } from "./inductor-loops.ts";
import { missingGround } from "./missing-ground.ts";
import { modelBehindExpression } from "./model-behind-expression.ts";
import { noAcSource } from "./no-ac-source.ts";
import { noAnalysis } from "./no-analysis.ts";
import { createPlaceFinder } from "./node-places.ts";
import type { CheckedCircuit, Rule } from "./rule.ts";
import { singleConnections } from "./single-connections.ts";
import { voltageLoops } from "./voltage-loops.ts";

const rules: readonly Rule[] = [
  missingGround,
  noAnalysis,
  noAcSource,
  floatingNodes,
  dcPaths,
  voltageLoops,
  inductorLoops,
  singleConnections,
  modelBehindExpression,
];

/** Check a flat circuit by every rule. What is wrong with single cards was reported when they were built. */
export function checkCircuit(circuit: CheckedCircuit): void {
  const hasGround = circuit.cards.some(
    ({ nodes, controlNodes }) => nodes.includes(0) || controlNodes.includes(0),
  );
  const context = {
    ...circuit,
    hasGround,
    floating: hasGround ? findFloatingGroups(circuit) : [],
    placeOf: createPlaceFinder(circuit.cards, circuit.nodes.length),
  };
  for (const rule of rules) rule(context);
}
