import type { TapeNode } from "../expression/tape.ts";
import type { FlatCard } from "../flattening/instance.ts";
import type { BuildContext } from "./element-builder.ts";

/** Say that a value is negative: simulators accept it, but it is seldom meant. */
export function reportNegative(
  node: TapeNode,
  flat: FlatCard,
  context: BuildContext,
  quantity: string,
): void {
  const value = context.evaluator.tape.valueOf(node);
  if (!(value < 0)) return;
  const span = (flat.card.value ?? flat.card).span;
  context.collector.report("circuit/negative-value", span, { element: flat.card.name.text, quantity, value });
}

/** Say that a value is zero, and what the element then is. */
export function reportZero(
  node: TapeNode,
  flat: FlatCard,
  context: BuildContext,
  quantity: string,
  becomes: string,
): void {
  if (context.evaluator.tape.valueOf(node) !== 0) return;
  const span = (flat.card.value ?? flat.card).span;
  context.collector.report("circuit/zero-value", span, { element: flat.card.name.text, quantity, becomes });
}
