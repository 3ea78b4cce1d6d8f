import type { Rule } from "./rule.ts";

/** Without node 0 no voltage is determined. */
export const missingGround: Rule = ({ hasGround, cards, elements, collector }) => {
  const first = cards[0];
  if (first === undefined || hasGround) return;
  const { span } = first.card.nodes[0] ?? first.card.name;
  const hasDevices = elements.some((element) => element.kind === "device" && !element.linear);
  collector.report(hasDevices ? "circuit/devices-without-ground" : "circuit/missing-ground", span, {});
};
