import { CsvError, parse } from "csv-parse/sync";
import type { PartProperties } from "../../circuit/part-rules.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { PartsTable } from "./choose-stock.ts";
import { parsePartValue } from "./parse-part-value.ts";
import type { Offer, PartKind } from "./stock.ts";

/** Headings and what they mean; case, blanks, `_` and `-` do not matter. */
const headings = {
  kind: "kind",
  type: "kind",
  value: "value",
  tolerance: "tol",
  tol: "tol",
  package: "package",
  footprint: "footprint",
  price: "price",
  unitprice: "price",
  stockcode: "stockCode",
  stock: "stockCode",
  lcsc: "stockCode",
  lcscpart: "stockCode",
  esr: "esr",
  esl: "esl",
  dcr: "dcr",
  q: "q",
  qf: "qf",
  qfrequency: "qf",
  srf: "srf",
  power: "power",
  voltage: "voltage",
} as const satisfies Record<
  string,
  "kind" | "value" | "price" | "stockCode" | "footprint" | keyof PartProperties
>;
type Column = (typeof headings)[keyof typeof headings];

const kindWords: Readonly<Record<string, PartKind>> = {
  r: "resistor",
  resistor: "resistor",
  c: "capacitor",
  capacitor: "capacitor",
  l: "inductor",
  inductor: "inductor",
  coil: "inductor",
};

/**
 * Read a user's parts table: CSV with a heading line. `value` is needed, and either a `kind` column or units in the values; further columns:
 * tolerance (%), package, footprint, price, stock code, esr, esl, dcr, q, qf, srf, power, voltage. Numbers are as parts lists write them
 * (`M` is mega). Other columns are left alone.
 *
 * @returns every problem with its line.
 */
export function parsePartsTable(
  name: string,
  text: string,
): PartsTable | { readonly problems: readonly string[] } {
  let rows: string[][];
  try {
    rows = parse(text, {
      bom: true,
      comment: "#",
      comment_no_infix: true,
      delimiter: [",", ";", "\t"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { problems: [`${name} is not a table: ${error.message}`] };
  }
  const [head, ...body] = rows;
  if (head === undefined || body.length === 0) return { problems: [`${name} holds no parts`] };
  const columns = head.map((heading) => columnOf(heading));
  if (!columns.includes("value")) {
    const nearest = head.find((heading) => nearestWord(heading.toLowerCase(), ["value"]) !== undefined);
    const hint = nearest === undefined ? "" : ` (is it "${nearest}"?)`;
    return { problems: [`${name} has no column "value"${hint}: its headings are ${head.join(", ")}`] };
  }
  const problems: string[] = [];
  const offers = body.flatMap((cells, index) => {
    const read = readRow(columns, cells);
    if ("problem" in read) problems.push(`${name}, row ${index + 2}: ${read.problem}`);
    return "problem" in read ? [] : [read];
  });
  return problems.length > 0 ? { problems } : { name, offers };
}

function columnOf(heading: string): Column | undefined {
  const key = heading.toLowerCase().replaceAll(/[\s_#-]|\(.*\)/g, "");
  return Object.hasOwn(headings, key) ? headings[key as keyof typeof headings] : undefined;
}

function readRow(
  columns: readonly (Column | undefined)[],
  cells: readonly string[],
): (Offer & { readonly kind: PartKind }) | { readonly problem: string } {
  const cell = (column: Column): string => cells[columns.indexOf(column)] ?? "";
  const value = parsePartValue(cell("value"));
  if (value === undefined) return { problem: `"${cell("value")}" is no value` };
  const word = cell("kind");
  const named = kindWords[word.toLowerCase()];
  if (word !== "" && named === undefined) return { problem: `"${word}" is no kind of part: R, C or L` };
  const kind = named ?? value.kind;
  if (kind === undefined)
    return {
      problem: `${cell("value")} has no unit and there is no kind: is it a resistor, capacitor or inductor?`,
    };
  if (named !== undefined && value.kind !== undefined && value.kind !== named)
    return { problem: `${cell("value")} is the value of a ${value.kind}, not of a ${named}` };

  const properties: Record<string, number | string> = {};
  for (const column of ["tol", "esr", "esl", "dcr", "q", "qf", "srf", "power", "voltage"] as const) {
    const text = cell(column);
    if (text === "") continue;
    const number = column === "tol" ? readPercent(text) : readQuantity(text);
    if (number === undefined) return { problem: `"${text}" is no ${column}` };
    properties[column] = number;
  }
  if ("q" in properties !== "qf" in properties)
    return { problem: "q and qf belong together: a quality factor holds at one frequency" };
  if (cell("package") !== "") properties["package"] = cell("package");
  const price = cell("price") === "" ? undefined : Number(cell("price").replace(/^[^\d.]+/, ""));
  if (price !== undefined && !(price >= 0)) return { problem: `"${cell("price")}" is no price` };
  return {
    kind,
    value: value.value,
    properties,
    ...(price === undefined ? {} : { price }),
    ...(cell("stockCode") === "" ? {} : { stockCode: cell("stockCode") }),
    ...(cell("footprint") === "" ? {} : { footprint: cell("footprint") }),
  };
}

/** `5%` or `5`. */
function readPercent(text: string): number | undefined {
  const number = Number(text.replace(/\s*%$/, "").replace(/^[±]/, ""));
  return number >= 0 && number < 100 ? number / 100 : undefined;
}

/** `0.1`, `10m`, `80MHz`, `1/4` is none. */
function readQuantity(text: string): number | undefined {
  return parsePartValue(text.replace(/\s*(?:Hz|W|V|Ohm|Ω|H)$/i, ""))?.value;
}
