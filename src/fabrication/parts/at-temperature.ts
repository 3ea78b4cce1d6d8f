import type { Netlist } from "../../ast/netlist.ts";
import { walkStatements } from "../../ast/walk.ts";
import type { SourceText } from "../../source/source-text.ts";
import { applyEdits, type TextEdit } from "../../source/text-edit.ts";

/** The netlist's text with its temperature set [°C]: `.temp` cards and `temp=` options give way to one card before `.end`. */
export function setTemperature({ source, statements }: Netlist, celsius: number): SourceText {
  const edits: TextEdit[] = [];
  walkStatements({ source, statements }, (statement) => {
    if (statement.kind === "temp") edits.push({ span: statement.span, replacement: "* (temperature)" });
    if (statement.kind !== "options") return;
    for (const { name, span } of statement.assignments)
      if (name.key === "temp") edits.push({ span, replacement: "" });
  });
  const end = statements.find((statement) => statement.kind === "end");
  const place = end?.span.start ?? source.text.length;
  edits.push({ span: { source, start: place, end: place }, replacement: `\n.temp ${celsius}\n` });
  return { name: source.name, text: applyEdits(source.text, edits) };
}
