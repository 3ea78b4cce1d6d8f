import { type MessageDefinition, message } from "../message-table.ts";

/** Messages of files and command-line input. */
export const inputMessages = {
  "input/not-utf8": message({
    severity: "warning",
    text: ({ encoding }: { encoding: string }) =>
      `the file is ${encoding}, and ngspice refuses cards with letters that are not UTF-8`,
    hint: () => "save it as UTF-8; it is read and written here as it is",
    explanation:
      "Older editors write µ or Ω as one byte, LTspice writes files of two bytes a letter. Such files are read, trained and written back in their own encoding, but ngspice by itself takes such letters in comments alone.",
    example: "title\nR_ä a 0 1k\n* … in a file whose ä is the single byte E4\n.end\n",
  }),
} as const satisfies Record<string, MessageDefinition<never>>;
