import type { Circuit } from "../../circuit/circuit.ts";
import { arrangeNodes, mostArrangedNodes } from "./arrange-nodes.ts";
import { collectBranches } from "./collect-branches.ts";
import { drawSchematic } from "./draw-schematic.ts";
import { layOut, type SchematicLayout } from "./lay-out.ts";
import { partWidth } from "./place-parts.ts";
import type { SchematicBranch } from "./schematic-branch.ts";

/** Wider than this, or with more crossings, a drawing is no help. */
const legible = { width: 1300, crossings: 6, tracks: 6 } as const;

/**
 * The circuit as a schematic in SVG: parts that only ground joins side by side or in rows; in each one rail of nodes from the source to what
 * is observed, branches to ground below it, all others above. Values are those at θ (natural units); trained ones are bold and
 * underlined. Terminals that are no branch (bases, gates, controls) are named, not wired. Where that would not be legible, the reason.
 *
 * @param observed nodes that goals look at.
 */
export function formatSchematic(
  circuit: Circuit,
  theta: Float64Array,
  observed: ReadonlySet<number>,
): { readonly svg: string } | { readonly omitted: string } {
  const branches = collectBranches(circuit, theta, observed);
  if (typeof branches === "string") return { omitted: branches };
  const layouts: SchematicLayout[] = [];
  for (const part of separateParts(branches)) {
    const layout = layOutPart(part, circuit.nodes, observed);
    if (typeof layout === "string") return { omitted: layout };
    layouts.push(layout);
  }
  if (layouts.length === 0) return { omitted: "it has no branch that could be drawn" };
  return { svg: drawSchematic(circuit, theta, layouts, observed) };
}

function layOutPart(
  branches: readonly SchematicBranch[],
  names: readonly string[],
  observed: ReadonlySet<number>,
): SchematicLayout | string {
  const nodes = nodesOf(branches);
  if (nodes.length > mostArrangedNodes)
    return `${nodes.length} nodes that hang together are too many for a legible drawing`;
  const index = new Map(nodes.map((node, k) => [node, k]));
  const order = arrangeNodes({
    count: nodes.length,
    edges: branches
      .filter(({ from, to }) => from !== 0 && to !== 0)
      .map(({ from, to }) => [index.get(from)!, index.get(to)!] as const),
    left: sourceNodes(branches, index),
    right: new Set([...observed].flatMap((node) => index.get(node) ?? [])),
  }).map((k) => nodes[k]!);
  const layout = layOut(branches, order, names);
  if (partWidth(layout) > legible.width) return "it would be too wide to be legible";
  if (layout.crossings > legible.crossings || layout.tracks > legible.tracks)
    return `its wires would cross ${layout.crossings} times on ${layout.tracks} levels`;
  return layout;
}

function nodesOf(branches: readonly SchematicBranch[]): readonly number[] {
  const nodes = new Set(branches.flatMap(({ from, to }) => [from, to]));
  nodes.delete(0);
  return [...nodes].sort((a, b) => a - b);
}

/** Branches in groups that nothing but ground joins, in the order of their first nodes. */
function separateParts(branches: readonly SchematicBranch[]): readonly (readonly SchematicBranch[])[] {
  const root = new Map(nodesOf(branches).map((node) => [node, node]));
  const find = (node: number): number => (root.get(node) === node ? node : find(root.get(node)!));
  for (const { from, to } of branches) {
    if (from === 0 || to === 0) continue;
    const [a, b] = [find(from), find(to)];
    root.set(Math.max(a, b), Math.min(a, b));
  }
  const parts = new Map<number, SchematicBranch[]>();
  for (const node of root.keys()) parts.set(find(node), []);
  for (const branch of branches) parts.get(find(branch.from === 0 ? branch.to : branch.from))!.push(branch);
  return [...parts.values()];
}

/** The nodes of the independent sources that have one node grounded, by their place in the arrangement. */
function sourceNodes(
  branches: readonly SchematicBranch[],
  index: ReadonlyMap<number, number>,
): ReadonlySet<number> {
  const driven = branches.filter(
    ({ from, to, elements }) =>
      (from === 0 || to === 0) &&
      elements[0]!.symbol.endsWith("-source") &&
      elements[0]!.symbol !== "controlled-source",
  );
  return new Set(driven.map(({ from, to }) => index.get(from === 0 ? to : from)!));
}
