import type { Edge } from "./planar-embedding.ts";

interface Visit {
  readonly vertex: number;
  /** The edge by which it was reached. */
  readonly by: number;
  next: number;
}

/**
 * The blocks of a graph: sets of edges that lie on common cycles (an edge on no cycle is a block of its own). In time linear in the number of edges,
 * by depth-first search.
 *
 * Source: Hopcroft & Tarjan, Algorithm 447 (Communications of the ACM 16, 1973).
 */
export function findBlocks(graph: readonly Edge[]): readonly (readonly number[])[] {
  const incident = new Map<number, number[]>();
  graph.forEach((ends, edge) => {
    for (const end of new Set(ends)) incident.set(end, [...(incident.get(end) ?? []), edge]);
  });
  const depth = new Map<number, number>();
  /** The least depth that is reached from below a vertex. */
  const low = new Map<number, number>();
  const taken = new Set<number>();
  const open: number[] = [];
  const blocks: (readonly number[])[] = [];

  for (const root of incident.keys()) {
    if (depth.has(root)) continue;
    depth.set(root, 0);
    low.set(root, 0);
    const stack: Visit[] = [{ vertex: root, by: -1, next: 0 }];
    while (stack.length > 0) {
      const visit = stack.at(-1)!;
      const edge = incident.get(visit.vertex)![visit.next++];
      if (edge === undefined) {
        stack.pop();
        const parent = stack.at(-1);
        if (parent === undefined) continue;
        low.set(parent.vertex, Math.min(low.get(parent.vertex)!, low.get(visit.vertex)!));
        if (low.get(visit.vertex)! >= depth.get(parent.vertex)!)
          blocks.push(open.splice(open.indexOf(visit.by)));
        continue;
      }
      if (taken.has(edge)) continue;
      taken.add(edge);
      open.push(edge);
      const [a, b] = graph[edge]!;
      const other = a === visit.vertex ? b : a;
      const known = depth.get(other);
      if (known !== undefined) low.set(visit.vertex, Math.min(low.get(visit.vertex)!, known));
      else {
        depth.set(other, stack.length);
        low.set(other, stack.length);
        stack.push({ vertex: other, by: edge, next: 0 });
      }
    }
  }
  return blocks;
}
