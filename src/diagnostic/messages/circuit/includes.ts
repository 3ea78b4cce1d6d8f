import { type MessageDefinition, message } from "../../message-table.ts";
import { didYouMean } from "../did-you-mean.ts";

/** Files that the deck includes. */
export const includeMessages = {
  "circuit/missing-include": message({
    severity: "error",
    text: ({ file, reason }: { file: string; reason: string }) => `cannot read "${file}": ${reason}`,
    hint: () => "the path is taken from the folder of the file that names it",
    explanation: "A file that `.include` or `.lib` names could not be read.",
    example: "title\n.include nowhere.inc\nV1 a 0 1\nR1 a 0 1k\n.op\n.end\n",
  }),
  "circuit/forbidden-include": message({
    severity: "error",
    text: ({ file, reason }: { file: string; reason: string }) => `"${file}" is not read: ${reason}`,
    hint: () => "allow its folder with -I <folder>",
    explanation: "Only files in the netlist's own folder and in folders given by `-I` are read.",
    example: "title\n.include /etc/passwd\nV1 a 0 1\nR1 a 0 1k\n.op\n.end\n",
  }),
  "circuit/include-not-read": message({
    severity: "warning",
    text: ({ file, reason }: { file: string; reason: string }) =>
      `"${file}" is not read, so what it defines is unknown: ${reason}`,
    hint: () => "allow its folder with -I <folder>",
    explanation:
      "While checking, a file that may not be read is only warned of. Running the netlist needs it.",
    example: "title\n.include /etc/passwd\nV1 a 0 1\nR1 a 0 1k\n.op\n.end\n",
  }),
  "circuit/include-cycle": message({
    severity: "error",
    text: ({ path }: { path: readonly string[] }) => `this file includes itself: ${path.join(" -> ")}`,
    explanation: "Files that include each other in a circle, or more than 40 levels deep, are refused.",
    example: "title\n.include self.inc\nV1 a 0 1\nR1 a 0 1k\n.op\n.end\n",
  }),
  "circuit/missing-section": message({
    severity: "error",
    text: ({ section, file }: { section: string; file: string; nearest?: string | undefined }) =>
      `${file} has no section "${section}"`,
    hint: didYouMean,
    explanation: "`.lib file section` reads the part of a file between `.lib section` and `.endl`.",
    example: "title\n.lib parts.lib fast\nV1 a 0 1\nR1 a 0 1k\n.op\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
