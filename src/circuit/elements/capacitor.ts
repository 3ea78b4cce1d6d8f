import type { ElementBuilder } from "./element-builder.ts";
import { buildPassive } from "./passive.ts";
import type { PassiveKind } from "./passive-kind.ts";
import { reportNegative, reportZero } from "./value-sign.ts";

const capacitor: PassiveKind = {
  kind: "capacitor",
  modelTypes: new Set(["c", "cap", "capacitor"]),
  modelValue: new Set(["cap"]),
  multiplicity: 1,
  parameters: new Set(["ic"]),
  checkValue(node, flat, context) {
    reportNegative(node, flat, context, "capacitance");
    reportZero(node, flat, context, "capacitance", "an open circuit");
    return node;
  },
};

/** C: capacitance in farads. */
export const buildCapacitor: ElementBuilder = (flat, context) => buildPassive(capacitor, flat, context);
