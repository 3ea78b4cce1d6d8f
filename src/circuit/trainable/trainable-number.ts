import type { CircuitElement } from "../element.ts";
import type { BuiltElement } from "../elements/element-builder.ts";
import type { Parameter } from "../expression/scope.ts";
import type { TrainedKind } from "./bounds.ts";
import { findNumbers, findParameterNumbers, type WrittenNumber } from "./find-numbers.ts";

/** A written number with what its place says of it. */
export interface TrainableNumber {
  readonly number: WrittenNumber;
  readonly kind: TrainedKind;
  readonly unit: string;
}

/** Why an element has no number that could be trained. */
export type Untrainable =
  | { readonly kind: "bare-ac" }
  /** Completes "R1 cannot be trained: …". */
  | { readonly kind: "other"; readonly reason: string };

const units = {
  resistor: "Ohm",
  capacitor: "F",
  inductor: "H",
  coupling: "",
  "voltage-source": "V",
  "current-source": "A",
  vcvs: "",
  vccs: "S",
  cccs: "",
  ccvs: "Ohm",
  device: "",
} as const satisfies Record<CircuitElement["kind"], string>;

function kindOf({ kind }: CircuitElement): TrainedKind {
  if (kind === "coupling") return "coupling";
  return kind === "resistor" || kind === "capacitor" || kind === "inductor" ? "passive" : "open";
}

/**
 * Which number of a source is meant where the goals speak of an AC sweep: the DC value of one that is named and has no `ac` on its card, where
 * that value can matter (it biases a device, or another analysis sees it); otherwise as `quantity` says.
 */
export function namedSourceQuantity(
  { trained }: BuiltElement,
  quantity: "acMagnitude" | "dc",
  dcMatters: boolean,
): "acMagnitude" | "dc" {
  const hasDcAlone = trained.kind === "source" && !trained.hasAc && trained.dc !== undefined;
  return hasDcAlone && dcMatters ? "dc" : quantity;
}

/**
 * The numbers that training an element changes: its own value, or those of the parameters that its expression names.
 * `sourceQuantity` says which number of V and I is meant.
 */
export function elementNumbers(
  { element, flat, trained }: BuiltElement,
  sourceQuantity: "acMagnitude" | "dc",
): readonly TrainableNumber[] | Untrainable {
  if (trained.kind === "none") return { kind: "other", reason: trained.reason };
  const value = trained.kind === "value" ? trained.value : trained[sourceQuantity];
  if (value === undefined) {
    if (sourceQuantity === "dc") return { kind: "other", reason: "no DC value is written on its card" };
    if (trained.kind === "source" && trained.dc === undefined && !trained.hasAc)
      return { kind: "other", reason: "neither a DC value nor an AC magnitude is written on its card" };
    return trained.kind === "source" && trained.hasAc
      ? { kind: "bare-ac" }
      : {
          kind: "other",
          reason: "no AC magnitude is written on its card, and its DC value is not seen in .ac",
        };
  }
  const numbers = findNumbers(value, flat.instance.scope, element.definition);
  if (numbers.length === 0) {
    return { kind: "other", reason: "its value is an expression that names no parameter with a number" };
  }
  return numbers.map((number) =>
    number.parameter === undefined
      ? { number, kind: kindOf(element), unit: units[element.kind] }
      : { number, kind: "positive", unit: "" },
  );
}

/** The numbers behind a parameter. Positive ones are trained like R, L and C. */
export function parameterNumbers(parameter: Parameter): readonly TrainableNumber[] {
  return findParameterNumbers(parameter).map((number) => ({ number, kind: "positive", unit: "" }));
}
