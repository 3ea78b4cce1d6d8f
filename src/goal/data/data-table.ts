import type { SourceText, Span } from "../../source/source-text.ts";

/** What stands at one place of a data file: a number, a word, or a whole waveform; undefined where nothing stands. */
export type DataCell = string | number | readonly number[] | undefined;

/** A data file as rows of samples. */
export interface DataTable {
  readonly source: SourceText;
  /** Column names in the order of the file; their numbers from 1 where it has no header. */
  readonly columns: readonly string[];
  /** Number of samples. */
  readonly count: number;
  cell(sample: number, column: number): DataCell;
  /** Where a cell stands, or the closest place that can be told. */
  spanOf(sample: number, column: number): Span;
}

/** What keeps a file from being a data table, and where. */
export interface DataTrouble {
  readonly span: Span;
  readonly reason: string;
  /** What to do about it, where that can be told. */
  readonly hint?: string;
}
