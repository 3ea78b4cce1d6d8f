import type { Selector, TrainDirective } from "../../ast/directive.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { Span } from "../../source/source-text.ts";
import type { Trainable } from "../circuit.ts";
import type { Definition, PlacedDirective } from "../definition.ts";
import type { CircuitElement } from "../element.ts";
import type { BuiltElement } from "../elements/element-builder.ts";
import type { Evaluator } from "../expression/evaluator.ts";
import type { Parameter } from "../expression/scope.ts";
import type { TapeNode } from "../expression/tape.ts";
import { ancestors, type FlatNetlist, type Instance } from "../flatten.ts";
import { type TrainedKind, type TrainOptions, trainingRange } from "./bounds.ts";
import { findNumbers, findParameterNumbers, type WrittenNumber } from "./find-numbers.ts";
import { compilePattern, hasWildcard, type NamePattern } from "./selector-pattern.ts";
import { trainOptions } from "./train-options.ts";

/** The trainables of a circuit, and the leaf of the tape that each of them is. */
export interface SelectedTrainables {
  readonly trainables: readonly Trainable[];
  readonly leaves: readonly TapeNode[];
}

interface SelectionContext {
  readonly directives: readonly PlacedDirective<TrainDirective>[];
  readonly flat: FlatNetlist;
  readonly built: readonly BuiltElement[];
  readonly evaluator: Evaluator;
  readonly collector: Collector;
  /** Which number of V and I is meant. */
  readonly sourceQuantity: "acMagnitude" | "dc";
}

/** A number that was selected, with the options of all directives that reached it. */
interface Selection {
  readonly number: WrittenNumber;
  readonly kind: TrainedKind;
  readonly unit: string;
  options: TrainOptions;
  /** Of the selector or option to blame. */
  span: Span;
}

/** Find what the `@train` directives mean. A later directive refines the options of an earlier one. */
export function selectTrainables(context: SelectionContext): SelectedTrainables {
  const { collector, evaluator } = context;
  const selections = new Map<TapeNode, Selection>();
  for (const placed of context.directives) {
    const scope = context.flat.top.scope;
    const options = trainOptions(placed.directive, scope, evaluator, collector);
    for (const { numbers, span } of selectedBy(placed, context)) {
      for (const { number, kind, unit } of numbers) {
        const leaf = evaluator.tape.literal(number.value, number.span);
        const before = selections.get(leaf);
        if (before === undefined) selections.set(leaf, { number, kind, unit, options, span });
        else {
          before.options = { ...before.options, ...options };
          before.span = span;
        }
      }
    }
  }
  const trainables: Trainable[] = [];
  const leaves: TapeNode[] = [];
  for (const [leaf, selection] of selections) {
    const trainable = finish(selection, collector);
    if (trainable === undefined) continue;
    trainables.push(trainable);
    leaves.push(leaf);
  }
  return { trainables, leaves };
}

/** Settle bounds, scale and start of one number; undefined where they contradict each other, which is reported. */
function finish(
  { number, kind, unit, options, span }: Selection,
  collector: Collector,
): Trainable | undefined {
  const { name, value } = number;
  const { min, max, scale } = trainingRange(kind, value, options);
  if (min > max) {
    collector.report("circuit/bounds-crossed", span, { name, min, max });
    return undefined;
  }
  const start = Math.min(Math.max(value, min), max);
  if (scale === "log" && (min <= 0 || start <= 0)) {
    collector.report("circuit/log-of-non-positive", span, { name, bound: min });
    return undefined;
  }
  if (start !== value) {
    collector.report(
      "circuit/start-moved",
      span,
      { name, value, start },
      {
        related: [{ message: "the value stands here", span: number.span }],
      },
    );
  }
  return { name, unit, span: number.span, start, min, max, scale };
}

interface SelectedNumbers {
  readonly numbers: readonly Pick<Selection, "number" | "kind" | "unit">[];
  /** The selector, or the inline directive. */
  readonly span: Span;
}

function selectedBy(
  placed: PlacedDirective<TrainDirective>,
  context: SelectionContext,
): readonly SelectedNumbers[] {
  const { directive, card } = placed;
  if (directive.selectors.length > 0)
    return directive.selectors.map((selector) => selectedByPattern(selector, placed, context));
  if (card === undefined) return [];
  const { span } = directive;
  if (card.letter === "x") {
    const own = allParameters(context.flat).filter(({ value }) =>
      card.parameters.some((given) => given.value === value),
    );
    const numbers = own.flatMap(parameterNumbers);
    if (numbers.length === 0) {
      context.collector.report("circuit/nothing-to-train", span, {
        name: card.name.text,
        reason: "it gives its subcircuit no number",
      });
    }
    return [{ numbers, span }];
  }
  const elements = context.built.filter(({ flat }) => flat.card === card);
  return [{ numbers: elements.flatMap((element) => elementNumbers(element, span, context)), span }];
}

function selectedByPattern(
  selector: Selector,
  { definition }: PlacedDirective,
  context: SelectionContext,
): SelectedNumbers {
  const { span, pattern } = selector;
  const fits = compilePattern(pattern.text);
  if (selector.kind === "parameter") {
    const numbers = allParameters(context.flat)
      .filter((parameter) => parameterFits(parameter, fits, definition))
      .flatMap(parameterNumbers);
    if (numbers.length === 0) reportNothing(selector, parameterNames(context.flat), context);
    return { numbers, span };
  }
  const elements = context.built.filter((element) => elementFits(element, fits, definition));
  if (elements.length === 0) reportNothing(selector, elementNames(context.built), context);
  if (!hasWildcard(pattern.text)) {
    return { numbers: elements.flatMap((element) => elementNumbers(element, span, context)), span };
  }
  // A pattern means the elements that can be trained; those that cannot are named, so that nothing is left out silently.
  const numbers = elements.map((element) => ({
    element,
    numbers: elementNumbers(element, span, context, true),
  }));
  const without = numbers
    .filter((found) => found.numbers.length === 0)
    .map(({ element }) => element.element.name);
  if (elements.length > 0 && without.length === elements.length) {
    context.collector.report("circuit/nothing-to-train", span, {
      name: pattern.text,
      reason: "no element that it fits is described by a number",
    });
  } else if (without.length > 0) {
    context.collector.report("circuit/not-trained", span, {
      pattern: pattern.text,
      names: [...new Set(without)],
    });
  }
  return { numbers: numbers.flatMap((found) => found.numbers), span };
}

/** An element answers to its flat name, to `<subckt>.<element>`, and inside a subcircuit's body to its name there. */
function elementFits({ element, flat }: BuiltElement, fits: NamePattern, from: Definition): boolean {
  if (from.name === "" || from.parent === undefined) return fits(element.name) || fits(element.definition);
  return ancestors(flat.instance).some(
    ({ definition, path }) => definition === from && fits(element.name.slice(path.length + 1)),
  );
}

function parameterFits(parameter: Parameter, fits: NamePattern, from: Definition): boolean {
  if (fits(parameter.canonical) || fits(parameter.flat)) return true;
  return (
    from.parent !== undefined &&
    fits(parameter.canonical.slice(from.label.length + 1)) &&
    parameter.canonical.startsWith(`${from.label}.`)
  );
}

function elementNumbers(
  { element, flat, trained }: BuiltElement,
  span: Span,
  { collector, sourceQuantity }: SelectionContext,
  silent = false,
): readonly Pick<Selection, "number" | "kind" | "unit">[] {
  const { name } = element;
  const report = (reason: string): readonly never[] => {
    if (!silent) collector.report("circuit/nothing-to-train", span, { name, reason });
    return [];
  };
  if (trained.kind === "none") return report(trained.reason);
  const value = trained.kind === "value" ? trained.value : trained[sourceQuantity];
  if (value === undefined) {
    if (trained.kind === "source" && sourceQuantity === "acMagnitude" && trained.hasAc) {
      if (!silent) collector.report("circuit/bare-ac", span, { name });
      return [];
    }
    return report(
      sourceQuantity === "dc"
        ? "no DC value is written on its card"
        : "no AC magnitude is written on its card",
    );
  }
  const numbers = findNumbers(value, flat.instance.scope, element.definition);
  if (numbers.length === 0) return report("its value is an expression that names no parameter with a number");
  return numbers.map((number) =>
    number.parameter === undefined
      ? { number, kind: elementKind(element), unit: units[element.kind] }
      : { number, kind: "positive" as const, unit: "" },
  );
}

function parameterNumbers(parameter: Parameter): readonly Pick<Selection, "number" | "kind" | "unit">[] {
  return findParameterNumbers(parameter).map((number) => ({ number, kind: "positive", unit: "" }));
}

function elementKind({ kind }: CircuitElement): TrainedKind {
  if (kind === "coupling") return "coupling";
  return kind === "resistor" || kind === "capacitor" || kind === "inductor" ? "positive" : "open";
}

const units = {
  resistor: "Ohm",
  capacitor: "F",
  inductor: "H",
  coupling: "",
  "voltage-source": "V",
  "current-source": "A",
  vcvs: "",
  vccs: "S",
  cccs: "",
  ccvs: "Ohm",
  device: "",
} as const satisfies Record<CircuitElement["kind"], string>;

/** The parameters in force, of all instances. */
function allParameters({ instances }: FlatNetlist): readonly Parameter[] {
  return instances.flatMap(({ scope }: Instance) => [...scope.parameters.values()]);
}

function parameterNames(flat: FlatNetlist): ReadonlySet<string> {
  return new Set(allParameters(flat).flatMap(({ canonical, flat: name }) => [canonical, name]));
}

function elementNames(built: readonly BuiltElement[]): ReadonlySet<string> {
  return new Set(built.flatMap(({ element }) => [element.name, element.definition]));
}

function reportNothing(
  { pattern, kind, span }: Selector,
  names: ReadonlySet<string>,
  { collector }: SelectionContext,
): void {
  const prefix = kind === "parameter" ? "param:" : "";
  const nearest = nearestWord(pattern.text, names);
  collector.report("circuit/selector-matches-nothing", span, {
    pattern: `${prefix}${pattern.text}`,
    nearest: nearest === undefined ? undefined : `${prefix}${nearest}`,
  });
}
