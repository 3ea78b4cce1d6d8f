import type { Netlist } from "../ast/netlist.ts";
import { parseNetlist } from "../ast/parse-netlist.ts";
import { createCollector } from "../diagnostic/collector.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { MessageDefinition } from "../diagnostic/message-table.ts";
import { type MessageCode, messages } from "../diagnostic/messages.ts";
import type { SourceText } from "../source/source-text.ts";
import { type CompileHost, compile } from "./compile.ts";

/**
 * Everything that is wrong or doubtful about a netlist that need not run: what only a run lacks (a model, a file outside the folders that
 * may be read, ground in a library of parts) is a warning.
 *
 * A list of the parts of a board, which KiCad writes in the form of a netlist, is one warning and no error: it was never meant to be simulated.
 */
export function checkNetlist(source: SourceText, host: CompileHost): readonly Diagnostic[] {
  const { netlist } = parseNetlist(source);
  const { diagnostics } = compile(source, { ...host, requireIncludes: false });
  if (isPartsList(netlist)) return describePartsList(netlist, diagnostics);
  return diagnostics.map((diagnostic) => (onlyToRun(diagnostic.code) ? asWarning(diagnostic) : diagnostic));
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

function asWarning(diagnostic: Diagnostic): Diagnostic {
  return isError(diagnostic) ? { ...diagnostic, severity: "warning" } : diagnostic;
}

function onlyToRun(code: string): boolean {
  const definition: MessageDefinition<never> = messages[code as MessageCode];
  return definition.onlyToRun === true;
}

/** A deck titled by KiCad in which nothing is asked to be simulated. */
function isPartsList({ statements }: Netlist): boolean {
  const title = statements.find(({ kind }) => kind === "title");
  return (
    title?.kind === "title" &&
    /^\.title\s+kicad schematic$/i.test(title.text) &&
    statements.every(({ kind }) => kind !== "analysis" && kind !== "control" && kind !== "directive")
  );
}

function describePartsList(
  { source, statements }: Netlist,
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  const count = found.filter(isError).length;
  if (count === 0) return found;
  const collector = createCollector();
  collector.report("circuit/parts-list", statements[0]?.span ?? { source, start: 0, end: 0 }, { count });
  return [...collector.diagnostics, ...found.map(asWarning)];
}
