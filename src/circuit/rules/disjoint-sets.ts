/** Sets of numbers 0 … n-1 that grow together (union-find). */
export interface DisjointSets {
  /** The number that stands for the set of another. */
  find(member: number): number;
  /** Unite two sets; false when they were one already. */
  join(a: number, b: number): boolean;
}

/** Start with every number in a set of its own. */
export function createDisjointSets(count: number): DisjointSets {
  const parents = new Int32Array(count);
  for (let member = 0; member < count; member++) parents[member] = member;
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
      const first = find(a);
      const second = find(b);
      parents[second] = first;
      return first !== second;
    },
  };
}
