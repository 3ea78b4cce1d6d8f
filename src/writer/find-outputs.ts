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
 * cards look at, then those called `out` and the like, and failing both the node farthest from the source that drives the circuit. Never
 * ground, nor a node that voltage sources hold at a voltage of their own: no value of a part could move it.
 */
export function findOutputs(netlist: Netlist): readonly string[] {
  const elements = netlist.statements.filter((statement) => statement.kind === "element");
  const nodes = new Map<string, string>();
  for (const { nodes: terminals } of elements) {
    for (const { key, text } of terminals) if (!isGround(key) && !nodes.has(key)) nodes.set(key, text);
  }
  const held = heldNodes(elements);

  const looked = netlist.statements.flatMap((statement) =>
    statement.kind === "other" && observingCards.has(statement.name.key)
      ? [...spanText(statement.span).matchAll(/\bv(?:db|[mpri])?\s*\(\s*([^(),\s]+)\s*\)/gi)].map((match) =>
          match[1]!.toLowerCase(),
        )
      : [],
  );
  const named = [...nodes.keys()].filter((node) => outputName.test(node));
  const found = [...looked, ...named].filter((node) => nodes.has(node) && !held.has(node));
  const keys = found.length > 0 ? found : farthestNode(elements, held);
  return [...new Set(keys)].map((key) => nodes.get(key)!);
}

const isGround = (node: string): boolean => node === "0" || node === "gnd";
const isSource = ({ letter }: ElementCard): boolean => letter === "v" || letter === "i";

/** Nodes that are tied to ground by nothing but independent voltage sources. */
function heldNodes(elements: readonly ElementCard[]): ReadonlySet<string> {
  const grounds = elements.flatMap(({ nodes }) => nodes.map(({ key }) => key).filter(isGround));
  return new Set([...tiedNodes(elements, new Set(grounds))].filter((node) => !isGround(node)));
}

/** Some nodes and those that independent voltage sources tie to them; through ground only where it is among them. */
function tiedNodes(elements: readonly ElementCard[], start: ReadonlySet<string>): ReadonlySet<string> {
  const sources = elements
    .filter(({ letter }) => letter === "v")
    .map(({ nodes }) => nodes.map(({ key }) => key))
    .filter((keys) => keys.every((key) => !isGround(key) || start.has(key)));
  const tied = new Set(start);
  for (let before = -1; before < tied.size; ) {
    before = tied.size;
    for (const keys of sources) if (keys.some((key) => tied.has(key))) for (const key of keys) tied.add(key);
  }
  return tied;
}

/** The source that drives the circuit: one with an `ac` magnitude before one with a waveform, and that before a supply. */
function drivingSource(elements: readonly ElementCard[]): ElementCard | undefined {
  const sources = elements.filter(isSource);
  return (
    sources.find(({ source }) => source?.hasAc) ??
    sources.find(({ source }) => source?.waveform !== undefined) ??
    sources[0]
  );
}

/**
 * Breadth first from the driving source's nodes. Ground and supplies connect everything and are not walked through; coupled coils and
 * what a current controls are.
 */
function farthestNode(elements: readonly ElementCard[], held: ReadonlySet<string>): readonly string[] {
  const byName = new Map(elements.map((element) => [element.name.key, element]));
  const neighbours = new Map<string, Set<string>>();
  for (const { nodes, controlNodes, references } of elements) {
    const far = references.flatMap(({ key }) => byName.get(key)?.nodes ?? []);
    const terminals = [...nodes, ...controlNodes, ...far]
      .map(({ key }) => key)
      .filter((node) => !isGround(node));
    for (const node of terminals) {
      const known = neighbours.get(node) ?? new Set();
      for (const other of terminals) known.add(other);
      neighbours.set(node, known);
    }
  }
  const first = drivingSource(elements) ?? elements[0];
  const start = (first?.nodes ?? []).map(({ key }) => key).filter((node) => !isGround(node));
  let frontier: readonly string[] = [...tiedNodes(elements, new Set(start))];
  const seen = new Set([...held, ...frontier]);
  // A current source's own node is an output where there is no other.
  let last: readonly string[] = frontier.filter((node) => !held.has(node));
  while (frontier.length > 0) {
    frontier = frontier
      .flatMap((node) => [...(neighbours.get(node) ?? [])])
      .filter((node) => !seen.has(node) && seen.add(node));
    if (frontier.length > 0) last = frontier;
  }
  return last.slice(0, 1);
}
