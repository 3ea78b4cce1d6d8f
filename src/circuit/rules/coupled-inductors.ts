import type { Coupling } from "../element.ts";
import { createDisjointSets } from "./disjoint-sets.ts";
import type { Rule } from "./rule.ts";

/**
 * Several windings that are coupled by more than is possible together: the matrix of their coupling coefficients (1 on the diagonal) must be
 * positive semidefinite, or the stored energy could become negative. Two windings are checked when their card is read.
 */
export const coupledInductors: Rule = ({ elements, numberIn, collector }) => {
  const couplings = elements.filter((element): element is Coupling => element.kind === "coupling");
  const sets = createDisjointSets(elements.length);
  for (const { inductors } of couplings) sets.join(inductors[0], inductors[1]);
  const groups = new Map<number, Coupling[]>();
  for (const coupling of couplings) {
    const root = sets.find(coupling.inductors[0]);
    groups.set(root, [...(groups.get(root) ?? []), coupling]);
  }
  for (const group of groups.values()) {
    const members = [...new Set(group.flatMap(({ inductors }) => inductors))];
    if (members.length < 3) continue;
    const matrix: number[][] = members.map((_, row) => members.map((__, column) => (row === column ? 1 : 0)));
    for (const { inductors, value } of group) {
      const [row, column] = inductors.map((inductor) => members.indexOf(inductor)) as [number, number];
      matrix[row]![column] = numberIn(value);
      matrix[column]![row] = numberIn(value);
    }
    if (isPositiveSemidefinite(matrix)) continue;
    const names = members.map((inductor) => elements[inductor]!.name);
    collector.report("circuit/coupling-not-passive", group[0]!.span, { names });
  }
};

/** Symmetric elimination; a pivot may be 0 (to rounding) where its whole row is. */
function isPositiveSemidefinite(matrix: number[][]): boolean {
  const size = matrix.length;
  const rounding = 1e-12 * size;
  for (let k = 0; k < size; k++) {
    const pivot = matrix[k]![k]!;
    if (pivot < -rounding) return false;
    for (let row = k + 1; row < size; row++) {
      const entry = matrix[row]![k]!;
      if (pivot <= rounding) {
        if (Math.abs(entry) > Math.sqrt(rounding)) return false;
        continue;
      }
      for (let column = k + 1; column < size; column++) {
        matrix[row]![column] = matrix[row]![column]! - (entry * matrix[k]![column]!) / pivot;
      }
    }
  }
  return true;
}
