import type { TapeNode } from "../expression/tape.ts";
import type { FlatCard } from "../flattening/instance.ts";
import { type BuildContext, valueNode } from "./element-builder.ts";

/**
 * How many of an element stand in parallel; undefined where no `m=` is given. ngspice writes the `m` of an X card over that of the cards
 * inside; where it hides another, that is said.
 */
export function multiplicity(flat: FlatCard, context: BuildContext): TapeNode | undefined {
  const own = flat.card.parameters.find(({ name }) => name.key === "m");
  const { multiplier } = flat.instance;
  if (multiplier === undefined) return own === undefined ? undefined : valueNode(own.value, flat, context);
  if (own !== undefined && !(own.value.kind === "number" && own.value.value === 1)) {
    const related = [{ message: "this one counts", span: multiplier.span }];
    context.collector.report("circuit/hidden-multiplier", own.span, {}, { related });
  }
  return context.evaluator.node(multiplier.value, multiplier.scope);
}
