/** The nodes of a flat circuit, numbered in the order in which they are first met. Ground is number 0. */
export interface NodeTable {
  /** User's spelling, `X1.n` inside subcircuits. */
  readonly names: readonly string[];
  /** The number of a node; a new name gets the next one. `key` is the name in lower case. */
  intern(name: string, key?: string): number;
  /** Let another name mean a node: a subcircuit's port as seen from inside (`X1.in`). The first meaning stands. */
  alias(name: string, node: number): void;
  find(name: string): number | undefined;
}

/** True for the names of ground: `0` and `gnd`, in any case and at any depth. */
export function isGround(key: string): boolean {
  return key === "0" || key === "gnd";
}

/** Start a table that holds ground only. Names are compared without regard to case. */
export function createNodeTable(): NodeTable {
  const names = ["0"];
  const numbers = new Map<string, number>([
    ["0", 0],
    ["gnd", 0],
  ]);
  return {
    names,
    intern(name, key = name.toLowerCase()) {
      const known = numbers.get(key);
      if (known !== undefined) return known;
      const number = names.push(name) - 1;
      numbers.set(key, number);
      return number;
    },
    alias(name, node) {
      const key = name.toLowerCase();
      if (!numbers.has(key)) numbers.set(key, node);
    },
    find: (name) => numbers.get(name.toLowerCase()),
  };
}
