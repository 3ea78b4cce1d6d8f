import type { BillLine } from "./bill-of-materials.ts";

/** The forms of a bill of materials. */
export const billFormats = ["generic", "jlcpcb"] as const;
export type BillFormat = (typeof billFormats)[number];

/** JLCPCB reads no more designators than this in one line. */
const MOST_DESIGNATORS = 200;

/**
 * Write a bill of materials as CSV (RFC 4180, lines end in CRLF). `generic` says all that is known; `jlcpcb` has the columns that its
 * assembly service reads, long lines of designators broken up.
 */
export function writeBill(lines: readonly BillLine[], format: BillFormat): string {
  const rows =
    format === "generic"
      ? [genericHeadings, ...lines.map(genericRow)]
      : [["Comment", "Designator", "Footprint", "LCSC Part #"], ...lines.flatMap(jlcpcbRows)];
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

const genericHeadings = [
  "Quantity",
  "Value",
  "Designators",
  "Kind",
  "Tolerance",
  "Package",
  "Footprint",
  "Series",
  "Stock code",
  "Unit price",
  "Price",
] as const;

function genericRow(line: BillLine): readonly string[] {
  const { quantity, comment, designators, kind, tolerance, footprint, stock, stockCode, price } = line;
  return [
    String(quantity),
    comment,
    designators.join(", "),
    kind,
    tolerance,
    line.package,
    footprint,
    stock,
    stockCode,
    price === undefined ? "" : String(price),
    price === undefined ? "" : String(Number((price * quantity).toPrecision(12))),
  ];
}

function jlcpcbRows({
  comment,
  designators,
  footprint,
  stockCode,
}: BillLine): readonly (readonly string[])[] {
  const rows: string[][] = [];
  for (let n = 0; n < designators.length; n += MOST_DESIGNATORS) {
    rows.push([comment, designators.slice(n, n + MOST_DESIGNATORS).join(","), footprint, stockCode]);
  }
  return rows;
}

/** A text that a spreadsheet would take for a formula is not let through as one. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
