import type { VoltageControlledSource } from "../../circuit/element.ts";
import type { ElementStamp } from "../element-stamp.ts";
import { stampBranch } from "./branch-entries.ts";

/** E: v - e v(control) = 0. */
export const vcvsStamp: ElementStamp<VoltageControlledSource> = {
  currentIsUnknown: true,
  stamp({ index, nodes, control, value, factor }, context, target) {
    const row = context.branchRow(index);
    const gain = context.valueOf(value) * factor;
    stampBranch(target, row, context.nodeRow(nodes[0]), context.nodeRow(nodes[1]));
    target.addConstant(row, context.nodeRow(control[0]), -gain);
    target.addConstant(row, context.nodeRow(control[1]), gain);
  },
};
