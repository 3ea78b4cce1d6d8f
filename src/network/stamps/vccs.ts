import type { VoltageControlledSource } from "../../circuit/element.ts";
import type { ElementStamp } from "../element-stamp.ts";

/** G: i = g v(control), from the positive node through the source to the negative one. */
export const vccsStamp: ElementStamp<VoltageControlledSource> = {
  currentIsUnknown: false,
  stamp({ nodes, control, value, factor }, context, target) {
    const gain = context.valueOf(value) * factor;
    const [positive, negative] = [context.nodeRow(nodes[0]), context.nodeRow(nodes[1])];
    const [plus, minus] = [context.nodeRow(control[0]), context.nodeRow(control[1])];
    target.addConstant(positive, plus, gain);
    target.addConstant(positive, minus, -gain);
    target.addConstant(negative, plus, -gain);
    target.addConstant(negative, minus, gain);
  },
};
