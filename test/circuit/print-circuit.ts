import type { Analysis } from "../../src/circuit/analysis.ts";
import type { Circuit } from "../../src/circuit/circuit.ts";
import type { CircuitElement, DeckTemplate } from "../../src/circuit/element.ts";
import { startOf } from "./elaborate-text.ts";

/**
 * Write a flat circuit out as plain cards, with generated names (`n3`, `r7`), as a witness that nothing was lost in elaboration. Shares no
 * code with the writers of decks in src.
 */
export function printCircuit(circuit: Circuit): string {
  const { slots } = circuit.evaluate(startOf(circuit));
  const number = (slot: number): string => slots[slot]!.toExponential(17);
  const node = (index: number): string => (index === 0 ? "0" : `n${index}`);
  const letters: Readonly<Record<CircuitElement["kind"], string>> = {
    resistor: "r",
    capacitor: "c",
    inductor: "l",
    coupling: "k",
    "voltage-source": "v",
    "current-source": "i",
    vcvs: "e",
    vccs: "g",
    cccs: "f",
    ccvs: "h",
    device: "",
  };
  const name = (index: number): string => {
    const element = circuit.elements[index]!;
    return `${element.kind === "device" ? element.letter : letters[element.kind]}${index}`;
  };
  const fill = (template: DeckTemplate): string =>
    template
      .map((part) => {
        if (typeof part === "string") return part;
        if ("node" in part) return node(part.node);
        if ("slot" in part) return number(part.slot);
        return "element" in part ? name(part.element) : `mod${part.model}`;
      })
      .join("");
  const body = (element: CircuitElement): string => {
    switch (element.kind) {
      case "device":
        return fill(element.card);
      case "coupling":
        return `${element.inductors.map(name).join(" ")} ${number(element.value)}`;
      case "voltage-source":
      case "current-source": {
        const { dc, acMagnitude, acPhase, waveform, factor } = element;
        const scaled = (slot: number): string => (slots[slot]! * factor).toExponential(17);
        return `${element.nodes.map(node).join(" ")} dc ${scaled(dc)} ac ${scaled(acMagnitude)} ${number(acPhase)} ${waveform ? fill(waveform.card) : ""}`;
      }
      default: {
        const value = (slots[element.value]! * element.factor).toExponential(17);
        const initial = "initial" in element ? ` ic=${number(element.initial!)}` : "";
        const control =
          "control" in element
            ? ` ${element.control.map(node).join(" ")}`
            : "controlSource" in element
              ? ` ${name(element.controlSource)}`
              : "";
        return `${element.nodes.map(node).join(" ")}${control} ${value}${initial}`;
      }
    }
  };
  return [
    ...circuit.models.map(({ card }, k) => `.model mod${k} ${fill(card)}`),
    ...circuit.elements.map((element) => `${name(element.index)} ${body(element)}`),
    ...circuit.initialConditions.map((given) => `.ic v(${node(given.node)})=${number(given.value)}`),
    ...circuit.nodesets.map((given) => `.nodeset v(${node(given.node)})=${number(given.value)}`),
    `.temp ${circuit.temperature}`,
  ]
    .map(breakLine)
    .join("\n");
}

/** The card of an analysis. */
export function printAnalysis(analysis: Analysis, nameOf: (element: number) => string): string {
  switch (analysis.kind) {
    case "op":
      return ".op";
    case "ac":
      return `.ac ${analysis.variation} ${analysis.points} ${analysis.from} ${analysis.to}`;
    case "tran": {
      const { step, stop, start, maximumStep, useInitialConditions } = analysis;
      return `.tran ${step} ${stop} ${start} ${maximumStep ?? ""} ${useInitialConditions ? "uic" : ""}`;
    }
    case "dc":
      return `.dc ${analysis.sweeps.map(({ element, from, to, step }) => `${element < 0 ? "temp" : nameOf(element)} ${from} ${to} ${step}`).join(" ")}`;
  }
}

/** The native simulator reads lines of limited length. */
function breakLine(card: string): string {
  return card.length < 900 ? card : card.replace(/(.{200,600}?) /g, "$1\n+ ");
}
