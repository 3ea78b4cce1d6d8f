import type { ElementBuilder } from "./element-builder.ts";
import { buildPassive } from "./passive.ts";
import type { PassiveKind } from "./passive-kind.ts";
import { reportNegative } from "./value-sign.ts";

/** What ngspice puts in place of a resistance of zero, in ohms. */
const leastResistance = 1e-3;

const resistor: PassiveKind = {
  kind: "resistor",
  modelTypes: new Set(["r", "res", "resistor"]),
  modelValue: new Set(["r", "res"]),
  multiplicity: -1,
  parameters: new Set(["tce"]),
  checkValue(node, flat, context) {
    const { tape } = context.evaluator;
    reportNegative(node, flat, context, "resistance");
    if (tape.valueOf(node) !== 0) return node;
    context.collector.report("circuit/zero-resistance", (flat.card.value ?? flat.card).span, {
      element: flat.card.name.text,
      used: leastResistance,
    });
    return tape.constant(leastResistance);
  },
};

/** R: resistance in ohms. */
export const buildResistor: ElementBuilder = (flat, context) => buildPassive(resistor, flat, context);
