import type { PassiveElement } from "../circuit/element.ts";
import { complexVector } from "../numeric/complex-vector.ts";
import { buildSparsePattern } from "../numeric/sparse-pattern.ts";
import { createSparseSolver } from "../numeric/sparse-solver.ts";
import type { Network } from "./network.ts";

/** One non-zero entry of L⁻¹ [1/H], between two inductors (which may be the same one). */
export interface InverseInductance {
  readonly first: PassiveElement;
  readonly second: PassiveElement;
  readonly value: number;
}

/** The inverse of the inductance matrix, couplings included, by columns; undefined if it is singular. */
export function inverseInductance(
  network: Network,
  slots: Float64Array,
): readonly InverseInductance[] | undefined {
  const { elements } = network.circuit;
  const inductors = elements.filter((element): element is PassiveElement => element.kind === "inductor");
  const position = new Map(inductors.map((inductor, k) => [inductor.index, k]));
  const inductance = (k: number) => slots[inductors[k]!.value]! * inductors[k]!.factor;
  const entries = inductors.map((_, k) => ({ row: k, column: k, value: inductance(k) }));
  for (const element of elements) {
    if (element.kind !== "coupling") continue;
    const [row, column] = element.inductors.map((index) => position.get(index)!) as [number, number];
    const value = slots[element.value]! * Math.sqrt(Math.abs(inductance(row) * inductance(column)));
    entries.push({ row, column, value }, { row: column, column: row, value });
  }

  const { pattern, positions } = buildSparsePattern(
    inductors.length,
    entries.map((entry) => entry.row),
    entries.map((entry) => entry.column),
  );
  const values = complexVector(pattern.rowIndex.length);
  entries.forEach(({ value }, n) => {
    values.re[positions[n]!]! += value;
  });
  const solver = createSparseSolver(pattern);
  const result = solver.factorise(values);
  if (result.kind !== "factor") return undefined;
  const column = complexVector(inductors.length);
  return inductors.flatMap((second, k) => {
    const unit = complexVector(inductors.length);
    unit.re[k] = 1;
    solver.solve(result.factor, values, unit, column);
    return inductors.flatMap((first, m) =>
      column.re[m] === 0 ? [] : [{ first, second, value: column.re[m]! }],
    );
  });
}
