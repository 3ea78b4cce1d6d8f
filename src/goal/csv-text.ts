import { CsvError, type Options, parse } from "csv-parse/sync";
import { parseSpiceNumber } from "../numeric/spice-number.ts";
import type { SourceText, Span } from "../source/source-text.ts";

/** One line of a CSV text with its number (from 1). */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** What keeps a text from being CSV. */
export interface CsvTrouble {
  readonly span: Span;
  readonly reason: string;
}

/** The rows of a CSV text: semicolons, tabs or commas part the cells, `#` begins a remark, empty lines do not count. */
export function readCsvRows(source: SourceText): readonly CsvRow[] | CsvTrouble {
  try {
    const options: Options = {
      bom: true,
      comment: "#",
      delimiter: findSeparator(source.text),
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
    const open = error.code === "CSV_QUOTE_NOT_CLOSED" ? findOpenQuote(source.text) : undefined;
    const found = typeof error["lines"] === "number" ? error["lines"] : 1;
    const line = open === undefined ? found : source.text.slice(0, open).split("\n").length;
    return { span: csvLineSpan(source, line), reason: csvReason(error) };
  }
}

/**
 * What parts the cells: the first of semicolon, tab and comma that stands in the first line, outside of quotes. So a comma may stand in a
 * label, or as a decimal sign that is then no number, where semicolons or tabs part the cells.
 */
function findSeparator(text: string): string {
  const lines = text.split(/\r?\n|\r/).map((line) => line.replaceAll(/"[^"]*"/g, "").replace(/#.*/, ""));
  const first = lines.find((line) => line.replace("\ufeff", "").trim() !== "") ?? "";
  return [";", "\t"].find((separator) => first.includes(separator)) ?? ",";
}

/** Where the quote stands that is never closed. */
function findOpenQuote(text: string): number | undefined {
  let open: number | undefined;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1))
    open = open === undefined ? at : undefined;
  return open;
}

/** The first row as column names where it is not all numbers. */
export function csvHeader(rows: readonly CsvRow[]): readonly string[] | undefined {
  return rows[0]?.cells.some((cell) => csvNumber(cell) === undefined) ? rows[0].cells : undefined;
}

/** The SPICE number in a cell; undefined where it holds none. */
export function csvNumber(cell: string): number | undefined {
  const value = parseSpiceNumber(cell)?.value;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** Index of a column by its name, whatever the case, or by its number from 1; undefined where there is none. */
export function findCsvColumn(
  header: readonly string[] | undefined,
  count: number,
  wanted: string,
): number | undefined {
  const key = wanted.trim().toLowerCase();
  const named = header?.findIndex((name) => name.toLowerCase() === key) ?? -1;
  if (named >= 0) return named;
  const number = /^\d+$/.test(key) ? Number(key) : 0;
  return number >= 1 && number <= count ? number - 1 : undefined;
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

/** A whole line (from 1) without its line end; the last one for numbers beyond. */
export function csvLineSpan(source: SourceText, line: number): Span {
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

/** The first place in a line where a cell's text stands; the whole line where that is not found. */
export function csvCellSpan(source: SourceText, line: number, cell: string): Span {
  const whole = csvLineSpan(source, line);
  const offset = cell === "" ? -1 : source.text.slice(whole.start, whole.end).indexOf(cell);
  return offset < 0
    ? whole
    : { source, start: whole.start + offset, end: whole.start + offset + cell.length };
}
