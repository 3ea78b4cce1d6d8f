import type { Name } from "../ast/expression.ts";
import type { Statement } from "../ast/netlist.ts";
import { walkStatements } from "../ast/walk.ts";
import { isGround } from "../circuit/flattening/node-table.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import type { Pass, PassInput } from "./pass.ts";
import { expressionProbes, statementPlaces } from "./places.ts";

/** New names by old ones, or `numbers` for 1, 2, 3, … in the order in which the nodes are first met. */
export type NodeNaming = ReadonlyMap<string, string> | "numbers";

/**
 * Give the nodes of the deck itself other names, on cards and in annotations alike. Ground stays 0; global nodes stay with `numbers`. Nodes inside
 * subcircuits have names of their own, and keep them.
 */
export const renameNodes: Pass<NodeNaming> = (input, naming) => {
  const { netlist, collector, pass } = input;
  const names = nodesOf(netlist.statements);
  const globals = new Set<string>();
  walkStatements(netlist, (statement) => {
    if (statement.kind === "global") for (const { key } of statement.nodes) globals.add(key);
  });
  const renamed = naming === "numbers" ? numberNodes(names, globals) : namedNodes(names, naming, input);
  const taken = new Map<string, string>();
  for (const { key, text } of names.values()) {
    const name = renamed.get(key) ?? text;
    const owner = taken.get(name.toLowerCase());
    if ((owner !== undefined && owner !== key) || (isGround(name.toLowerCase()) && !isGround(key))) {
      collector.report("transform/name-taken", names.get(key)!.span, { pass, name });
    }
    taken.set(name.toLowerCase(), key);
  }
  const edits: TextEdit[] = [];
  const rename = ({ key, span }: Name): void => {
    const replacement = renamed.get(key);
    if (replacement !== undefined) edits.push({ span, replacement });
  };
  const visit = (statement: Statement, isInside: boolean): void => {
    if (statement.kind === "subcircuit") for (const inner of statement.body) visit(inner, true);
    else if (statement.kind === "control" && renamed.size > 0) {
      const reason = "commands are not rewritten";
      collector.report("transform/left-as-it-is", statement.span, {
        pass,
        what: "this .control block",
        reason,
      });
    } else
      for (const place of statementPlaces(statement)) {
        const isVisible = (name: Name): boolean => !isInside || globals.has(name.key);
        if (place.kind === "node" && isVisible(place.name)) rename(place.name);
        if (place.kind === "behaviour")
          for (const probe of expressionProbes(place.expression))
            if (probe.kind === "node" && isVisible(probe.name)) rename(probe.name);
      }
  };
  for (const statement of netlist.statements) visit(statement, false);
  return applyEdits(netlist.source.text, edits);
};

/** The nodes of the elements of the deck itself, as first written, by lower-case name. */
function nodesOf(statements: readonly Statement[]): ReadonlyMap<string, Name> {
  const names = new Map<string, Name>();
  for (const statement of statements) {
    if (statement.kind !== "element") continue;
    const places = statementPlaces(statement).flatMap((place) => (place.kind === "node" ? [place.name] : []));
    for (const name of places.sort((a, b) => a.span.start - b.span.start))
      if (!names.has(name.key)) names.set(name.key, name);
  }
  return names;
}

function numberNodes(
  names: ReadonlyMap<string, Name>,
  globals: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  let count = 0;
  for (const key of names.keys()) {
    if (isGround(key)) renamed.set(key, "0");
    else if (!globals.has(key)) renamed.set(key, String(++count));
  }
  return renamed;
}

function namedNodes(
  names: ReadonlyMap<string, Name>,
  naming: ReadonlyMap<string, string>,
  { netlist: { source }, collector }: PassInput,
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const [old, name] of naming) {
    if (names.has(old.toLowerCase())) renamed.set(old.toLowerCase(), name);
    else {
      const nearest = nearestWord(old.toLowerCase(), names.keys());
      collector.report("transform/no-such-node", { source, start: 0, end: 0 }, { name: old, nearest });
    }
  }
  return renamed;
}
