import type { ElementCard } from "../../ast/element.ts";
import { walkStatements } from "../../ast/walk.ts";
import type { Circuit, SlotDerivative } from "../../circuit/circuit.ts";
import type { PassiveElement, Slot } from "../../circuit/element.ts";
import { isPassive, type PartRule, partProperties } from "../../circuit/part-rules.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Span } from "../../source/source-text.ts";
import type { Compilation } from "../../training/compile.ts";
import { chooseStock, defaultProperties, type PartsTable, partUnits } from "../stock/choose-stock.ts";
import type { PartValue } from "./part-value.ts";

/** A part value before it is known what can be bought for it. */
type FoundValue = Omit<PartValue, "properties" | "stock">;

/** An untrained value that is to be fabricated moves no further than to its neighbours. */
const UNTRAINED_REACH = 1.6;

/**
 * Find the numbers of a netlist that have to become values one can buy: those of every R, L and C that depends on a trained value, and
 * of those that a rule calls by their very name. A value given by an expression is replaced by a number, so that each part can be chosen by itself. No
 * value moves further than by the factor `reach` from where training left it.
 *
 * Fails with `unsupported`, all reasons in one text, where a number cannot be replaced or nothing can be bought that comes near.
 */
export function findPartValues(
  compilation: Compilation,
  rules: readonly PartRule[],
  table: PartsTable | undefined,
  reach: number,
): Outcome<readonly PartValue[]> {
  const problems: string[] = [];
  const found = findNumbers(compilation, rules, problems);
  const values = found.flatMap((value): PartValue[] => {
    const { name, kind, elements } = value;
    const min = Math.max(value.min, value.value / reach);
    const max = Math.min(value.max, value.value * reach);
    const part = compilation.circuit.elements[elements[0]!] as PassiveElement;
    const given = partProperties(part, rules);
    const choice = chooseStock({ name, kind, value: value.value, min, max, properties: given }, table);
    if ("problem" in choice) {
      problems.push(choice.problem);
      return [];
    }
    const properties = { ...defaultProperties[kind], ...given };
    if ("stock" in choice) return [{ ...value, min, max, properties, stock: choice.stock }];
    // Made to its value: a trained one is re-trained along, an untrained one is as it is.
    const isFixed = value.max / value.min <= UNTRAINED_REACH ** 2 && value.trainable === undefined;
    return [{ ...value, ...(isFixed ? { min: value.value, max: value.value } : { min, max }), properties }];
  });
  if (problems.length > 0) return fail("unsupported", problems.join("\n"));
  if (values.length === 0) {
    return fail(
      "unsupported",
      "there is no part to choose: no resistor, capacitor or inductor is trained, and no @fabricate names one",
    );
  }
  return succeed(values);
}

function findNumbers(
  { source, netlist, circuit }: Compilation,
  rules: readonly PartRule[],
  problems: string[],
): readonly FoundValue[] {
  const { slots, derivatives } = circuit.evaluate(startOf(circuit));
  const cards = new Map<number, ElementCard>();
  walkStatements(netlist, (statement) => {
    if (statement.kind === "element") cards.set(statement.span.start, statement);
  });
  const byNumber = new Map<string, FoundValue>();
  for (const element of circuit.elements) {
    if (!isPassive(element)) continue;
    const own = derivatives.filter(({ slot }) => slot === element.value);
    if (own.length === 0 && !rules.some((rule) => rule.names(element))) continue;
    const value = slots[element.value]!;
    const number = numberBehind(value, own, circuit);
    const card = element.span.source === source ? cards.get(element.span.start) : undefined;
    const place = number?.span ?? card?.value?.span;
    if (place === undefined || place.source !== source) {
      problems.push(`${element.name} has its value in ${placeName(element, source)}: write it into its card`);
      continue;
    }
    const key = `${place.start}`;
    const known = byNumber.get(key);
    if (known === undefined) {
      const range = number ?? untrainedRange(own, value);
      byNumber.set(key, describe(element, value, range, place, number?.index));
    } else if (known.value !== value || known.kind !== element.kind) {
      problems.push(
        `${element.name} and ${circuit.elements[known.elements[0]!]!.name} have their values from one text, and they differ: give each a number of its own`,
      );
    } else byNumber.set(key, { ...known, elements: [...known.elements, element.index] });
  }
  return [...byNumber.values()];
}

/** The trained number that is an element's value, where it is one and nothing but that. */
function numberBehind(
  value: number,
  own: readonly SlotDerivative[],
  { trainables }: Circuit,
):
  | {
      readonly span: Span;
      readonly min: number;
      readonly max: number;
      readonly name: string;
      readonly index: number;
    }
  | undefined {
  const [only, second] = own;
  if (only === undefined || second !== undefined || only.derivative !== 1) return undefined;
  const trainable = trainables[only.parameter]!;
  if (trainable.start !== value) return undefined;
  const { name, span, min, max } = trainable;
  return { name, span, min, max, index: only.parameter };
}

function untrainedRange(
  own: readonly SlotDerivative[],
  value: number,
): { readonly min: number; readonly max: number } {
  return own.length > 0
    ? { min: 0, max: Number.POSITIVE_INFINITY }
    : { min: value / UNTRAINED_REACH, max: value * UNTRAINED_REACH };
}

function describe(
  element: PassiveElement,
  value: number,
  range: { readonly name?: string; readonly min: number; readonly max: number },
  span: Span,
  trainable: Slot | undefined,
): FoundValue {
  const { kind, index, definition } = element;
  return {
    name: range.name ?? definition,
    kind,
    unit: partUnits[kind],
    elements: [index],
    value,
    min: range.min,
    max: range.max,
    span,
    ...(trainable === undefined ? {} : { trainable }),
  };
}

function placeName(element: PassiveElement, source: Compilation["source"]): string {
  return element.span.source === source ? "its model" : `the included file ${element.span.source.name}`;
}

/** θ of the netlist as it stands. */
export function startOf({ trainables }: Circuit): Float64Array {
  return Float64Array.from(trainables, ({ start }) => start);
}
