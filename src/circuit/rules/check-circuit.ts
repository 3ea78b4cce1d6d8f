import { floatingNodes } from "./floating-nodes.ts";
import { hasGround, missingGround } from "./missing-ground.ts";
import { noAnalysis } from "./no-analysis.ts";
import type { Rule, RuleContext } from "./rule.ts";
import { singleConnections } from "./single-connections.ts";
import { voltageLoops } from "./voltage-loops.ts";

const rules: readonly Rule[] = [missingGround, noAnalysis, voltageLoops, singleConnections];

/** Rules that would only repeat, node by node, that there is no ground. */
const rulesAboutGround: readonly Rule[] = [floatingNodes];

/** Check a flat circuit by every rule. What is wrong with single cards was reported when they were built. */
export function checkCircuit(context: RuleContext): void {
  for (const rule of rules) rule(context);
  if (!hasGround(context)) return;
  for (const rule of rulesAboutGround) rule(context);
}
