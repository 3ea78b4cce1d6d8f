import type { Netlist, Statement } from "../ast/netlist.ts";
import { parseNetlist } from "../ast/parse-netlist.ts";
import { expandIncludes } from "../circuit/definitions/read-includes.ts";
import { writePlainDeck } from "../experiment/plain-deck.ts";
import type { PassInput } from "./pass.ts";

/**
 * The netlist with the files that it includes put in their place: what is going to be rewritten must be text of its own. A netlist that
 * includes nothing is given back as it is; undefined where a file cannot be read, which was reported.
 */
export function inlineIncludes({ netlist, readInclude, collector }: PassInput): Netlist | undefined {
  if (!includesFiles(netlist.statements)) return netlist;
  const expanded = expandIncludes(netlist, { readInclude, requireIncludes: true, collector });
  const isWrong = [...expanded.diagnostics, ...collector.diagnostics].some(
    ({ severity }) => severity === "error",
  );
  if (isWrong || !expanded.complete) return undefined;
  // No edits: blocks of commands and cards of other simulators are kept as they stand.
  const keep = ({ kind }: Statement) => (kind === "control" || kind === "other" ? [] : undefined);
  const body = writePlainDeck(netlist, (card) => expanded.included.get(card), keep);
  const end = netlist.statements.find(({ kind }) => kind === "end");
  const tail = end === undefined ? "" : netlist.source.text.slice(end.span.start);
  return parseNetlist({ name: netlist.source.name, text: body + tail }).netlist;
}

function includesFiles(statements: readonly Statement[]): boolean {
  return statements.some(
    (statement) =>
      statement.kind === "include" || (statement.kind === "subcircuit" && includesFiles(statement.body)),
  );
}
