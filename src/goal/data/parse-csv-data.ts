import type { SourceText } from "../../source/source-text.ts";
import { csvCellSpan, csvHeader, csvLineSpan, readCsvRows } from "../csv-text.ts";
import type { DataTable, DataTrouble } from "./data-table.ts";

/**
 * Read a CSV text as samples, one a line. A first line that is not all numbers names the columns; without one they are numbered from 1.
 * Every line must have as many cells as the first.
 */
export function parseCsvData(source: SourceText): DataTable | DataTrouble {
  const rows = readCsvRows(source);
  if ("reason" in rows) return rows;
  const header = csvHeader(rows);
  const body = header === undefined ? rows : rows.slice(1);
  const width = rows[0]?.cells.length ?? 0;
  const ragged = body.find(({ cells }) => cells.length !== width);
  if (ragged !== undefined) {
    return {
      span: csvLineSpan(source, ragged.line),
      reason: `this line has ${ragged.cells.length} cells, the first one ${width}`,
      hint:
        ragged.cells.length < width
          ? "complete the line, or leave the sample out"
          : "put a cell that holds the separator in quotes, or part all cells by semicolons; numbers have a decimal point",
    };
  }
  return {
    source,
    columns: header ?? Array.from({ length: width }, (_, column) => String(column + 1)),
    count: body.length,
    cell: (sample, column) => body[sample]!.cells[column] || undefined,
    spanOf: (sample, column) => csvCellSpan(source, body[sample]!.line, body[sample]!.cells[column] ?? ""),
  };
}
