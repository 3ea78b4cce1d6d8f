import { buildCapacitor } from "./capacitor.ts";
import { buildCurrentControlled, buildVoltageControlled } from "./controlled-source.ts";
import { buildCoupling } from "./coupling.ts";
import { buildDevice, placeholder } from "./device.ts";
import type { ElementBuilder } from "./element-builder.ts";
import { buildIndependentSource } from "./independent-source.ts";
import { buildInductor } from "./inductor.ts";
import { buildResistor } from "./resistor.ts";

/** The letters that have a model of their own; all others are devices. */
const builders: ReadonlyMap<string, ElementBuilder> = new Map([
  ["r", buildResistor],
  ["c", buildCapacitor],
  ["l", buildInductor],
  ["k", buildCoupling],
  ["v", buildIndependentSource],
  ["i", buildIndependentSource],
  ["e", buildVoltageControlled],
  ["g", buildVoltageControlled],
  ["f", buildCurrentControlled],
  ["h", buildCurrentControlled],
  // Only an X card whose subcircuit could not be found is left as an element.
  ["x", (flat) => [placeholder(flat)]],
]);

/** The builder of the elements of a letter (in lower case). */
export function elementBuilder(letter: string): ElementBuilder {
  return builders.get(letter) ?? buildDevice;
}
