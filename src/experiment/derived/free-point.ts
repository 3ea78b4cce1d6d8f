import type { Circuit } from "../../circuit/circuit.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import type { Quantity } from "../experiment.ts";
import type { FreePoint } from "./transpose-elements.ts";

/** Every node voltage and every branch current of a circuit. */
export function allQuantities({ nodes, elements }: Circuit): readonly Quantity[] {
  return [
    ...nodes.slice(1).map((_, index): Quantity => ({ kind: "node", node: index + 1 })),
    ...elements.flatMap(({ kind, index }): Quantity[] =>
      kind === "voltage-source" || kind === "inductor" || kind === "vcvs" || kind === "ccvs"
        ? [{ kind: "branch", element: index }]
        : [],
    ),
  ];
}

/** Column `point` of a phase that returned `allQuantities`, at the slots it was run with. */
export function readFreePoint(
  circuit: Circuit,
  { re, columns }: ComplexMatrix,
  point: number,
  slots: Float64Array,
): FreePoint {
  const branches = new Map<number, number>();
  allQuantities(circuit).forEach((quantity, row) => {
    if (quantity.kind === "branch") branches.set(quantity.element, row);
  });
  const node = (index: number): number => (index === 0 ? 0 : re[(index - 1) * columns + point]!);
  return {
    slots,
    voltage: (positive, negative) => node(positive) - node(negative),
    current: (element) => re[branches.get(element)! * columns + point]!,
  };
}
