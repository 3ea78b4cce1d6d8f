import type { Rule } from "./rule.ts";

/** Without node 0 no voltage is determined. */
export const missingGround: Rule = ({ hasGround, cards, collector }) => {
  const first = cards[0];
  if (first === undefined || hasGround) return;
  collector.report("circuit/missing-ground", (first.card.nodes[0] ?? first.card.name).span, {});
};
