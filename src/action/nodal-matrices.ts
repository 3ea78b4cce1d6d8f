import type { ActionStatement } from "./state-action.ts";

/** One of the matrices of the nodal form, ready to be printed. */
export interface NodalMatrix {
  readonly name: "G" | "C" | "Γ";
  readonly unit: "S" | "F" | "1/H";
  readonly nodes: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** A matrix of more nodes than this is no longer read by anyone. */
const READABLE = 6;

/** G, C and Γ of a small network, those that are not zero; empty for a large one. */
export function nodalMatrices({ network, triple }: ActionStatement): readonly NodalMatrix[] {
  if (!triple || triple.size > READABLE || triple.size === 0) return [];
  const nodes = network.circuit.nodes.slice(1);
  const all = [
    { name: "G", unit: "S", entries: triple.conductance },
    { name: "C", unit: "F", entries: triple.capacitance },
    { name: "Γ", unit: "1/H", entries: triple.inverseInductance },
  ] as const;
  return all
    .filter(({ entries }) => entries.some((value) => value !== 0))
    .map(({ name, unit, entries }) => ({
      name,
      unit,
      nodes,
      rows: nodes.map((_, row) => [...entries.subarray(row * triple.size, (row + 1) * triple.size)]),
    }));
}
