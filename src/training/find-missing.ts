import type { Netlist } from "../ast/netlist.ts";
import { type ElaborateOptions, elaborate } from "../circuit/elaborate.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { MessageCode } from "../diagnostic/messages.ts";
import { type Span, spanText } from "../source/source-text.ts";

/** What is missing whatever else is wrong. */
const independentCodes: ReadonlySet<string> = new Set<MessageCode>([
  "circuit/missing-include",
  "circuit/forbidden-include",
  "circuit/include-not-read",
  "circuit/missing-section",
  "circuit/undefined-parameter",
  "circuit/probe-in-parameter",
  "circuit/unknown-function",
  "circuit/unknown-subcircuit",
  "circuit/port-count",
]);

/** Files and names that a netlist with errors in its text lacks. A name that stands where the text is wrong may be defined there. */
export function findMissing(
  netlist: Netlist,
  errors: readonly Diagnostic[],
  options: ElaborateOptions,
): readonly Diagnostic[] {
  const { diagnostics } = elaborate(netlist, options);
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
