import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { type BillLine, billMaterials } from "../../src/fabrication/output/bill-of-materials.ts";
import { writeBill } from "../../src/fabrication/output/write-bill.ts";
import type { Component } from "../../src/fabrication/parts/component.ts";

const part = (name: string, changes: Partial<Component> = {}): Component => ({
  name,
  kind: "capacitor",
  value: 1e-9,
  nodes: [1, 0],
  count: 1,
  origin: "chosen",
  stock: "E12 from 1 pF to 100 µF",
  properties: { tol: 0.05 },
  ...changes,
});
const read = (lines: readonly BillLine[], format: "generic" | "jlcpcb") =>
  parse(writeBill(lines, format), { columns: true }) as Record<string, string>[];

describe("grouping", () => {
  test("by kind, value, tolerance, footprint and stock code; as written stands apart", () => {
    const lines = billMaterials([
      part("C10"),
      part("C2"),
      part("C3", { properties: { tol: 0.01 } }),
      part("R1", { kind: "resistor", value: 1e-9 }),
      part("C4", { origin: "as-written", properties: { tol: 0.05 } }),
      part("C5", { properties: { tol: 0.05, package: "0805" } }),
      part("C6", { offer: { value: 1e-9, properties: {}, stockCode: "C1", price: 0.02 } }),
      part("X1.C1", { count: 2 }),
    ]);
    expect(lines.map(({ designators, quantity }) => [designators.join(), quantity])).toEqual([
      ["R1", 1],
      ["C2,C10,X1_C1_1,X1_C1_2", 4],
      ["C3", 1],
      ["C4", 1],
      ["C5", 1],
      ["C6", 1],
    ]);
  });

  test("devices and subcircuits go by their model, without a footprint", () => {
    const [line] = billMaterials([
      part("Q1", { kind: "device", value: undefined as never, model: "2N3904" }),
    ]);
    expect(line).toMatchObject({ value: "2N3904", comment: "2N3904", footprint: "" });
  });
});

describe("as CSV", () => {
  test("generic: every field back as it was, prices times quantities", () => {
    const offer = { value: 1e-9, properties: {}, stockCode: 'a"b', price: 0.03 };
    const [row] = read(billMaterials([part("C1", { offer }), part("C2", { offer })]), "generic");
    expect(row).toEqual({
      Quantity: "2",
      Value: "1nF",
      Designators: "C1, C2",
      Kind: "capacitor",
      Tolerance: "5%",
      Package: "",
      Footprint: "Capacitor_SMD:C_0603_1608Metric",
      Series: "E12",
      "Stock code": 'a"b',
      "Unit price": "0.03",
      Price: "0.06",
    });
  });

  test("jlcpcb: its four columns, at most 200 designators in one cell", () => {
    const rows = read(billMaterials(Array.from({ length: 450 }, (_, n) => part(`C${n + 1}`))), "jlcpcb");
    expect(Object.keys(rows[0]!)).toEqual(["Comment", "Designator", "Footprint", "LCSC Part #"]);
    const counts = rows.map((row) => row["Designator"]!.split(",").length);
    expect(counts).toEqual([200, 200, 50]);
    expect(new Set(rows.flatMap((row) => row["Designator"]!.split(","))).size).toBe(450);
  });

  test("what a spreadsheet would take for a formula is not one", () => {
    const [row] = read(billMaterials([part("X1", { kind: "subcircuit", model: "=cmd()" })]), "generic");
    expect(row!["Value"]).toBe("'=cmd()");
  });
});
