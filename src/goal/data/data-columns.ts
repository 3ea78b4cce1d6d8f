import type { Name } from "../../ast/expression.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { Span } from "../../source/source-text.ts";
import { csvNumber } from "../csv-text.ts";
import type { DataTable } from "./data-table.ts";

/** The columns of a data set by name. What is wrong with one is reported, and its reader returns undefined. */
export interface DataColumns {
  readonly table: DataTable;
  /** Index of a column; a name that does not exist is reported. */
  find(column: Name): number | undefined;
  /** Numbers of a column for the samples in use; NaN elsewhere. The same array for the same column. */
  numbers(column: Name, used: Int32Array): Float64Array | undefined;
  /** Texts of a column for the samples in use; empty elsewhere. */
  texts(column: Name, used: Int32Array): readonly string[] | undefined;
}

/** How many wrong cells of a column are shown; the rest is counted. */
const MOST_SHOWN = 3;

/** Open the columns of a table. `at`: where the netlist names the file. */
export function openColumns(table: DataTable, at: Span, collector: Collector): DataColumns {
  const known = new Map<number, Float64Array>();

  const find = (column: Name): number | undefined => {
    const key = column.text.trim().toLowerCase();
    const [index, ...others] = table.columns.flatMap((name, at) => (name.toLowerCase() === key ? [at] : []));
    if (others.length > 0) {
      const reason = `"${table.source.name}" has ${others.length + 1} columns named ${column.text}`;
      collector.report("goal/data-syntax", column.span, { reason });
      return undefined;
    }
    if (index !== undefined) return index;
    collector.report("goal/data-column", column.span, {
      name: column.text,
      file: table.source.name,
      columns: table.columns.slice(0, 12).join(", "),
      nearest: nearestWord(column.text, table.columns),
    });
    return undefined;
  };

  /** Report the cells that are not what is wanted; true when there are none. */
  const refuse = (wrong: readonly number[], column: number, wanted: string): boolean => {
    const related = [{ message: "read here", span: at }];
    for (const sample of wrong.slice(0, MOST_SHOWN)) {
      const cell = table.cell(sample, column);
      const found = typeof cell === "object" ? "a list" : cell === undefined ? undefined : `"${cell}"`;
      const more = sample === wrong[MOST_SHOWN - 1] ? wrong.length - MOST_SHOWN : 0;
      collector.report(
        "goal/data-value",
        table.spanOf(sample, column),
        { sample: sample + 1, column: table.columns[column]!, found, wanted, more },
        { related },
      );
    }
    return wrong.length === 0;
  };

  return {
    table,
    find,
    numbers(column, used) {
      const index = find(column);
      if (index === undefined) return undefined;
      const ready = known.get(index);
      if (ready !== undefined) return ready;
      const values = new Float64Array(table.count).fill(Number.NaN);
      for (const sample of used) values[sample] = numberOf(table.cell(sample, index));
      const wrong = [...used].filter((sample) => !Number.isFinite(values[sample]!));
      if (!refuse(wrong, index, "a number")) return undefined;
      known.set(index, values);
      return values;
    },
    texts(column, used) {
      const index = find(column);
      if (index === undefined) return undefined;
      const values = new Array<string>(table.count).fill("");
      for (const sample of used) {
        const cell = table.cell(sample, index);
        if (typeof cell === "string" || typeof cell === "number") values[sample] = String(cell);
      }
      const wrong = [...used].filter((sample) => values[sample] === "");
      return refuse(wrong, index, "a word or a number") ? values : undefined;
    },
  };
}

function numberOf(cell: ReturnType<DataTable["cell"]>): number {
  if (typeof cell === "number") return cell;
  return typeof cell === "string" ? (csvNumber(cell) ?? Number.NaN) : Number.NaN;
}
