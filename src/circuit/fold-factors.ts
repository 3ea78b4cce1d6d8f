import type { CircuitElement } from "./element.ts";
import type { BuiltElement } from "./elements/element-builder.ts";
import { operations } from "./expression/operations.ts";
import type { Tape, TapeNode } from "./expression/tape.ts";

/**
 * The elements in their final form. A factor is a constant of the circuit; where it depends on a trained parameter (`m={n}`), it is
 * multiplied into the value's slot instead, and 1 is left. `slotNodes` is changed in these places.
 */
export function foldVaryingFactors(
  built: readonly BuiltElement[],
  slotNodes: TapeNode[],
  tape: Tape,
  leaves: readonly TapeNode[],
): readonly CircuitElement[] {
  if (leaves.length === 0) return built.map(({ element }) => element);
  const varying = dependents(tape, leaves);
  return built.map(({ element, factor, flat }) => {
    if (factor === undefined || !varying.has(factor) || !("factor" in element)) return element;
    const fold = (slot: number): void => {
      slotNodes[slot] = tape.apply(operations["*"], [slotNodes[slot]!, factor], flat.card.span);
    };
    if ("value" in element) fold(element.value);
    else {
      fold(element.dc);
      fold(element.acMagnitude);
    }
    return { ...element, factor: 1 };
  });
}

/** All nodes that depend on one of the leaves. */
function dependents(tape: Tape, leaves: readonly TapeNode[]): ReadonlySet<TapeNode> {
  const found = new Set(leaves);
  for (let node = 0; node < tape.length; node++) {
    if (tape.entry(node).operands.some((operand) => found.has(operand))) found.add(node);
  }
  return found;
}
