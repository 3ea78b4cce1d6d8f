import type { PassiveElement } from "../../circuit/element.ts";
import type { ElementStamp } from "../element-stamp.ts";
import { stampBranch } from "./branch-entries.ts";

/** v - jωL i = 0, with the current as an unknown, so that ω = 0 is a short circuit and not a division by zero. */
export const inductorStamp: ElementStamp<PassiveElement> = {
  currentIsUnknown: true,
  stamp({ index, nodes, value, factor }, context, target) {
    const row = context.branchRow(index);
    stampBranch(target, row, context.nodeRow(nodes[0]), context.nodeRow(nodes[1]));
    target.addReactive(row, row, -context.valueOf(value) * factor);
  },
};
