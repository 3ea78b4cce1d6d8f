import type { SourceText, Span } from "../../source/source-text.ts";
import type { DataCell, DataTable, DataTrouble } from "./data-table.ts";
import { type JsonPlace, locateJson } from "./locate-json.ts";

/**
 * Read a JSON text as samples: a list of objects, `[{"x": 1, "y": 2}, …]`, or an object of columns, `{"x": [1, …], "y": [2, …]}`. A cell is
 * a number, a text, or a list of numbers (a waveform).
 */
export function parseJsonData(source: SourceText): DataTable | DataTrouble {
  const whole: Span = { source, start: 0, end: firstLineEnd(source.text) };
  const refuse = (reason: string, span: Span = whole): DataTrouble => ({ span, reason });
  let parsed: unknown;
  try {
    parsed = JSON.parse(source.text);
  } catch (error) {
    // The position stands in some of the messages of JSON.parse only; the others quote the place.
    const message = error instanceof Error ? error.message.replaceAll(/\s+/g, " ") : "";
    const position = /position (\d+)/.exec(message)?.[1];
    const reason = `this is not JSON: ${message}`;
    if (position === undefined) return refuse(reason);
    const start = Math.min(Number(position), Math.max(source.text.length - 1, 0));
    return refuse(reason, { source, start, end: Math.min(start + 1, source.text.length) });
  }
  const isList = Array.isArray(parsed);
  const placeOf = (...path: readonly (string | number)[]): Span => ({
    source,
    ...firstLineOf(source.text, locateJson(source.text, path)),
  });
  const cellPlace = (sample: number, name: string): Span =>
    isList ? placeOf(sample, name) : placeOf(name, sample);
  const columns = Array.isArray(parsed) ? readObjects(parsed) : readColumns(parsed);
  if ("reason" in columns) return refuse(columns.reason, placeOf(...columns.path));
  const names = [...columns.keys()];
  const count = columns.get(names[0] ?? "")?.length ?? 0;
  for (const [name, cells] of columns) {
    if (cells.length !== count)
      return refuse(`column ${name} has ${cells.length} values, column ${names[0]} ${count}`, placeOf(name));
    const strange = cells.findIndex((cell) => !isCell(cell));
    if (strange >= 0)
      return refuse(
        `sample ${strange + 1} of column ${name} is no number, text or list of numbers`,
        cellPlace(strange, name),
      );
  }
  return {
    source,
    columns: names,
    count,
    cell: (sample, column) => (columns.get(names[column]!)![sample] ?? undefined) as DataCell,
    spanOf: (sample, column) => cellPlace(sample, names[column]!),
  };
}

type Columns = ReadonlyMap<string, readonly unknown[]>;

/** Why a value is no data, and where it stands. */
interface Oddity {
  readonly reason: string;
  readonly path: readonly (string | number)[];
}

function readObjects(samples: readonly unknown[]): Columns | Oddity {
  const names = new Set<string>();
  for (const [index, sample] of samples.entries()) {
    if (!isObject(sample)) return { reason: `sample ${index + 1} is not an object`, path: [index] };
    for (const name of Object.keys(sample)) names.add(name);
  }
  return new Map(
    [...names].map((name) => [name, samples.map((sample) => (sample as Record<string, unknown>)[name])]),
  );
}

function readColumns(parsed: unknown): Columns | Oddity {
  if (!isObject(parsed))
    return { reason: "a data file is a list of samples or an object of columns", path: [] };
  const entries = Object.entries(parsed);
  const odd = entries.find(([, cells]) => !Array.isArray(cells));
  if (odd !== undefined) return { reason: `column ${odd[0]} is not a list`, path: [odd[0]] };
  return new Map(entries as [string, readonly unknown[]][]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCell(cell: unknown): boolean {
  if (cell === undefined || cell === null || typeof cell === "string") return true;
  if (Array.isArray(cell)) return cell.every((value) => Number.isFinite(value));
  return typeof cell === "number";
}

/** A place up to the end of its first line. */
function firstLineOf(text: string, { start, end }: JsonPlace): JsonPlace {
  return { start, end: Math.min(end, firstLineEnd(text, start)) };
}

function firstLineEnd(text: string, start = 0): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}
