import type { Netlist } from "../ast/netlist.ts";
import { parseNetlist } from "../ast/parse-netlist.ts";
import { elaborate } from "../circuit/elaborate.ts";
import { createCollector } from "../diagnostic/collector.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { MessageDefinition } from "../diagnostic/message-table.ts";
import { type MessageCode, messages } from "../diagnostic/messages.ts";
import { type SourceText, type Span, spanText } from "../source/source-text.ts";
import { type CompileHost, compile } from "./compile.ts";

/**
 * Everything that is wrong or doubtful about a netlist that need not run: what only a run lacks (a model, a file outside the folders that
 * may be read, ground in a library of parts) is a warning. Where the text has errors, missing files and names are reported beside them.
 *
 * A list of the parts of a board, which KiCad writes in the form of a netlist, is one warning and no error: it was never meant to be simulated.
 */
export function checkNetlist(source: SourceText, host: CompileHost): readonly Diagnostic[] {
  const { netlist, diagnostics: syntax } = parseNetlist(source);
  const { diagnostics } = compile(source, { ...host, requireIncludes: false });
  const errors = syntax.filter(isError);
  const all = errors.length === 0 ? diagnostics : [...diagnostics, ...findMissing(netlist, errors, host)];
  if (isPartsList(netlist)) return describePartsList(netlist, all);
  return all.map((diagnostic) => (onlyToRun(diagnostic.code) ? asWarning(diagnostic) : diagnostic));
}

/** What is missing whatever else is wrong. */
const independentCodes: ReadonlySet<string> = new Set<MessageCode>([
  "circuit/missing-include",
  "circuit/include-not-read",
  "circuit/missing-section",
  "circuit/undefined-parameter",
  "circuit/probe-in-parameter",
  "circuit/unknown-function",
  "circuit/unknown-subcircuit",
  "circuit/port-count",
]);

/** Files and names that a netlist with errors in its text lacks. A name that stands where the text is wrong may be defined there. */
function findMissing(
  netlist: Netlist,
  errors: readonly Diagnostic[],
  host: CompileHost,
): readonly Diagnostic[] {
  const { diagnostics } = elaborate(netlist, { ...host, requireIncludes: false });
  const doubtful = errors.map(({ span }) => linesOf(span).toLowerCase()).join("\n");
  return diagnostics.filter(
    ({ code, span }) => independentCodes.has(code) && !doubtful.includes(spanText(span).toLowerCase()),
  );
}

/** The lines that a span touches. */
function linesOf({ source: { text }, start, end }: Span): string {
  const first = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
  const last = text.slice(end).search(/[\r\n]/);
  return text.slice(first, last < 0 ? text.length : end + last);
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
