import { walkStatements } from "../ast/walk.ts";
import { spanText } from "../source/source-text.ts";
import type { Compilation } from "../training/compile.ts";

/** The lines of the netlist that hold directives, as they stand there; those behind an element with the element. */
export function directiveTexts({ netlist }: Compilation): readonly string[] {
  const texts: string[] = [];
  walkStatements(netlist, (statement) => {
    const holds =
      statement.kind === "directive" || (statement.kind === "element" && statement.inline.length > 0);
    if (holds) texts.push(spanText(statement.span).trim());
  });
  return texts;
}
