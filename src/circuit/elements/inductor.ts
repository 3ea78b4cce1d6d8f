import type { ElementBuilder } from "./element-builder.ts";
import { buildPassive } from "./passive.ts";
import type { PassiveKind } from "./passive-kind.ts";
import { reportNegative, reportZero } from "./value-sign.ts";

const inductor: PassiveKind = {
  kind: "inductor",
  modelTypes: new Set(["l", "ind", "inductor"]),
  modelValue: new Set(["ind"]),
  multiplicity: -1,
  parameters: new Set(["ic"]),
  checkValue(node, flat, context) {
    reportNegative(node, flat, context, "inductance");
    reportZero(node, flat, context, "inductance", "a short circuit");
    return node;
  },
};

/** L: inductance in henries. */
export const buildInductor: ElementBuilder = (flat, context) => buildPassive(inductor, flat, context);
