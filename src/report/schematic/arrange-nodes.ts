/** What to arrange: `count` nodes 0 … count - 1. */
export interface ArrangementProblem {
  readonly count: number;
  /** Pairs of nodes with a branch between them. */
  readonly edges: readonly (readonly [number, number])[];
  /** Nodes that belong to the left: where the signal comes from. */
  readonly left: ReadonlySet<number>;
  /** Nodes that belong to the right: where it is looked at. */
  readonly right: ReadonlySet<number>;
}

/** More nodes than this take too long: the work is 2^count · count. */
export const mostArrangedNodes = 16;

/**
 * The order of nodes along a line with the least total length of branches (the minimum linear arrangement), exact by dynamic programming
 * over sets: a branch of length d crosses d gaps, so the length is the sum over all prefixes of the branches they cut. A pull of half a
 * branch to its side decides among equals where the signal comes in and goes out; then the order of the netlist does.
 */
export function arrangeNodes({ count, edges, left, right }: ArrangementProblem): readonly number[] {
  if (count > mostArrangedNodes) throw new RangeError(`${count} nodes are too many to arrange`);
  const sets = 1 << count;
  const best = new Float64Array(sets).fill(Number.POSITIVE_INFINITY);
  const last = new Int8Array(sets);
  best[0] = 0;
  for (let set = 1; set < sets; set++) {
    const has = (node: number): boolean => ((set >> node) & 1) === 1;
    let cut = 0;
    for (const [a, b] of edges) if (has(a) !== has(b)) cut += 1;
    for (const node of left) if (!has(node)) cut += 0.5;
    for (const node of right) if (has(node)) cut += 0.5;
    // Among equals the node that comes last in the netlist stands last.
    for (let node = count - 1; node >= 0; node--) {
      if (!has(node)) continue;
      const length = best[set & ~(1 << node)]! + cut;
      if (length >= best[set]!) continue;
      best[set] = length;
      last[set] = node;
    }
  }
  const order: number[] = [];
  for (let set = sets - 1; set > 0; set &= ~(1 << last[set]!)) order.unshift(last[set]!);
  return order;
}
