import type { Value } from "../../ast/value.ts";
import { spanText } from "../../source/source-text.ts";
import type { DeckTemplate, Slot } from "../element.ts";
import type { Evaluator } from "../expression/evaluator.ts";
import { findParameter, type Scope } from "../expression/scope.ts";
import type { TapeNode } from "../expression/tape.ts";

interface ValuePieceOptions {
  readonly evaluator: Evaluator;
  slot(node: TapeNode): Slot;
}

/**
 * A value of a card as part of a deck template: literal numbers stay as written, expressions and names of parameters become slots,
 * other words (`off`, `level`, a node type) stay.
 */
export function valuePieces(
  value: Value,
  scope: Scope,
  { evaluator, slot }: ValuePieceOptions,
): DeckTemplate {
  switch (value.kind) {
    case "number":
      return [spanText(value.span)];
    case "expression":
      return [{ slot: slot(evaluator.node(value, scope)) }];
    case "word": {
      const parameter = findParameter(scope, value.name.key);
      return parameter === undefined ? [value.name.text] : [{ slot: slot(evaluator.parameter(parameter)) }];
    }
    case "string":
      return [`"${value.text}"`];
  }
}
