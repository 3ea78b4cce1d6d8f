import type { Rule } from "./rule.ts";

/** True when some element touches ground. */
export function hasGround({ cards }: Pick<Parameters<Rule>[0], "cards">): boolean {
  return cards.some(({ nodes, controlNodes }) => nodes.includes(0) || controlNodes.includes(0));
}

/** Without node 0 no voltage is determined. */
export const missingGround: Rule = ({ cards, collector }) => {
  const first = cards[0];
  if (first === undefined || hasGround({ cards })) return;
  collector.report("circuit/missing-ground", (first.card.nodes[0] ?? first.card.name).span, {});
};
