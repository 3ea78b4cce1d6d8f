import { CsvError, type Options, parse } from "csv-parse/sync";
import type { Collector } from "../diagnostic/collector.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { parseSpiceNumber } from "../numeric/spice-number.ts";
import type { SourceText, Span } from "../source/source-text.ts";
import type { Table } from "./table.ts";

/** One line of a CSV text with its number (from 1). */
interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Read one column of a CSV text as a function of its first column. A first row that is not all numbers is a header; the column is
 * named by it, or by its number from 1 (default: 2). Cells are SPICE numbers; commas, semicolons or tabs part them; `#` begins a
 * remark. Rows may come in any order of the axis, which must not repeat.
 *
 * @param at where the netlist asks for the table, for messages about it.
 * @returns undefined when something is wrong, which was reported: inside the CSV where that is where it stands.
 */
export function parseTable(
  source: SourceText,
  column: { readonly text: string; readonly span: Span } | undefined,
  at: Span,
  collector: Collector,
): Table | undefined {
  const rows = readRows(source, at, collector);
  if (rows === undefined) return undefined;
  const header = rows[0]?.cells.some((cell) => toNumber(cell) === undefined) ? rows[0].cells : undefined;
  const body = header === undefined ? rows : rows.slice(1);
  if (body.length === 0) {
    collector.report("goal/table-empty", at, { file: source.name });
    return undefined;
  }
  const index = findColumn(header, body[0]!.cells.length, column?.text);
  if (index === undefined) {
    collector.report("goal/table-column", column?.span ?? at, {
      file: source.name,
      column: column?.text ?? "2",
      columns: header?.join(", ") ?? `1 to ${body[0]!.cells.length}`,
      nearest: column && nearestWord(column.text, header ?? []),
    });
    return undefined;
  }
  return readPoints(source, body, index, at, collector);
}

function readRows(source: SourceText, at: Span, collector: Collector): readonly Row[] | undefined {
  try {
    const options: Options = {
      bom: true,
      comment: "#",
      delimiter: [",", ";", "\t"],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    };
    // With `info` a record comes with its place, which the declared types do not say.
    const records = parse(source.text, options) as unknown as readonly {
      readonly record: readonly string[];
      readonly info: { readonly lines: number };
    }[];
    return records.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : 1;
    const related = [{ message: "read here", span: at }];
    collector.report("goal/table-syntax", lineSpan(source, line), { reason: csvReason(error) }, { related });
    return undefined;
  }
}

/** What is wrong in our words; the codes are those of csv-parse. */
function csvReason({ code }: CsvError): string {
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return "a quote is never closed";
    case "CSV_INVALID_CLOSING_QUOTE":
      return "text follows a closing quote";
    case "INVALID_OPENING_QUOTE":
      return "a quote opens in the middle of a cell";
    default:
      return "this line is not CSV";
  }
}

function findColumn(
  header: readonly string[] | undefined,
  count: number,
  wanted: string | undefined,
): number | undefined {
  const key = wanted?.trim().toLowerCase();
  const named = key === undefined ? -1 : (header?.findIndex((name) => name.toLowerCase() === key) ?? -1);
  if (named >= 0) return named;
  const number = key === undefined ? 2 : /^\d+$/.test(key) ? Number(key) : 0;
  return number >= 1 && number <= count ? number - 1 : undefined;
}

function readPoints(
  source: SourceText,
  rows: readonly Row[],
  column: number,
  at: Span,
  collector: Collector,
): Table | undefined {
  const related = [{ message: "read here", span: at }];
  const points: { x: number; y: number; line: number }[] = [];
  let sound = true;
  for (const { cells, line } of rows) {
    const [x, y] = [0, column].map((index) => {
      const cell = cells[index] ?? "";
      const value = toNumber(cell);
      if (value !== undefined) return value;
      sound = false;
      collector.report(
        "goal/table-number",
        cellSpan(source, line, cell),
        { cell, column: index + 1 },
        { related },
      );
      return Number.NaN;
    });
    points.push({ x: x!, y: y!, line });
  }
  if (!sound) return undefined;
  points.sort((a, b) => a.x - b.x);
  for (let k = 1; k < points.length; k++) {
    if (points[k]!.x !== points[k - 1]!.x) continue;
    sound = false;
    const [first, second] = [points[k - 1]!.line, points[k]!.line].sort((a, b) => a - b);
    collector.report(
      "goal/table-repeated",
      lineSpan(source, second!),
      { x: points[k]!.x },
      {
        related: [{ message: "first given here", span: lineSpan(source, first!) }, ...related],
      },
    );
  }
  if (!sound) return undefined;
  return { x: Float64Array.from(points, ({ x }) => x), y: Float64Array.from(points, ({ y }) => y) };
}

function toNumber(cell: string): number | undefined {
  const value = parseSpiceNumber(cell)?.value;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** A whole line (from 1) without its line end; the last one for numbers beyond. */
function lineSpan(source: SourceText, line: number): Span {
  let start = 0;
  for (let k = 1; k < line; k++) {
    const next = source.text.indexOf("\n", start);
    if (next < 0 || next + 1 >= source.text.length) break;
    start = next + 1;
  }
  const end = source.text.indexOf("\n", start);
  const stop = end < 0 ? source.text.length : end;
  return { source, start, end: source.text[stop - 1] === "\r" && stop > start ? stop - 1 : stop };
}

function cellSpan(source: SourceText, line: number, cell: string): Span {
  const whole = lineSpan(source, line);
  const offset = cell === "" ? -1 : source.text.slice(whole.start, whole.end).indexOf(cell);
  return offset < 0
    ? whole
    : { source, start: whole.start + offset, end: whole.start + offset + cell.length };
}
