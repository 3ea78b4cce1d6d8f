import type { ElementCard } from "../ast/element.ts";
import type { Expression } from "../ast/expression.ts";
import type { Statement } from "../ast/netlist.ts";
import { walkExpression, walkStatements } from "../ast/walk.ts";
import { spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import type { PassInput } from "./pass.ts";
import { scaleBounds } from "./scale-bounds.ts";
import { type ScaledLetter, scaleValue } from "./scaled-value.ts";

/** How a scaling acts on the parts of a netlist. */
export interface Scaling {
  readonly factors: Readonly<Record<ScaledLetter, number>>;
  /** On currents and voltages that B sources give. */
  readonly behaviour: { readonly current: number; readonly voltage: number };
  /** Whether the expression of a behaviour keeps its meaning under the scaling; otherwise why not. */
  refuseBehaviour(expression: Expression | undefined, card: ElementCard): string | undefined;
  /** Any other element: what changes on it, or why it cannot be scaled. */
  other(card: ElementCard): readonly TextEdit[] | string;
  /** What changes beside the value of an element. */
  beside(card: ElementCard): readonly TextEdit[];
  /** A card that is no element. */
  statement(statement: Statement): readonly TextEdit[];
}

/** Apply a scaling to every card, in subcircuits too: a value there is one text for all instances. What cannot be scaled is reported. */
export function scaleNetlist(input: PassInput, scaling: Scaling): string {
  const { netlist, collector, pass } = input;
  const edits: TextEdit[] = [];
  const refuse = (card: ElementCard, reason: string): void =>
    collector.report("transform/refused", card.name.span, { pass, what: card.name.text, reason });

  function element(card: ElementCard): void {
    if (!isScaled(card.letter)) {
      const changed = card.letter === "b" ? behavioural(card) : scaling.other(card);
      if (typeof changed === "string") refuse(card, changed);
      else edits.push(...changed);
      return;
    }
    const factor = scaling.factors[card.letter];
    edits.push(...scaling.beside(card));
    if (card.behaviour !== undefined) {
      const changed = behaviour(card, factor);
      if (typeof changed === "string") refuse(card, changed);
      else edits.push(...changed);
      return;
    }
    if (factor === 1) return;
    const edit = card.value === undefined ? undefined : scaleValue(card.value, factor);
    if (edit === undefined || isModel(card)) refuse(card, "its value stands in its model");
    else edits.push(edit);
  }

  const models = new Set<string>();
  walkStatements(netlist, (statement) => {
    if (statement.kind === "model") models.add(statement.name.key);
  });
  const isModel = ({ value }: ElementCard): boolean => value?.kind === "word" && models.has(value.name.key);

  /** E F G H and R C L whose value depends on the solution. */
  function behaviour(card: ElementCard, factor: number): readonly TextEdit[] | string {
    const given = card.behaviour!;
    if (given.form === "poly") {
      if (card.letter !== "e" && card.letter !== "g") return "its polynomial is one of currents";
      if (factor === 1) return [];
      return card.extra.flatMap((value) => scaleValue(value, factor) ?? []);
    }
    const refusal = scaling.refuseBehaviour(given.expression, card);
    if (refusal !== undefined) return refusal;
    if (factor === 1) return [];
    return given.expression === undefined || given.form === "table"
      ? "its form is not one expression"
      : [timesFactor(given.expression, factor)];
  }

  function behavioural(card: ElementCard): readonly TextEdit[] | string {
    const { form, expression } = card.behaviour ?? {};
    const refusal = scaling.refuseBehaviour(expression, card);
    if (refusal !== undefined || expression === undefined) return refusal ?? "it has no expression";
    const factor = form === "i" ? scaling.behaviour.current : scaling.behaviour.voltage;
    return factor === 1 ? [] : [timesFactor(expression, factor)];
  }

  walkStatements(netlist, (statement) => {
    if (statement.kind === "element") element(statement);
    else if (statement.kind !== "subcircuit" && statement.kind !== "library")
      edits.push(...scaling.statement(statement));
  });
  edits.push(...scaleBounds(input, scaling.factors));
  return applyEdits(netlist.source.text, edits);
}

function isScaled(letter: string): letter is ScaledLetter {
  return "rlcefgh".includes(letter);
}

function timesFactor({ span }: Expression, factor: number): TextEdit {
  return { span, replacement: `(${spanText(span)})*${factor}` };
}

/** Whether an expression names something that the test holds for. */
export function mentions(expression: Expression, test: (inner: Expression) => boolean): boolean {
  let found = false;
  walkExpression(expression, (inner) => {
    found ||= test(inner);
  });
  return found;
}
