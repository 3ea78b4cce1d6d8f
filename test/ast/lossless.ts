import type { Netlist, Statement } from "../../src/ast/netlist.ts";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import type { Span } from "../../src/source/source-text.ts";

/** NUL and Ctrl-Z count as white space. */
const isBlank = (text: string) => [...text].every((c) => c.trim() === "" || c === "\0" || c === "\u001a");

/** Plain, because it is asked millions of times. */
function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Statements of one list lie in order, and nothing but white space is between them; those of one card may share its span. */
function expectOrder(text: string, statements: readonly Statement[], from: number): number {
  let position = from;
  for (const { kind, span } of statements) {
    const shares = kind === "func" || kind === "directive";
    if (!shares || span.start >= position) {
      holds(span.start >= position, `${kind} overlaps what is before it`);
      holds(isBlank(text.slice(position, span.start)), `${kind} leaves text behind`);
    }
    position = Math.max(position, span.end);
  }
  return position;
}

function expectNested(node: unknown, parent: Span | undefined): void {
  if (typeof node !== "object" || node === null) return;
  let around = parent;
  if ("span" in node) {
    const span = node.span as Span;
    holds(span.start <= span.end, "a span ends before it starts");
    if (parent !== undefined) {
      holds(span.start >= parent.start && span.end <= parent.end, "a child lies outside its parent");
    }
    around = span;
  }
  for (const [key, child] of Object.entries(node)) {
    if (key === "span" || key === "fileSpan" || (key === "source" && "text" in Object(child))) continue;
    if (Array.isArray(child)) for (const item of child) expectNested(item, around);
    else expectNested(child, around);
  }
}

/** What holds for every parse, whatever the text: order, nesting, coverage, and places of diagnostics inside the text. */
export function expectLossless(text: string, included = false): Netlist {
  const source = { name: "any.cir", text };
  const { netlist, diagnostics } = parseNetlist(source, { included });
  const end = expectOrder(text, netlist.statements, 0);
  holds(isBlank(text.slice(end)), "text is left at the end");
  for (const statement of netlist.statements) {
    expectNested(statement, undefined);
    if (statement.kind === "subcircuit" || statement.kind === "library") expectBody(text, statement);
  }
  for (const { span } of diagnostics) {
    holds(
      span.start >= 0 && span.start <= span.end && span.end <= text.length,
      "a diagnostic points outside the text",
    );
  }
  return netlist;
}

/** Annotations inside the header stand first in the body, so the order is looked at from the first card on. */
function expectBody(text: string, block: Extract<Statement, { kind: "subcircuit" | "library" }>): void {
  const first = block.body.findIndex(({ kind }) => kind !== "directive");
  if (first < 0) return;
  expectOrder(text, block.body.slice(first), block.body[first]!.span.start);
  for (const inner of block.body) {
    if (inner.kind === "subcircuit" || inner.kind === "library") expectBody(text, inner);
  }
}
