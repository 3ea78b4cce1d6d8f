import type { Network } from "./network.ts";

/** The reduced incidence matrix of a network, shape (nodes - 1, branches), row-major: ground has no row. */
export interface IncidenceMatrix {
  readonly rows: number;
  readonly columns: number;
  /** +1 where the branch leaves the node, -1 where it enters it. */
  readonly entries: Int8Array;
}

/**
 * Build the incidence matrix B. The branch voltages are Bᵀ v, and Kirchhoff's current law reads B i = 0. The columns follow
 * `network.branches`; a branch with both ends on one node is a column of zeros.
 */
export function incidenceMatrix(network: Network): IncidenceMatrix {
  const rows = network.circuit.nodes.length - 1;
  const columns = network.branches.length;
  const entries = new Int8Array(rows * columns);
  network.branches.forEach(({ from, to }, column) => {
    if (from > 0) entries[(from - 1) * columns + column]! += 1;
    if (to > 0) entries[(to - 1) * columns + column]! -= 1;
  });
  return { rows, columns, entries };
}
