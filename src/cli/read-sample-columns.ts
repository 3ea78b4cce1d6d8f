import { dirname, relative, resolve } from "node:path";
import type { SampleColumns } from "../generator/layered-task.ts";
import { csvNumber } from "../goal/csv-text.ts";
import type { DataTable } from "../goal/data/data-table.ts";
import { parseCsvData } from "../goal/data/parse-csv-data.ts";
import { parseJsonData } from "../goal/data/parse-json-data.ts";
import { decodeText } from "../source/decode-text.ts";
import { describeFileError, type Io } from "./io.ts";

/** The columns of a sample file, or why it cannot be used. */
export type ReadSampleColumns =
  | { readonly ok: true; readonly samples: SampleColumns; readonly leftOut: readonly string[] }
  | { readonly ok: false; readonly error: string };

/**
 * Read which columns of a file of samples are inputs (all of numbers but `label`) and which classes the label names: numbers in ascending order,
 * words alphabetically, as `@classify` takes them.
 *
 * @param netlist the file that will name it; `-` is standard output.
 */
export function readSampleColumns(file: string, label: string, netlist: string, io: Io): ReadSampleColumns {
  const path = resolve(io.cwd, file);
  let text: string;
  try {
    text = decodeText(io.files.readFile(path)).text;
  } catch (error) {
    return { ok: false, error: `${file} cannot be read: ${describeFileError(error)}` };
  }
  const source = { name: file, text };
  const table = /\.json$/i.test(file) ? parseJsonData(source) : parseCsvData(source);
  if ("reason" in table) return { ok: false, error: `${file} is no table of samples: ${table.reason}` };
  const labelColumn = table.columns.findIndex((name) => name.toLowerCase() === label.trim().toLowerCase());
  if (labelColumn < 0)
    return { ok: false, error: `${file} has no column ${label}; it has ${table.columns.join(", ")}` };
  const others = table.columns.filter((_, column) => column !== labelColumn);
  const inputs = others.filter((name) => isNumeric(table, table.columns.indexOf(name)));
  const folder = netlist === "-" ? io.cwd : dirname(resolve(io.cwd, netlist));
  const classes = new Set(cellsOf(table, labelColumn).map((cell) => String(cell ?? "").trim()));
  return {
    ok: true,
    samples: {
      file: relative(folder, path).replaceAll("\\", "/"),
      inputs,
      label: table.columns[labelColumn]!,
      classes: sortClasses([...classes].filter((name) => name !== "")),
    },
    leftOut: others.filter((name) => !inputs.includes(name)),
  };
}

function cellsOf(table: DataTable, column: number): readonly ReturnType<DataTable["cell"]>[] {
  return Array.from({ length: table.count }, (_, sample) => table.cell(sample, column));
}

function isNumeric(table: DataTable, column: number): boolean {
  return cellsOf(table, column).every((cell) =>
    typeof cell === "string" ? csvNumber(cell) !== undefined : typeof cell === "number",
  );
}

function sortClasses(classes: readonly string[]): readonly string[] {
  const areNumbers = classes.every((name) => Number.isFinite(Number(name)));
  return classes.toSorted((a, b) => (areNumbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0));
}
