import type { Selector, TrainDirective } from "../../ast/directive.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { Span } from "../../source/source-text.ts";
import type { Definition, PlacedDirective } from "../definitions/definition.ts";
import type { BuiltElement } from "../elements/element-builder.ts";
import type { Parameter } from "../expression/scope.ts";
import type { FlatNetlist } from "../flattening/flatten.ts";
import { ancestors } from "../flattening/instance.ts";
import { compilePattern, hasWildcard, type NamePattern } from "./selector-pattern.ts";
import {
  elementNumbers,
  namedSourceQuantity,
  parameterNumbers,
  type TrainableNumber,
  type Untrainable,
} from "./trainable-number.ts";

/** What one selector (or an inline directive) reaches. */
export interface SelectedNumbers {
  readonly numbers: readonly TrainableNumber[];
  /** The selector, or the inline directive. */
  readonly span: Span;
}

interface SelectorContext {
  readonly flat: FlatNetlist;
  readonly built: readonly BuiltElement[];
  readonly collector: Collector;
  /** Which number of V and I is meant. */
  readonly sourceQuantity: "acMagnitude" | "dc";
  /** Whether the DC value of a source can matter to a goal: it biases a device, or some analysis is no AC sweep. */
  readonly dcMatters: boolean;
}

/** Finds the numbers that the selectors of a `@train` mean; what they miss is reported. */
export type SelectorResolver = (placed: PlacedDirective<TrainDirective>) => readonly SelectedNumbers[];

/** Index the elements and parameters of a circuit for selectors. */
export function createSelectorResolver({
  flat,
  built,
  collector,
  sourceQuantity,
  dcMatters,
}: SelectorContext): SelectorResolver {
  const parameters = flat.instances.flatMap(({ scope }) => [...scope.parameters.values()]);

  function reportUntrainable(name: string, span: Span, why: Untrainable): void {
    if (why.kind === "bare-ac") collector.report("circuit/bare-ac", span, { name });
    else collector.report("circuit/nothing-to-train", span, { name, reason: why.reason });
  }

  /** The numbers of elements that were named one by one: each must have some. */
  function ofEach(chosen: readonly BuiltElement[], span: Span): readonly TrainableNumber[] {
    return chosen.flatMap((entry) => {
      const numbers = elementNumbers(entry, namedSourceQuantity(entry, sourceQuantity, dcMatters));
      if (!("kind" in numbers)) return numbers;
      reportUntrainable(entry.element.name, span, numbers);
      return [];
    });
  }

  /** A pattern means the elements that can be trained; those that cannot are named, so that nothing is left out silently. */
  function ofPattern(
    chosen: readonly BuiltElement[],
    { pattern, span }: Selector,
  ): readonly TrainableNumber[] {
    const without = new Set<string>();
    const numbers = chosen.flatMap((entry) => {
      const found = elementNumbers(entry, sourceQuantity);
      if (!("kind" in found)) return found;
      without.add(entry.element.name);
      return [];
    });
    if (numbers.length === 0 && chosen.length > 0) {
      reportUntrainable(pattern.text, span, {
        kind: "other",
        reason: "no element that it fits is described by a number",
      });
    } else if (without.size > 0) {
      collector.report("circuit/not-trained", span, { pattern: pattern.text, names: [...without] });
    }
    return numbers;
  }

  function ofSelector(selector: Selector, from: Definition): SelectedNumbers {
    const { pattern, span } = selector;
    const fits = compilePattern(pattern.text);
    if (selector.kind === "parameter") {
      const chosen = parameters.filter((parameter) => parameterFits(parameter, fits, from));
      if (chosen.length === 0) {
        reportNothing(
          selector,
          new Set(parameters.flatMap(({ canonical, flat: name }) => [canonical, name])),
        );
      }
      return { numbers: chosen.flatMap(parameterNumbers), span };
    }
    const chosen = built.filter((entry) => elementFits(entry, fits, from));
    if (chosen.length === 0) {
      reportNothing(selector, new Set(built.flatMap(({ element }) => [element.name, element.definition])));
    }
    return { numbers: hasWildcard(pattern.text) ? ofPattern(chosen, selector) : ofEach(chosen, span), span };
  }

  function reportNothing({ pattern, kind, span }: Selector, names: ReadonlySet<string>): void {
    const prefix = kind === "parameter" ? "param:" : "";
    const nearest = nearestWord(pattern.text, names);
    const hint = selectorHint(`${prefix}${pattern.text}`, parameters);
    const args = {
      pattern: `${prefix}${pattern.text}`,
      nearest: nearest === undefined ? undefined : `${prefix}${nearest}`,
    };
    collector.report("circuit/selector-matches-nothing", span, args, hint === undefined ? {} : { hint });
  }

  /** An inline directive without selectors: the value of its element, or all numbers that an X card gives. */
  function ofCard(card: NonNullable<PlacedDirective["card"]>, span: Span): SelectedNumbers {
    if (card.letter !== "x")
      return {
        numbers: ofEach(
          built.filter((entry) => entry.flat.card === card),
          span,
        ),
        span,
      };
    const given = new Set(card.parameters.map(({ value }) => value));
    const numbers = parameters.filter(({ value }) => given.has(value)).flatMap(parameterNumbers);
    if (numbers.length === 0) {
      reportUntrainable(card.name.text, span, { kind: "other", reason: "it gives its subcircuit no number" });
    }
    return { numbers, span };
  }

  return ({ directive, definition, card }) => {
    if (directive.selectors.length > 0)
      return directive.selectors.map((selector) => ofSelector(selector, definition));
    return card === undefined ? [] : [ofCard(card, directive.span)];
  };
}

/** What was meant by a word that names no element: a parameter, a bound, a value, all elements. */
function selectorHint(word: string, parameters: readonly Parameter[]): string | undefined {
  const key = word.toLowerCase();
  const parameter = parameters.find(({ canonical, flat }) =>
    [canonical, flat].some((name) => name.toLowerCase() === key),
  );
  if (parameter !== undefined) return `did you mean param:${parameter.canonical}?`;
  if (key === "min" || key === "max" || key === "scale") return `write ${key}=…`;
  if (key === "param:") return "write param:name without a space";
  if (/^[[(]?[-+.\d]/.test(word)) return "bounds are written min=10 max=10k";
  if (key === "all" || key === "everything") return "write * for all elements";
  return undefined;
}

/** An element answers to its flat name, to `<subckt>.<element>`, and inside a subcircuit's body to its name there. */
function elementFits({ element, flat }: BuiltElement, fits: NamePattern, from: Definition): boolean {
  if (from.parent === undefined) return fits(element.name) || fits(element.definition);
  return ancestors(flat.instance).some(
    ({ definition, path }) => definition === from && fits(element.name.slice(path.length + 1)),
  );
}

/** A parameter answers to the names of its text and of its instance, and inside a subcircuit's body to its name there. */
function parameterFits({ canonical, flat }: Parameter, fits: NamePattern, from: Definition): boolean {
  if (fits(canonical) || fits(flat)) return true;
  const prefix = `${from.label}.`;
  return from.parent !== undefined && canonical.startsWith(prefix) && fits(canonical.slice(prefix.length));
}
