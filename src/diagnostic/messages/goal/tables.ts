import { type MessageDefinition, message } from "../../message-table.ts";
import { deck } from "./example-deck.ts";

/** Tables that goals are compared with. */
export const goalTableMessages = {
  "goal/table-missing": message({
    severity: "error",
    text: ({ file, reason }: { file: string; reason: string }) =>
      `the table "${file}" cannot be read: ${reason}`,
    explanation: "table(…) names a CSV file relative to the netlist.",
    example: deck('mag(v(out)) = table("no-such-file.csv")'),
  }),
  "goal/table-forbidden": message({
    severity: "error",
    text: ({ file, reason }: { file: string; reason: string }) =>
      `the table "${file}" is not read: ${reason}`,
    explanation: "Files outside the netlist's folder and the -I folders are not read.",
    example: deck('mag(v(out)) = table("/etc/hostname")'),
  }),
  "goal/table-syntax": message({
    severity: "error",
    text: ({ reason }: { reason: string }) => `malformed CSV: ${reason}`,
    explanation: "A table is a text of lines whose cells are parted by commas, semicolons or tabs.",
    example: deck('mag(v(out)) = table("quote-left-open.csv")'),
  }),
  "goal/table-number": message({
    severity: "error",
    text: ({ cell, column }: { cell: string; column: number }) =>
      cell === "" ? `column ${column} is empty here` : `"${cell}" in column ${column} is not a number`,
    explanation: "Below the header, the first column and the one that is read hold numbers only.",
    example: deck('mag(v(out)) = table("word-among-numbers.csv")'),
  }),
  "goal/table-repeated": message({
    severity: "error",
    text: ({ x }: { x: number }) => `a second row for ${x}`,
    explanation: "A table gives one value for each value of its first column.",
    example: deck('mag(v(out)) = table("repeated-row.csv")'),
  }),
  "goal/table-empty": message({
    severity: "error",
    text: ({ file }: { file: string }) => `the table "${file}" holds no rows`,
    explanation: "A table needs at least one row of numbers.",
    example: deck('mag(v(out)) = table("header-only.csv")'),
  }),
  "goal/table-column": message({
    severity: "error",
    text: ({
      file,
      column,
    }: {
      file: string;
      column: string;
      columns: string;
      nearest?: string | undefined;
    }) => `the table "${file}" has no column ${column}`,
    hint: ({ columns, nearest }) =>
      nearest === undefined ? `it has ${columns}` : `did you mean ${nearest}?`,
    explanation:
      "A column is named by the header or by its number, counted from 1; the second is the default.",
    example: deck('mag(v(out)) = table("response.csv", "gian")'),
  }),
  "goal/table-range": message({
    severity: "error",
    text: ({ at, first, last }: { at: number; first: number; last: number }) =>
      `the goal needs this table at ${at}, but it runs from ${first} to ${last}`,
    hint: () => "restrict the goal with `from … to …`, or extend the table",
    explanation: "A table is interpolated between its points and never continued beyond them.",
    example: deck('mag(v(out)) = table("response.csv")'),
  }),
} as const satisfies Record<`goal/${string}`, MessageDefinition<never>>;
