import type { Expression, Name } from "../../src/ast/expression.ts";
import type { Netlist, Statement } from "../../src/ast/netlist.ts";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { printExpression } from "../../src/ast/print-expression.ts";
import type { Value } from "../../src/ast/value.ts";

function isExpression(node: object): node is Expression {
  const kinds = ["variable", "probe", "call", "unary", "binary", "conditional"];
  return "kind" in node && kinds.includes(String(node.kind));
}

function isName(node: object): node is Name {
  return "key" in node && "text" in node;
}

/** The AST as plain data without places: names as texts, numbers as numbers, words as `:word`, expressions as `{text}`. */
export function outline(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(outline);
  if (typeof node !== "object" || node === null) return node;
  if (isName(node)) return node.text;
  if (isExpression(node)) return `{${printExpression(node)}}`;
  if ("kind" in node && node.kind === "number" && "value" in node) return node.value;
  if ("kind" in node && node.kind === "word") return `:${(node as Value & { kind: "word" }).name.text}`;
  if ("kind" in node && node.kind === "string") return JSON.stringify("text" in node ? node.text : undefined);
  if ("kind" in node && node.kind === "expression" && "expression" in node) return outline(node.expression);
  const entries = Object.entries(node).filter(([key, value]) => {
    if (key === "span" || key === "fileSpan" || (key === "source" && isSource(value))) return false;
    return !(Array.isArray(value) && value.length === 0);
  });
  return Object.fromEntries(entries.map(([key, value]) => [key, outline(value)]));
}

function isSource(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && "text" in value && "name" in value && !("key" in value)
  );
}

/** Parse the lines of a deck's body: a title is put in front. */
export function parseBody(...lines: readonly string[]): Netlist {
  return parseNetlist({ name: "test.cir", text: ["title", ...lines, ""].join("\n") }).netlist;
}

/** The outline of the only statement that a card makes. */
export function outlineCard(...lines: readonly string[]): unknown {
  const statements: readonly Statement[] = parseBody(...lines).statements.slice(1);
  if (statements.length !== 1) throw new Error(`one statement was expected, not ${statements.length}`);
  return outline(statements[0]);
}
