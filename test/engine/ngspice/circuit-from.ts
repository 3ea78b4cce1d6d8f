import { parseNetlist } from "../../../src/ast/parse-netlist.ts";
import type { Circuit } from "../../../src/circuit/circuit.ts";
import { elaborate } from "../../../src/circuit/elaborate.ts";
import type { SourceText } from "../../../src/source/source-text.ts";

/** The circuit of a deck without title and `.end`; files are given by name. */
export function circuitFrom(deck: string, files: ReadonlyMap<string, string> = new Map()): Circuit {
  const source: SourceText = { name: "test.cir", text: `title\n${deck}\n.end\n` };
  const checked = elaborate(parseNetlist(source).netlist, {
    readInclude: (name) => {
      const text = files.get(name);
      return text === undefined
        ? { kind: "missing", reason: "there is no such file here" }
        : { kind: "text", source: { name, text } };
    },
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.diagnostics.map(({ message }) => message)));
  return checked.value;
}
