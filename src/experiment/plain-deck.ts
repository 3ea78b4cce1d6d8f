import { foreignCards } from "../ast/foreign-cards.ts";
import type { Netlist, Statement } from "../ast/netlist.ts";
import { invariant } from "../diagnostic/invariant.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";

/** How to find the parsed text that an include names; the elaborated circuit has read them all before. */
export type IncludedNetlist = (statement: Statement & { readonly kind: "include" }) => Netlist | undefined;

/** What becomes of a statement in a plain deck: kept, or replaced by a text (empty: dropped). */
export type StatementChange = (statement: Statement) => string | TextEdit[] | undefined;

/**
 * The user's own deck as one text that can be simulated without files: includes are put in their place, library sections that were not
 * asked for and `.control` blocks and cards of other simulators are left out, `.end` and what follows it go. `change` may replace further statements, or edit inside them.
 * Everything else is the user's text, so a simulation of it shares nothing with our elaboration.
 */
export function writePlainDeck(netlist: Netlist, included: IncludedNetlist, change: StatementChange): string {
  const end = netlist.statements.find((statement) => statement.kind === "end");
  const edits: TextEdit[] = [];
  collectEdits(netlist.statements, included, change, edits);
  const { text } = netlist.source;
  const kept = end === undefined ? edits : edits.filter(({ span }) => span.start < end.span.start);
  const tail =
    end === undefined
      ? []
      : [{ span: { source: netlist.source, start: end.span.start, end: text.length }, replacement: "" }];
  // ngspice takes a carriage return alone, which ended the lines of old Macs, for a blank.
  const deck = applyEdits(text, [...kept, ...tail]).replaceAll(/\r\n?/g, "\n");
  return deck.endsWith("\n") ? deck : `${deck}\n`;
}

function collectEdits(
  statements: readonly Statement[],
  included: IncludedNetlist,
  change: StatementChange,
  edits: TextEdit[],
): void {
  for (const statement of statements) {
    const changed = change(statement);
    if (Array.isArray(changed)) edits.push(...changed);
    else if (changed !== undefined) edits.push({ span: statement.span, replacement: changed });
    else if (statement.kind === "include")
      edits.push({ span: statement.span, replacement: inline(statement, included, change) });
    else if (statement.kind === "control") edits.push({ span: statement.span, replacement: "" });
    else if (statement.kind === "subcircuit") collectEdits(statement.body, included, change, edits);
    // ngspice refuses a deck that has one.
    else if (statement.kind === "other" && foreignCards.has(statement.name.key))
      edits.push({ span: statement.span, replacement: "" });
    else if (statement.kind === "library") edits.push({ span: statement.span, replacement: "" });
  }
}

function inline(
  statement: Statement & { kind: "include" },
  included: IncludedNetlist,
  change: StatementChange,
): string {
  const netlist = included(statement);
  invariant(netlist !== undefined, `${statement.file} was not read before`);
  if (statement.section === undefined) return writePlainDeck(netlist, included, change);
  const key = statement.section.key;
  const section = netlist.statements.find(
    (candidate) => candidate.kind === "library" && candidate.name.key === key,
  );
  invariant(section?.kind === "library", `section ${statement.section.text} is missing`);
  const { body } = section;
  if (body.length === 0) return "";
  const edits: TextEdit[] = [];
  collectEdits(body, included, change, edits);
  const start = body[0]!.span.start;
  const stop = body[body.length - 1]!.span.end;
  const shifted = edits.map(({ span, replacement }) => ({
    span: { source: span.source, start: span.start - start, end: span.end - start },
    replacement,
  }));
  return `${applyEdits(netlist.source.text.slice(start, stop), shifted)}\n`;
}
