import type { DirectiveOption, Selector, TrainDirective } from "../ast/directive.ts";
import type { ElementCard } from "../ast/element.ts";
import { walkStatements } from "../ast/walk.ts";
import { compilePattern } from "../circuit/trainable/selector-pattern.ts";
import { spanText } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";
import { lineEndOf } from "./layout.ts";
import type { PassInput } from "./pass.ts";
import { type ScaledLetter, scaleValue } from "./scaled-value.ts";

/** Scale `min` and `max` of `@train` with the values that they bound; a directive whose selectors are scaled differently becomes several. */
export function scaleBounds(
  { netlist, collector, pass }: PassInput,
  factors: Readonly<Record<ScaledLetter, number>>,
): readonly TextEdit[] {
  const cards: ElementCard[] = [];
  walkStatements(netlist, (statement) => {
    if (statement.kind === "element") cards.push(statement);
  });
  /** A value that is an expression trains its parameters, which are not scaled. */
  const cardFactor = ({ letter, value }: ElementCard): number =>
    value?.kind === "number" ? (factors[letter as ScaledLetter] ?? 1) : 1;

  /** The one factor of all that a selector fits; undefined where there are several. */
  function selectorFactor({ kind, pattern }: Selector): number | undefined {
    if (kind === "parameter") return 1;
    const fits = compilePattern(pattern.text.slice(pattern.text.lastIndexOf(".") + 1));
    const found = new Set(cards.filter(({ name }) => fits(name.text)).map(cardFactor));
    return found.size <= 1 ? ([...found][0] ?? 1) : undefined;
  }

  function ofDirective(directive: TrainDirective, card?: ElementCard): readonly TextEdit[] {
    const bounds = directive.options.filter(({ name }) => name.key === "min" || name.key === "max");
    if (bounds.length === 0) return [];
    const groups = new Map<number | undefined, Selector[]>();
    for (const selector of directive.selectors) {
      const factor = selectorFactor(selector);
      groups.set(factor, [...(groups.get(factor) ?? []), selector]);
    }
    if (directive.selectors.length === 0 && card !== undefined) groups.set(cardFactor(card), []);
    for (const { span } of groups.get(undefined) ?? []) {
      const reason = "it fits elements that are scaled differently";
      collector.report("transform/left-as-it-is", span, {
        pass,
        what: `the bounds of ${spanText(span)}`,
        reason,
      });
    }
    const [only] = groups.keys();
    if (groups.size === 1)
      return only === undefined || only === 1
        ? []
        : bounds.flatMap(({ value }) => scaleValue(value, only) ?? []);
    const lines = [...groups].map(([factor, selectors]) => {
      const names = selectors.map(({ span }) => spanText(span));
      return `* @train ${[...names, ...directive.options.map((option) => optionText(option, factor ?? 1))].join(" ")}`;
    });
    return [{ span: directive.span, replacement: lines.join(lineEndOf(netlist.source.text)) }];
  }

  const edits: TextEdit[] = [];
  walkStatements(netlist, (statement) => {
    if (statement.kind === "directive" && statement.directive?.kind === "train")
      edits.push(...ofDirective(statement.directive));
    if (statement.kind !== "element") return;
    for (const directive of statement.inline)
      if (directive.kind === "train") edits.push(...ofDirective(directive, statement));
  });
  return edits;
}

function optionText({ name, value, span }: DirectiveOption, factor: number): string {
  if (name.key !== "min" && name.key !== "max") return spanText(span);
  return `${name.text}=${scaleValue(value, factor)?.replacement ?? spanText(value.span)}`;
}
