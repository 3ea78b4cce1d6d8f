import type { ElementCard } from "../../ast/element.ts";
import { spanText } from "../../source/source-text.ts";
import type { Rule } from "./rule.ts";

/**
 * A resistor whose model stands behind an expression. ngspice (39 and 45) throws away models that it sees no element use, and looks for the name
 * right behind the nodes or a number; the card is refused where no other element names the model there.
 */
export const modelBehindExpression: Rule = ({ cards, collector }) => {
  const hidden = new Set<ElementCard>();
  const seen = new Set<string>();
  for (const { card } of cards) {
    if (hidesModel(card)) hidden.add(card);
    else {
      if (card.model !== undefined) seen.add(card.model.key);
      if (card.value?.kind === "word") seen.add(card.value.name.key);
    }
  }
  for (const { name, value, model } of hidden) {
    if (seen.has(model!.key)) continue;
    // Once for a model: one card with its name in front mends them all.
    seen.add(model!.key);
    collector.report("circuit/model-behind-expression", model!.span, {
      element: name.text,
      model: model!.text,
      value: spanText(value!.span),
    });
  }
};

function hidesModel({ letter, value, model }: ElementCard): boolean {
  if (letter !== "r" || value === undefined || model === undefined || value.kind === "number") return false;
  return value.span.end <= model.span.start;
}
