import type { SparsePattern } from "./sparse-pattern.ts";

/**
 * An elimination order that keeps the factors sparse: minimum degree on the graph of B + Bᵀ, where row j of B is row
 * `rowOfColumn[j]` of the matrix, so that B has a zero-free diagonal. It depends on the pattern alone, never on values.
 * Returns the columns in the order of elimination.
 */
export function minimumDegreeOrder(pattern: SparsePattern, rowOfColumn: Int32Array): Int32Array {
  const { size } = pattern;
  const neighbours = adjacency(pattern, rowOfColumn);
  const eliminated = new Uint8Array(size);
  // One list of candidates per degree. A node is listed again whenever its degree changes; stale entries are skipped.
  const buckets: number[][] = Array.from({ length: size + 1 }, () => []);
  for (let node = size - 1; node >= 0; node--) buckets[neighbours[node]!.size]!.push(node);

  const order = new Int32Array(size);
  let joined: ReadonlySet<number> = new Set();
  let degree = 0;
  for (let step = 0; step < size; ) {
    const node = buckets[degree]!.pop();
    if (node === undefined) {
      degree++;
      continue;
    }
    if (eliminated[node] || neighbours[node]!.size !== degree) continue;
    if (degree === size - step - 1) {
      // Everything that is left is one clique: any order fills it alike.
      for (let rest = 0; rest < size; rest++) if (!eliminated[rest]) order[step++] = rest;
      break;
    }
    order[step++] = node;
    eliminated[node] = 1;
    const clique = [...neighbours[node]!];
    // Two members of the last clique are neighbours already: without this, many nodes that join the same few (inputs of a layer) cost their square each.
    const newcomers = clique.filter((member) => !joined.has(member));
    for (const member of clique) neighbours[member]!.delete(node);
    for (const newcomer of newcomers) {
      for (const other of clique) {
        if (other === newcomer) continue;
        neighbours[newcomer]!.add(other);
        neighbours[other]!.add(newcomer);
      }
    }
    if (newcomers.length > 0) joined = new Set(clique);
    for (const member of clique) {
      const updated = neighbours[member]!.size;
      buckets[updated]!.push(member);
      degree = Math.min(degree, updated);
    }
    neighbours[node]!.clear();
  }
  return order;
}

function adjacency(pattern: SparsePattern, rowOfColumn: Int32Array): Set<number>[] {
  const { size, columnStart, rowIndex } = pattern;
  const columnOfRow = new Int32Array(size);
  rowOfColumn.forEach((row, column) => {
    columnOfRow[row] = column;
  });
  const neighbours: Set<number>[] = Array.from({ length: size }, () => new Set());
  for (let j = 0; j < size; j++) {
    for (let p = columnStart[j]!; p < columnStart[j + 1]!; p++) {
      const i = columnOfRow[rowIndex[p]!]!;
      if (i === j) continue;
      neighbours[i]!.add(j);
      neighbours[j]!.add(i);
    }
  }
  return neighbours;
}
