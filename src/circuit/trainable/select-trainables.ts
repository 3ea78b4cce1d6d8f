import type { TrainDirective } from "../../ast/directive.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { type Span, spanText } from "../../source/source-text.ts";
import type { Trainable } from "../circuit.ts";
import type { PlacedDirective } from "../definitions/definition.ts";
import type { BuiltElement } from "../elements/element-builder.ts";
import type { Evaluator } from "../expression/evaluator.ts";
import type { TapeNode } from "../expression/tape.ts";
import type { FlatNetlist } from "../flattening/flatten.ts";
import { type TrainOptions, trainingRange } from "./bounds.ts";
import { createSelectorResolver } from "./resolve-selectors.ts";
import { trainOptions } from "./train-options.ts";
import type { TrainableNumber } from "./trainable-number.ts";

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
  /** Whether the DC value of a source can matter to a goal. */
  readonly dcMatters: boolean;
}

/** A number that was selected, with the options of all directives that reached it. */
interface Selection extends TrainableNumber {
  readonly options: TrainOptions;
  /** Of the last selector that reached it: the place to blame. */
  readonly span: Span;
}

/** Find what the `@train` directives mean. A later directive refines the options of an earlier one. */
export function selectTrainables(context: SelectionContext): SelectedTrainables {
  const { collector, evaluator, flat, directives } = context;
  const resolve = createSelectorResolver(context);
  const selections = new Map<TapeNode, Selection>();
  for (const placed of directives) {
    const options = trainOptions(placed.directive, flat.top.scope, evaluator, collector);
    for (const { numbers, span } of resolve(placed)) {
      for (const { number, kind, unit } of numbers) {
        if (unit === "Ohm") reportMilli(placed.directive, collector);
        const leaf = evaluator.tape.literal(number.value, number.span);
        const before = selections.get(leaf);
        if (before === undefined) selections.set(leaf, { number, kind, unit, options, span });
        else selections.set(leaf, { ...before, options: { ...before.options, ...options }, span });
      }
    }
  }
  const settled = [...selections].flatMap(([leaf, selection]) => {
    const trainable = settle(selection, collector);
    return trainable === undefined ? [] : [{ leaf, trainable }];
  });
  return {
    trainables: settled.map(({ trainable }) => trainable),
    leaves: settled.map(({ leaf }) => leaf),
  };
}

/** A bound of a resistance with a capital M: it looks like mega, and is milli. */
function reportMilli({ options }: TrainDirective, collector: Collector): void {
  for (const { value } of options) {
    const text = spanText(value.span);
    if (value.kind === "number" && /\dM$/.test(text))
      collector.report("syntax/milli-or-mega", value.span, { text, value: value.value });
  }
}

/** Settle bounds, scale and start of one number; undefined where they contradict each other, which is reported. */
function settle(
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
    const related = [{ message: "the value stands here", span: number.span }];
    collector.report("circuit/start-moved", span, { name, value, start }, { related });
  }
  return { name, unit, span: number.span, start, min, max, scale };
}
