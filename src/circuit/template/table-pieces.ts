import { parseExpression } from "../../ast/parse-expression.ts";
import { parseSpiceNumber } from "../../numeric/spice-number.ts";
import type { DeckTemplate } from "../element.ts";
import type { BuildContext } from "../elements/element-builder.ts";
import type { FlatCard } from "../flattening/instance.ts";
import { expressionPieces } from "./expression-pieces.ts";

/**
 * `TABLE {expression} = (x1,y1) (x2,y2) …` as an expression: linear between its points and constant beyond. ngspice's `pwl` goes on linearly
 * beyond its ends, so its argument is limited. Undefined where the text is no table of numbers.
 */
export function tablePieces(flat: FlatCard, context: BuildContext): DeckTemplate | undefined {
  const { behaviour } = flat.card;
  if (behaviour === undefined) return undefined;
  const { source, start, end } = behaviour.span;
  const text = source.text.slice(start, end);
  const match = /^table\s*(?:=\s*)?\{([^{}]*)\}\s*=?\s*([^{}]*)$/is.exec(text);
  if (match === null) return undefined;
  const numbers = (match[2] ?? "")
    .split(/[\s,()+]+/)
    .filter((word) => word !== "")
    .map((word) => parseSpiceNumber(word)?.value);
  if (numbers.length < 4 || numbers.length % 2 !== 0 || numbers.includes(undefined)) return undefined;
  const opening = start + text.indexOf("{") + 1;
  const parsed = parseExpression(source, opening, opening + (match[1] ?? "").length);
  if (!parsed.ok) return undefined;
  const first = numbers[0]!;
  const last = numbers[numbers.length - 2]!;
  const argument = expressionPieces(parsed.expression, flat, context);
  return [`pwl(min(max(`, ...argument, `, ${first}), ${last}), ${numbers.join(", ")})`];
}
