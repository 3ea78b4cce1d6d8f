import type { Random } from "../numeric/random.ts";
import { drawOne } from "./drawing.ts";

/** A branch of a disordered network before it has a value; nodes count from 0, -1 is ground. */
export interface GraphBranch {
  readonly kind: "R" | "L" | "C";
  readonly a: number;
  readonly b: number;
}

/**
 * Draw nodes in a square and join near ones. Each node is joined to the nearest of those before it by a resistor or an inductor, so that every node
 * has an operating point; every end of that tree has a branch to ground, so that current flows everywhere; then the nearest pairs left are joined, by
 * all three kinds, until there are `branches`. No loop consists of inductors alone: its direct current would be undetermined.
 */
export function drawDisorderedGraph(random: Random, nodes: number, branches: number): readonly GraphBranch[] {
  const places = Array.from({ length: nodes }, () => [random.uniform(), random.uniform()] as const);
  const distance = (a: number, b: number): number =>
    Math.hypot(places[a]![0] - places[b]![0], places[a]![1] - places[b]![1]);
  const inductive = createForest(nodes + 1);
  const taken = new Set<string>();
  const drawn: GraphBranch[] = [];
  const add = (a: number, b: number, kinds: readonly GraphBranch["kind"][]): void => {
    const wanted = drawOne(random, kinds);
    // Ground is the forest's last member.
    const ends = [a, b < 0 ? nodes : b] as const;
    const kind = wanted === "L" && inductive.joins(...ends) ? "R" : wanted;
    if (kind === "L") inductive.join(...ends);
    taken.add(`${a} ${b}`);
    drawn.push({ kind, a, b });
  };

  for (let node = 1; node < nodes; node++) {
    let nearest = 0;
    for (let other = 1; other < node; other++)
      if (distance(node, other) < distance(node, nearest)) nearest = other;
    add(node, nearest, ["R", "L", "L"]);
  }
  const isEnd = (node: number): boolean => drawn.filter(({ a, b }) => a === node || b === node).length === 1;
  for (let node = nodes - 1; node > 0; node--) if (isEnd(node)) add(node, -1, ["R", "R", "C"]);

  const pairs: (readonly [number, number])[] = [];
  for (let a = 1; a < nodes; a++) for (let b = 0; b < a; b++) if (!taken.has(`${a} ${b}`)) pairs.push([a, b]);
  pairs.sort((p, q) => distance(...p) - distance(...q));
  for (const [a, b] of pairs.slice(0, Math.max(0, branches - drawn.length))) add(a, b, ["R", "L", "C", "C"]);
  return drawn;
}

/** Which nodes inductors join already: a disjoint-set forest. */
function createForest(size: number): {
  joins(a: number, b: number): boolean;
  join(a: number, b: number): void;
} {
  const parent = Array.from({ length: size }, (_, k) => k);
  const root = (k: number): number => (parent[k] === k ? k : root(parent[k]!));
  return {
    joins: (a, b) => root(a) === root(b),
    join: (a, b) => {
      parent[root(a)] = root(b);
    },
  };
}
