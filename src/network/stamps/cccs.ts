import type { CurrentControlledSource } from "../../circuit/element.ts";
import type { ElementStamp } from "../element-stamp.ts";

/** F: i = f i(control source), from the positive node through the source to the negative one. */
export const cccsStamp: ElementStamp<CurrentControlledSource> = {
  currentIsUnknown: false,
  stamp({ nodes, controlSource, value, factor }, context, target) {
    const gain = context.valueOf(value) * factor;
    const control = context.branchRow(controlSource);
    target.addConstant(context.nodeRow(nodes[0]), control, gain);
    target.addConstant(context.nodeRow(nodes[1]), control, -gain);
  },
};
