import type { Collector } from "../diagnostic/collector.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import type { SourceText, Span } from "../source/source-text.ts";
import {
  type CsvRow,
  csvCellSpan,
  csvHeader,
  csvLineSpan,
  csvNumber,
  findCsvColumn,
  readCsvRows,
} from "./csv-text.ts";
import type { Table } from "./table.ts";

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
  const rows = readCsvRows(source);
  if ("reason" in rows) {
    const related = [{ message: "read here", span: at }];
    collector.report("goal/table-syntax", rows.span, { reason: rows.reason }, { related });
    return undefined;
  }
  const header = csvHeader(rows);
  const body = header === undefined ? rows : rows.slice(1);
  if (body.length === 0) {
    collector.report("goal/table-empty", at, { file: source.name });
    return undefined;
  }
  const index = findCsvColumn(header, body[0]!.cells.length, column?.text ?? "2");
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

function readPoints(
  source: SourceText,
  rows: readonly CsvRow[],
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
      const value = csvNumber(cell);
      if (value !== undefined) return value;
      sound = false;
      collector.report(
        "goal/table-number",
        csvCellSpan(source, line, cell),
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
      csvLineSpan(source, second!),
      { x: points[k]!.x },
      {
        related: [{ message: "first given here", span: csvLineSpan(source, first!) }, ...related],
      },
    );
  }
  if (!sound) return undefined;
  return { x: Float64Array.from(points, ({ x }) => x), y: Float64Array.from(points, ({ y }) => y) };
}
