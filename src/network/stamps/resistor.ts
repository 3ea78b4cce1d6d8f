import type { PassiveElement } from "../../circuit/element.ts";
import type { ElementStamp } from "../element-stamp.ts";
import { stampAdmittance } from "./admittance-entries.ts";

/** i = v / R. */
export const resistorStamp: ElementStamp<PassiveElement> = {
  currentIsUnknown: false,
  stamp({ nodes, value, factor }, context, target) {
    const conductance = 1 / (context.valueOf(value) * factor);
    stampAdmittance(target.addConstant, context.nodeRow(nodes[0]), context.nodeRow(nodes[1]), conductance);
  },
};
