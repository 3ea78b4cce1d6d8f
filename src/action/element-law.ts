import type { CircuitElement } from "../circuit/element.ts";
import type { Network } from "../network/network.ts";
import { angularFrequency, valueSymbol } from "./element-terms.ts";
import { type Formula, type FormulaSymbol, monomial, turnToGround } from "./formula.ts";

/** What an element does, as a table shows it: `y = 1/R1`, `v = E1 v(a,b)`. */
export interface ElementLaw {
  /** y: its admittance; v or i: its voltage or current; k: a coupling; empty: not known. */
  readonly left: "y" | "v" | "i" | "M" | "";
  readonly right: Formula;
}

/** The law of an element. Voltages are those of `elementTerms`, from the positive to the negative node. */
export function elementLaw(element: CircuitElement, network: Network): ElementLaw {
  if (element.kind === "device") return { left: "", right: [] };
  const value = valueSymbol(element);
  const { nodes, elements } = network.circuit;
  const factor = "factor" in element ? element.factor : 1;
  switch (element.kind) {
    case "resistor":
      return { left: "y", right: [monomial(1 / factor, { symbol: value, exponent: -1 })] };
    case "capacitor":
      return { left: "y", right: [monomial(factor, angularFrequency, value)] };
    case "inductor": {
      const inverse = [angularFrequency, value].map((symbol) => ({ symbol, exponent: -1 }));
      return { left: "y", right: [monomial(1 / factor, ...inverse)] };
    }
    case "coupling": {
      const [first, second] = element.inductors.map((index) => valueSymbol(elements[index]!));
      const roots = [first!, second!].map((symbol) => ({ symbol, exponent: 0.5 }));
      return { left: "M", right: [monomial(1, value, ...roots)] };
    }
    case "voltage-source":
      return { left: "v", right: [monomial(1, value)] };
    case "current-source":
      return { left: "i", right: [monomial(factor, value)] };
    case "vcvs":
    case "vccs": {
      const [plus, minus] = element.control.map((node) => nodes[node]!);
      const control: FormulaSymbol = { kind: "voltage", nudged: false, plus: plus!, minus: minus! };
      return {
        left: element.kind === "vcvs" ? "v" : "i",
        right: turnToGround([monomial(factor, value, control)]),
      };
    }
    case "cccs":
    case "ccvs": {
      const control: FormulaSymbol = {
        kind: "current",
        nudged: false,
        element: elements[element.controlSource]!.name,
      };
      return { left: element.kind === "ccvs" ? "v" : "i", right: [monomial(factor, value, control)] };
    }
  }
}

/** The unit of an element's value. */
export function elementUnit({ kind }: CircuitElement): string {
  return units[kind];
}

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
