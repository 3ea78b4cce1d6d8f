import type { PassiveElement } from "../../circuit/element.ts";
import type { ElementStamp } from "../element-stamp.ts";
import { stampAdmittance } from "./admittance-entries.ts";

/** i = jωC v. */
export const capacitorStamp: ElementStamp<PassiveElement> = {
  currentIsUnknown: false,
  stamp({ nodes, value, factor }, context, target) {
    const capacitance = context.valueOf(value) * factor;
    stampAdmittance(target.addReactive, context.nodeRow(nodes[0]), context.nodeRow(nodes[1]), capacitance);
  },
};
