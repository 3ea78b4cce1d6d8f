import { operations } from "../expression/operations.ts";
import type { TapeNode } from "../expression/tape.ts";
import { ancestors, type FlatCard } from "../flatten.ts";
import { type BuildContext, valueNode } from "./element-builder.ts";

/** `m=` of a card times `m=` of the X cards around it; undefined where none is given. */
export function multiplicity(flat: FlatCard, context: BuildContext): TapeNode | undefined {
  const { tape } = context.evaluator;
  const own = flat.card.parameters.find(({ name }) => name.key === "m");
  const factors = own === undefined ? [] : [valueNode(own.value, flat, context)];
  const around = ancestors(flat.instance).flatMap(({ multiplier }) =>
    multiplier === undefined ? [] : [multiplier],
  );
  for (const { value, scope } of around) factors.push(context.evaluator.node(value, scope));
  if (factors.length === 0) return undefined;
  if (around.length > 1) context.collector.report("circuit/nested-multiplier", around[0]!.span, {});
  return factors.reduce((product, factor) => tape.apply(operations["*"], [product, factor], flat.card.span));
}
