import type { ElementCard } from "../ast/element.ts";
import type { Netlist } from "../ast/netlist.ts";
import { spanText } from "../source/source-text.ts";

/** Cards that name what their author looks at. */
const observingCards: ReadonlySet<string> = new Set([
  ".print",
  ".plot",
  ".save",
  ".probe",
  ".meas",
  ".measure",
]);
const outputName = /^v?_?out(?:put)?\d*$|^vo\d*$|^o(?:utp|p)?\d*$|^load$/i;

/**
 * Nodes that are probably a netlist's outputs, the likeliest first, in the spelling of the netlist: those its `.print .plot .save .meas`
 * cards look at, then those called `out` and the like, and failing both the node farthest from the first source. Never ground.
 */
export function findOutputs(netlist: Netlist): readonly string[] {
  const elements = netlist.statements.filter((statement) => statement.kind === "element");
  const nodes = new Map<string, string>();
  for (const { nodes: terminals } of elements) {
    for (const { key, text } of terminals) if (!isGround(key) && !nodes.has(key)) nodes.set(key, text);
  }
  const sourceNodes = new Set(
    elements.filter(isSource).flatMap((element) => element.nodes.map(({ key }) => key)),
  );

  const looked = netlist.statements.flatMap((statement) =>
    statement.kind === "other" && observingCards.has(statement.name.key)
      ? [...spanText(statement.span).matchAll(/\bv(?:db|[mpri])?\s*\(\s*([^(),\s]+)\s*\)/gi)].map((match) =>
          match[1]!.toLowerCase(),
        )
      : [],
  );
  const named = [...nodes.keys()].filter((node) => outputName.test(node));
  const found = [...looked, ...named].filter((node) => nodes.has(node) && !sourceNodes.has(node));
  const keys = found.length > 0 ? found : farthestNode(elements);
  return [...new Set(keys)].map((key) => nodes.get(key)!);
}

const isGround = (node: string): boolean => node === "0" || node === "gnd";
const isSource = ({ letter }: ElementCard): boolean => letter === "v" || letter === "i";

/** Breadth first from the first source's nodes; ground connects everything and is not walked through. */
function farthestNode(elements: readonly ElementCard[]): readonly string[] {
  const neighbours = new Map<string, Set<string>>();
  for (const { nodes, controlNodes } of elements) {
    const terminals = [...nodes, ...controlNodes].map(({ key }) => key).filter((node) => !isGround(node));
    for (const node of terminals) {
      const known = neighbours.get(node) ?? new Set();
      for (const other of terminals) known.add(other);
      neighbours.set(node, known);
    }
  }
  const first = elements.find(isSource) ?? elements[0];
  let frontier = (first?.nodes ?? []).map(({ key }) => key).filter((node) => !isGround(node));
  const seen = new Set(frontier);
  let last: readonly string[] = [];
  while (frontier.length > 0) {
    frontier = frontier
      .flatMap((node) => [...(neighbours.get(node) ?? [])])
      .filter((node) => !seen.has(node) && seen.add(node));
    if (frontier.length > 0) last = frontier;
  }
  return last.slice(0, 1);
}
