import type { Circuit } from "../../../circuit/circuit.ts";
import type { Component } from "../../parts/component.ts";
import { designatorsOf, footprintOf } from "../bill-of-materials.ts";
import { formatPartValue } from "../format-part-value.ts";
import { quoteText } from "./parse-s-expression.ts";

const libraryParts = {
  resistor: ["Device", "R", "Resistor"],
  capacitor: ["Device", "C", "Unpolarized capacitor"],
  inductor: ["Device", "L", "Inductor"],
  device: ["Tellegen", "", "Device"],
  subcircuit: ["Tellegen", "", "Subcircuit"],
} as const satisfies Record<Component["kind"], readonly [string, string, string]>;

/** What the circuit is driven and read at: a two-pin connector on the board. */
export interface Terminal {
  /** `J1`. */
  readonly reference: string;
  /** `V1`, `port 2`. */
  readonly value: string;
  readonly nodes: readonly [number, number];
}

/**
 * Write a netlist for KiCad's board editor (`File > Import Netlist`; format version E, as KiCad 6 to 9 read it): every component with its
 * value and footprint, every net with its pins. Pins are numbered in the order of the card's nodes.
 */
export function writeKicadNetlist(
  circuit: Circuit,
  components: readonly Component[],
  terminals: readonly Terminal[],
  source: string,
): string {
  const placed = components.flatMap((component) =>
    designatorsOf(component).map((reference) => ({ reference, component })),
  );
  const lines = [
    '(export (version "E")',
    `  (design (source ${quoteText(source)}) (tool "Tellegen"))`,
    "  (components",
    ...placed.map(({ reference, component }) => componentLine(reference, component)),
    ...terminals.map(
      ({ reference, value }) =>
        `    (comp (ref ${quoteText(reference)}) (value ${quoteText(value)}) (footprint "Connector_PinHeader_2.54mm:PinHeader_1x02_P2.54mm_Vertical") (libsource (lib "Connector_Generic") (part "Conn_01x02") (description "Two-pin connector")))`,
    ),
    "  )",
    "  (nets",
    ...netLines(circuit, placed, terminals),
    "  )",
    ")",
  ];
  return `${lines.join("\n")}\n`;
}

function componentLine(reference: string, component: Component): string {
  const [library, symbol, description] = libraryParts[component.kind];
  const { value, model = "", properties, offer } = component;
  const fields = [
    ["Tolerance", properties.tol === undefined ? "" : `${Number((properties.tol * 100).toPrecision(6))}%`],
    ["Stock code", offer?.stockCode ?? ""],
  ].filter(([, text]) => text !== "");
  const text = fields
    .map(([name, field]) => `(field (name ${quoteText(name!)}) ${quoteText(field!)})`)
    .join(" ");
  return [
    `    (comp (ref ${quoteText(reference)})`,
    `(value ${quoteText(value === undefined ? model : formatPartValue(value))})`,
    `(footprint ${quoteText(footprintOf(component))})`,
    ...(text === "" ? [] : [`(fields ${text})`]),
    `(libsource (lib ${quoteText(library)}) (part ${quoteText(symbol || model)}) (description ${quoteText(description)})))`,
  ].join(" ");
}

function netLines(
  { nodes }: Circuit,
  placed: readonly { readonly reference: string; readonly component: Component }[],
  terminals: readonly Terminal[],
): readonly string[] {
  const pins = new Map<number, string[]>();
  const connect = (reference: string, connected: readonly number[]): void => {
    connected.forEach((node, n) => {
      const list = pins.get(node) ?? [];
      list.push(`(node (ref ${quoteText(reference)}) (pin "${n + 1}"))`);
      pins.set(node, list);
    });
  };
  for (const { reference, component } of placed) connect(reference, component.nodes);
  for (const { reference, nodes: connected } of terminals) connect(reference, connected);
  return [...pins]
    .sort(([a], [b]) => a - b)
    .flatMap(([node, list], n) => [
      `    (net (code "${n + 1}") (name ${quoteText(node === 0 ? "GND" : `/${nodes[node]}`)})`,
      ...list.map((pin, at) => `      ${pin}${at === list.length - 1 ? ")" : ""}`),
    ]);
}

/** Sources and ports as connectors: J1, J2, … in the order of the netlist. A source across a port is that port. */
export function listTerminals({ elements, ports }: Circuit): readonly Terminal[] {
  const places = new Map<string, Omit<Terminal, "reference">>();
  for (const { number, positive, negative } of ports)
    places.set(`${positive} ${negative}`, { value: `port ${number}`, nodes: [positive, negative] });
  for (const element of elements) {
    if (element.kind !== "voltage-source" && element.kind !== "current-source") continue;
    const [positive, negative] = element.nodes;
    const key = `${positive} ${negative}`;
    if (!places.has(key) && !places.has(`${negative} ${positive}`))
      places.set(key, { value: element.name, nodes: [positive, negative] });
  }
  return [...places.values()].map((place, n) => ({ reference: `J${n + 1}`, ...place }));
}
