import type { TapeNode } from "../expression/tape.ts";
import { ancestors, type FlatCard } from "../flattening/instance.ts";
import { type BuildContext, valueNode } from "./element-builder.ts";

/**
 * How many of an element stand in parallel; undefined where no `m=` is given. ngspice writes the `m` of an X card over that of everything
 * inside, so that the outermost counts; where it hides another, that is said.
 */
export function multiplicity(flat: FlatCard, context: BuildContext): TapeNode | undefined {
  const own = flat.card.parameters.find(({ name }) => name.key === "m");
  if (flat.instance.parent === undefined)
    return own === undefined ? undefined : valueNode(own.value, flat, context);
  const around = ancestors(flat.instance).flatMap(({ multiplier }) =>
    multiplier === undefined ? [] : [multiplier],
  );
  const outermost = around.at(-1);
  if (outermost === undefined) return own === undefined ? undefined : valueNode(own.value, flat, context);
  for (const hidden of own === undefined ? around.slice(0, -1) : [own, ...around.slice(0, -1)]) {
    context.collector.report(
      "circuit/hidden-multiplier",
      hidden.span,
      {},
      {
        related: [{ message: "this one counts", span: outermost.span }],
      },
    );
  }
  return context.evaluator.node(outermost.value, outermost.scope);
}
