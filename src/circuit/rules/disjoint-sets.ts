/** Sets of numbers 0 … n-1 that grow together (union-find). */
export interface DisjointSets {
  /** The number that stands for the set of another. */
  find(member: number): number;
  /** Unite two sets; false when they were one already. */
  join(a: number, b: number): boolean;
}

/** Start with every number in a set of its own. */
export function createDisjointSets(count: number): DisjointSets {
  const parents = Int32Array.from({ length: count }, (_, member) => member);
  const find = (member: number): number => {
    let at = member;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  };
  return {
    find,
    join(a, b) {
      const [first, second] = [find(a), find(b)];
      parents[second] = first;
      return first !== second;
    },
  };
}
