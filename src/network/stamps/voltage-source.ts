import type { IndependentSource } from "../../circuit/element.ts";
import type { ElementStamp } from "../element-stamp.ts";
import { stampBranch } from "./branch-entries.ts";

/** v = E; the current flows from positive through the source to negative. */
export const voltageSourceStamp: ElementStamp<IndependentSource> = {
  currentIsUnknown: true,
  stamp({ index, nodes }, context, target) {
    stampBranch(target, context.branchRow(index), context.nodeRow(nodes[0]), context.nodeRow(nodes[1]));
  },
  source: ({ index }, context) => [{ row: context.branchRow(index), sign: 1 }],
};
