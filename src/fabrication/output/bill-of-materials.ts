import type { Component } from "../parts/component.ts";
import { formatPartQuantity, formatPartValue } from "./format-part-value.ts";

/** One line of a parts list: components that are bought alike. */
export interface BillLine {
  readonly quantity: number;
  /** `4.7k`, or a device's model. */
  readonly value: string;
  /** With its unit: `4.7kΩ`. */
  readonly comment: string;
  readonly kind: Component["kind"];
  readonly designators: readonly string[];
  /** `1%`, or empty. */
  readonly tolerance: string;
  readonly package: string;
  readonly footprint: string;
  readonly stock: string;
  readonly stockCode: string;
  /** Of one piece. */
  readonly price?: number;
  readonly origin: Component["origin"];
}

/** Footprints of KiCad's own libraries, by kind, for the packages that all three kinds come in. */
const metricCodes: Readonly<Record<string, string>> = {
  "0201": "0603Metric",
  "0402": "1005Metric",
  "0603": "1608Metric",
  "0805": "2012Metric",
  "1206": "3216Metric",
  "1210": "3225Metric",
  "1812": "4532Metric",
  "2010": "5025Metric",
  "2512": "6332Metric",
};
const footprintFamilies = {
  resistor: ["Resistor_SMD", "R"],
  capacitor: ["Capacitor_SMD", "C"],
  inductor: ["Inductor_SMD", "L"],
} as const;

/** KiCad's name of a component's footprint: the parts table's, or that of its package (0603 by default); empty for what has none. */
export function footprintOf({ kind, offer, properties }: Component): string {
  if (offer?.footprint !== undefined) return offer.footprint;
  if (kind === "device" || kind === "subcircuit") return "";
  const code = properties.package ?? "0603";
  const metric = metricCodes[code];
  const [library, prefix] = footprintFamilies[kind];
  return metric === undefined ? code : `${library}:${prefix}_${code}_${metric}`;
}

/** The name under which a component stands in a schematic: dots of flat names become underscores. */
export function designatorsOf({ name, count }: Component): readonly string[] {
  const base = name.replaceAll(".", "_");
  return count === 1 ? [base] : Array.from({ length: count }, (_, n) => `${base}_${n + 1}`);
}

/**
 * Group components that are bought alike: same kind, value, tolerance, package and stock code. Lines are ordered by kind and value; the
 * quantities add up to the components, each counted as often as it is soldered in.
 */
export function billMaterials(components: readonly Component[]): readonly BillLine[] {
  const lines = new Map<string, BillLine & { readonly size: number }>();
  for (const component of components) {
    const line = lineOf(component);
    const { kind, value, tolerance, footprint, stockCode, origin } = line;
    const key = JSON.stringify([kind, value, tolerance, footprint, stockCode, origin === "as-written"]);
    const known = lines.get(key);
    const designators = [...(known?.designators ?? []), ...line.designators];
    lines.set(key, { ...line, designators, quantity: designators.length });
  }
  const order = ["resistor", "capacitor", "inductor", "device", "subcircuit"];
  return [...lines.values()]
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.size - b.size)
    .map(({ size: _, ...line }) => ({ ...line, designators: [...line.designators].sort(byNumber) }));
}

function lineOf(component: Component): BillLine & { readonly size: number } {
  const { kind, value, model = "", offer, properties, origin, stock = "" } = component;
  const designators = designatorsOf(component);
  const isPassive = kind !== "device" && kind !== "subcircuit";
  return {
    quantity: designators.length,
    value: value === undefined ? model : formatPartValue(value),
    comment: value === undefined || !isPassive ? model : formatPartQuantity(value, kind),
    kind,
    designators,
    tolerance: properties.tol === undefined ? "" : `${Number((properties.tol * 100).toPrecision(6))}%`,
    package: properties.package ?? "",
    footprint: footprintOf(component),
    stock: origin === "chosen" ? stock.split(" ")[0]! : origin === "made" ? "made to value" : "as written",
    stockCode: offer?.stockCode ?? "",
    ...(offer?.price === undefined ? {} : { price: offer.price }),
    origin,
    size: value ?? 0,
  };
}

/** R2 before R10. */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
