import type { Value } from "../../ast/value.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import { spanText } from "../../source/source-text.ts";
import type { DeckTemplate, Slot } from "../element.ts";
import type { Evaluator } from "../expression/evaluator.ts";
import { findParameter, type Scope, visibleParameters } from "../expression/scope.ts";
import type { TapeNode } from "../expression/tape.ts";

interface ValuePieceOptions {
  readonly evaluator: Evaluator;
  slot(node: TapeNode): Slot;
}

/**
 * The value of `name=value` on a card as part of a deck template: like {@link valuePieces}, but a word has to be a parameter. ngspice takes
 * every word behind `=` for one.
 */
export function assignedPieces(value: Value, scope: Scope, options: AssignedPieceOptions): DeckTemplate {
  if (options.complete && value.kind === "word" && isName(value.name.key)) {
    const { key, text } = value.name;
    if (findParameter(scope, key) === undefined) {
      const nearest = nearestWord(key, visibleParameters(scope));
      options.collector.report("circuit/undefined-parameter", value.span, { name: text, nearest });
    }
  }
  return valuePieces(value, scope, options);
}

interface AssignedPieceOptions extends ValuePieceOptions {
  readonly collector: Collector;
  readonly complete: boolean;
}

/** Truth values, and texts such as `1,2` or `net-1`, are no names. */
function isName(key: string): boolean {
  return /^[a-z_][\w.]*$/.test(key) && !/^(?:true|false|yes|no|on|off|t|f)$/.test(key);
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
