import { operations } from "../expression/operations.ts";
import type { FlatCard } from "../flattening/instance.ts";
import {
  type BuildContext,
  type BuiltElement,
  type ElementBuilder,
  elementBase,
  valueNode,
} from "./element-builder.ts";
import { multiplicity } from "./multiplicity.ts";

/**
 * K: the coupling coefficient of two inductors, or of each pair of several. ngspice takes M = k √(L1 L2) from the inductances before they
 * are divided by their `m`, so the coefficient that belongs to the divided ones is k √(m1 m2).
 */
export const buildCoupling: ElementBuilder = (flat, context) => {
  const { card } = flat;
  const { evaluator, collector } = context;
  if (card.value === undefined) return [];
  const written = valueNode(card.value, flat, context);
  const coefficient = evaluator.tape.valueOf(written);
  if (Math.abs(coefficient) > 1) {
    collector.report("circuit/coupling-out-of-range", card.value.span, {
      element: card.name.text,
      value: coefficient,
    });
  }
  const inductors = card.references.map((reference) => ({
    reference,
    flat: findInductor(reference.text, flat, context),
  }));
  for (const { reference, flat: found } of inductors) {
    if (found === undefined && context.complete) {
      collector.report("circuit/missing-inductor", reference.span, {
        element: card.name.text,
        name: reference.text,
      });
    }
  }
  const built: BuiltElement[] = [];
  inductors.forEach(({ flat: first }, i) => {
    for (const { reference, flat: second } of inductors.slice(i + 1)) {
      if (first === undefined || second === undefined) continue;
      if (first === second) {
        collector.report("circuit/coupled-to-itself", reference.span, {
          element: card.name.text,
          name: reference.text,
        });
        continue;
      }
      const node = [first, second].reduce((value, inductor) => {
        const count = multiplicity(inductor, context);
        if (count === undefined) return value;
        const root = evaluator.tape.apply(operations.sqrt, [count], card.span);
        return evaluator.tape.apply(operations["*"], [value, root], card.span);
      }, written);
      const index = flat.index + built.length;
      built.push({
        element: {
          ...elementBase(flat, index),
          kind: "coupling",
          inductors: [first.index, second.index],
          value: context.slot(node),
        },
        flat,
        trained: { kind: "value", value: card.value! },
      });
    }
  });
  return built;
};

function findInductor(name: string, flat: FlatCard, context: BuildContext): FlatCard | undefined {
  const found = context.findCard(name, flat.instance);
  return found?.card.letter === "l" ? found : undefined;
}
