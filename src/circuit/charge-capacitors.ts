import type { Slot } from "./element.ts";
import type { BuiltElement } from "./elements/element-builder.ts";
import { operations } from "./expression/operations.ts";
import type { Tape, TapeNode } from "./expression/tape.ts";
import type { NodeVoltage } from "./node-voltages.ts";

/** Where the numbers of a circuit come from, as far as they were built. */
interface Numbers {
  readonly tape: Tape;
  readonly slotNodes: readonly TapeNode[];
  slot(node: TapeNode): Slot;
}

/**
 * What `.ic v(n)=` does where a transient starts with `uic`: every capacitor without an `ic=` of its own begins at the voltage between its
 * nodes, v(p) - v(n), those that are not named being 0. Of a node without a capacitor nothing remains. Changes `built` in place.
 */
export function chargeCapacitors(
  built: BuiltElement[],
  voltages: readonly NodeVoltage[],
  { tape, slotNodes, slot }: Numbers,
): void {
  if (voltages.length === 0) return;
  const given = new Map(voltages.map(({ node, value }) => [node, slotNodes[value]!]));
  const ground = tape.constant(0);
  built.forEach((entry, index) => {
    const { element } = entry;
    if (element.kind !== "capacitor" || element.initial !== undefined) return;
    const [positive, negative] = element.nodes;
    if (!given.has(positive) && !given.has(negative)) return;
    const ends = [given.get(positive) ?? ground, given.get(negative) ?? ground];
    const initial = slot(tape.apply(operations["-"], ends, element.span));
    built[index] = { ...entry, element: { ...element, initial } };
  });
}
