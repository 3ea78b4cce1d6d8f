import type { SourceText } from "../source/source-text.ts";

/** The text of a file that a netlist names, or why it cannot be had. */
export type TableResult =
  | { readonly kind: "text"; readonly source: SourceText }
  | { readonly kind: "missing" | "forbidden"; readonly reason: string };

/** The bytes of a file that a data file names, or why they cannot be had. */
export type BytesResult =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "missing" | "forbidden"; readonly reason: string };

/** Reads the text of `table("file")` and of data files; `from` is the text that names it. */
export interface TableHost {
  readTable(file: string, from: SourceText): TableResult;
  /** Reads sound files that a data file names; where it is absent there are none. */
  readBytes?(file: string, from: SourceText): BytesResult;
}
