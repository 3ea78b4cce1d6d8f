import type { Circuit } from "../../circuit/circuit.ts";
import type { CircuitElement, Device, IndependentSource } from "../../circuit/element.ts";
import { formatQuantity } from "../../numeric/format-quantity.ts";
import type { SchematicElement, SymbolName } from "./schematic-branch.ts";

/** An element as it is drawn, with its two main terminals. */
export interface DrawnElement extends SchematicElement {
  readonly nodes: readonly [number, number];
  /** Nodes it names in its text, which must stay visible. */
  readonly named: readonly number[];
}

const units = { resistor: "Ohm", capacitor: "F", inductor: "H" } as const;

/**
 * Describe an element at one state of the circuit; undefined for a coupling, which is no branch; a sentence where it cannot be drawn
 * between two nodes.
 */
export function describeElement(
  element: CircuitElement,
  circuit: Circuit,
  slots: Float64Array,
  trained: ReadonlySet<number>,
): DrawnElement | string | undefined {
  const drawn = (
    symbol: SymbolName,
    text: string,
    ownSlots: readonly number[],
    control?: { readonly text: string; readonly nodes: readonly number[] },
  ): DrawnElement => ({
    name: element.name,
    symbol,
    text,
    trained: ownSlots.some((slot) => trained.has(slot)),
    nodes: (element as { readonly nodes: readonly [number, number] }).nodes,
    named: control?.nodes ?? [],
    ...(control === undefined ? {} : { stub: `· ${control.text}` }),
  });
  switch (element.kind) {
    case "coupling":
      return undefined;
    case "resistor":
    case "capacitor":
    case "inductor": {
      const value = slots[element.value]! * element.factor;
      return drawn(element.kind, formatQuantity(value, units[element.kind], 4), [element.value]);
    }
    case "voltage-source":
    case "current-source":
      return drawn(element.kind, sourceText(element, slots), [element.dc, element.acMagnitude]);
    case "vcvs":
    case "vccs": {
      const gain = formatQuantity(
        slots[element.value]! * element.factor,
        element.kind === "vccs" ? "S" : "",
        4,
      );
      const [positive, negative] = element.control.map((node) => circuit.nodes[node]!);
      const control = element.control[1] === 0 ? `v(${positive})` : `v(${positive},${negative})`;
      return drawn("controlled-source", gain, [element.value], { text: control, nodes: element.control });
    }
    case "cccs":
    case "ccvs": {
      const gain = formatQuantity(
        slots[element.value]! * element.factor,
        element.kind === "ccvs" ? "Ohm" : "",
        4,
      );
      const control = `i(${circuit.elements[element.controlSource]!.name})`;
      return drawn("controlled-source", gain, [element.value], { text: control, nodes: [] });
    }
    case "device":
      return describeDevice(element, circuit);
  }
}

function sourceText({ kind, dc, acMagnitude, waveform }: IndependentSource, slots: Float64Array): string {
  const unit = kind === "voltage-source" ? "V" : "A";
  if (waveform !== undefined) return waveform.function;
  if (slots[acMagnitude] !== 0) return `${formatQuantity(slots[acMagnitude]!, unit, 4)} ac`;
  return formatQuantity(slots[dc]!, unit, 4);
}

/** Between which of its nodes a device is drawn, and what its other terminals are called. */
const terminals: Readonly<
  Record<
    string,
    { readonly main: readonly [number, number]; readonly others: Readonly<Record<string, number>> }
  >
> = {
  d: { main: [0, 1], others: {} },
  r: { main: [0, 1], others: {} },
  c: { main: [0, 1], others: {} },
  l: { main: [0, 1], others: {} },
  b: { main: [0, 1], others: {} },
  q: { main: [0, 2], others: { b: 1 } },
  j: { main: [0, 2], others: { g: 1 } },
  z: { main: [0, 2], others: { g: 1 } },
  m: { main: [0, 2], others: { g: 1 } },
};

function describeDevice(device: Device, circuit: Circuit): DrawnElement | string {
  const known = terminals[device.letter];
  if (known === undefined) return `${device.name} is of a kind that has no symbol here`;
  const [first, second] = known.main.map((place) => device.nodes[place]);
  if (first === undefined || second === undefined) return `${device.name} has too few terminals`;
  const others = Object.entries(known.others).map(
    ([terminal, place]) => [terminal, device.nodes[place]!] as const,
  );
  const model = device.card.flatMap((piece) =>
    typeof piece === "object" && "model" in piece ? [circuit.models[piece.model]!.name] : [],
  )[0];
  const stub = others.map(([terminal, node]) => `${terminal}: ${circuit.nodes[node]}`).join(", ");
  return {
    name: device.name,
    symbol: device.letter === "d" ? "diode" : "box",
    text: [model, stub].filter((part) => part !== undefined && part !== "").join(", "),
    trained: false,
    nodes: [first, second],
    named: others.map(([, node]) => node),
    ...(device.letter === "d" ? {} : { letter: device.letter.toUpperCase() }),
  };
}
