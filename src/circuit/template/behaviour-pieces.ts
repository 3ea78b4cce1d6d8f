import type { Behaviour, ElementCard } from "../../ast/element.ts";
import { spanText } from "../../source/source-text.ts";
import type { DeckTemplate } from "../element.ts";
import type { BuildContext } from "../elements/element-builder.ts";
import type { FlatCard } from "../flattening/instance.ts";
import { expressionPieces } from "./expression-pieces.ts";
import { polynomialPieces } from "./polynomial-pieces.ts";
import { tablePieces } from "./table-pieces.ts";
import { valuePieces } from "./value-pieces.ts";

/** How a behaviour is written in a deck: behind the other parts of the card, or as a whole card (of another letter, where one is given). */
export interface WrittenBehaviour {
  readonly letter?: string;
  readonly pieces?: DeckTemplate;
  readonly whole?: DeckTemplate;
}

/**
 * Write the behaviour of E F G H B, or of R C L that depend on the solution. Polynomials and tables become B sources: ngspice itself
 * needs XSPICE for them, which the embedded one does not have.
 */
export function behaviourPieces(flat: FlatCard, context: BuildContext): WrittenBehaviour {
  const { card } = flat;
  const { behaviour } = card;
  if (behaviour === undefined) return {};
  if (behaviour.form === "poly") return asBehavioural(flat, context, polynomialPieces(flat, context));
  if (behaviour.form === "table") {
    const table = tablePieces(flat, context);
    return table === undefined ? unsupported(flat, context, behaviour) : asBehavioural(flat, context, table);
  }
  const { expression } = behaviour;
  const key = expression === undefined ? undefined : keyword(card, behaviour);
  if (expression === undefined || key === undefined) return unsupported(flat, context, behaviour);
  return { pieces: [`${key}='`, ...expressionPieces(expression, flat, context), "'"] };
}

/** The word before the expression. */
function keyword(card: ElementCard, { form }: Behaviour): string | undefined {
  switch (card.letter) {
    case "b":
      return form === "v" || form === "i" ? form : undefined;
    case "e":
    case "h":
      return form === "value" || form === "vol" ? "vol" : undefined;
    case "g":
    case "f":
      return form === "value" || form === "cur" ? "cur" : undefined;
    default:
      return card.letter;
  }
}

/** A B source between the same nodes: a voltage for E and H, a current for F and G. */
function asBehavioural(flat: FlatCard, context: BuildContext, expression: DeckTemplate): WrittenBehaviour {
  const { letter, parameters } = flat.card;
  const quantity = letter === "e" || letter === "h" ? "v" : "i";
  const rest = parameters.flatMap(
    ({ name, value }): DeckTemplate => [
      ` ${name.text}=`,
      ...valuePieces(value, flat.instance.scope, context),
    ],
  );
  const nodes = flat.nodes.flatMap((node): DeckTemplate => [{ node }, " "]);
  return { letter: "b", whole: [...nodes, `${quantity}=`, ...expression, ...rest] };
}

function unsupported(flat: FlatCard, context: BuildContext, behaviour: Behaviour): WrittenBehaviour {
  const { form, span } = behaviour;
  const element = flat.card.name.text;
  if (form === "laplace" || form === "freq") {
    context.collector.report("circuit/form-unknown-to-ngspice", span, { element, form: form.toUpperCase() });
  } else context.collector.report("circuit/form-not-simulated", span, { element });
  return { pieces: [spanText(behaviour.span)] };
}
