import type { CurrentControlledSource } from "../../circuit/element.ts";
import type { ElementStamp } from "../element-stamp.ts";
import { stampBranch } from "./branch-entries.ts";

/** H: v - h i(control source) = 0. */
export const ccvsStamp: ElementStamp<CurrentControlledSource> = {
  currentIsUnknown: true,
  stamp({ index, nodes, controlSource, value, factor }, context, target) {
    const row = context.branchRow(index);
    stampBranch(target, row, context.nodeRow(nodes[0]), context.nodeRow(nodes[1]));
    target.addConstant(row, context.branchRow(controlSource), -context.valueOf(value) * factor);
  },
};
