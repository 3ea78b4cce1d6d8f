import type { TransientExperiment } from "../../experiment/experiment.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";

/**
 * Add the initial current of inductors to their branch quantities: in the deck it is a step beside an inductor at rest, half as high at
 * sample 0.
 */
export function addInitialCurrents(
  { circuit, quantities }: Pick<TransientExperiment, "circuit" | "quantities">,
  slots: Float64Array,
  { re, columns }: ComplexMatrix,
): void {
  quantities.forEach((quantity, row) => {
    const element = quantity.kind === "branch" ? circuit.elements[quantity.element] : undefined;
    if (element?.kind !== "inductor" || element.initial === undefined) return;
    const height = slots[element.initial]!;
    for (let n = 0; n < columns; n++) re[row * columns + n]! += n === 0 ? height / 2 : height;
  });
}
