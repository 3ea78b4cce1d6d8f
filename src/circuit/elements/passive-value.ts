import type { ElementCard } from "../../ast/element.ts";
import type { Name } from "../../ast/expression.ts";
import { ltspiceHint } from "../../ast/ltspice-words.ts";
import { spanText } from "../../source/source-text.ts";
import type { TapeNode } from "../expression/tape.ts";
import type { FlatCard } from "../flattening/instance.ts";
import type { FoundModel } from "../model-table.ts";
import { type BuildContext, valueNode } from "./element-builder.ts";
import type { PassiveKind } from "./passive-kind.ts";

/** Model parameters that are folded into the factor, or that say nothing about the linear element. */
// biome-ignore format: a list of words
const foldedModelParameters: ReadonlySet<string> = new Set([
  "tc1", "tc2", "tc1r", "tc2r", "tce", "tnom", "kf", "af", "level", "type",
]);

/** Where the value of R, C or L comes from. */
export interface PassiveValue {
  /** Undefined where the value follows from the geometry of a model. */
  readonly node: TapeNode | undefined;
  readonly model: FoundModel | undefined;
}

/**
 * The value of R, C or L and the model that its card names. A lone word may be the name of a parameter or of a model; a value that the
 * card does not give may stand in the model.
 */
export function findPassiveValue(kind: PassiveKind, flat: FlatCard, context: BuildContext): PassiveValue {
  const { card } = flat;
  const name = card.model ?? loneModel(flat, context);
  const model = name === undefined ? undefined : findPassiveModel(kind, name, flat, context);
  if (card.value !== undefined && (card.value.kind !== "word" || card.value.name !== name)) {
    return { node: valueNode(card.value, flat, context), model };
  }
  if (model === undefined) return { node: context.evaluator.tape.unknown(), model };
  const { parameters } = model.command;
  const isValue = (key: string): boolean => kind.modelValue.has(key);
  const given = parameters.find((parameter) => isValue(parameter.name.key));
  const foldable = parameters.every(({ name: { key } }) => foldedModelParameters.has(key) || isValue(key));
  if (given === undefined || !foldable) return { node: undefined, model };
  return { node: context.evaluator.node(given.value, model.instance.scope), model };
}

/** Parameters of R that are taken for a model where their sign is left out. */
const resistorParameters: ReadonlySet<string> = new Set("m scale tc tc1 tc2 temp dtemp ac w l".split(" "));

/** A scale suffix, a unit, or both. */
function isUnit(text: string): boolean {
  return /^(?:meg|mil|[tgkmunpfµμ])?(?:ohms?|Ω|f|farad|h|henry)?$/iu.test(text);
}

function loneModel({ card: { value }, instance }: FlatCard, { models }: BuildContext): Name | undefined {
  if (value?.kind !== "word") return undefined;
  return models.find(value.name.key, instance) === undefined ? undefined : value.name;
}

/** What a word behind the value probably is, where it is no model. */
function hintOf({ value, extra }: ElementCard, { text, key }: Name): string | undefined {
  const foreign = ltspiceHint(text);
  if (foreign !== undefined) return foreign;
  const [next] = extra;
  if (resistorParameters.has(key) && next?.kind === "number") return `write ${text}=${spanText(next.span)}`;
  return value?.kind === "number" && isUnit(text)
    ? `write ${spanText(value.span)}${text} without a space`
    : undefined;
}

function findPassiveModel(
  kind: PassiveKind,
  name: Name,
  { card, instance }: FlatCard,
  { models, collector, complete }: BuildContext,
): FoundModel | undefined {
  const found = models.find(name.key, instance);
  if (found === undefined) {
    const hint = hintOf(card, name);
    if (complete)
      collector.report(
        "circuit/unknown-model",
        name.span,
        { name: name.text, nearest: undefined },
        hint === undefined ? {} : { hint },
      );
    return undefined;
  }
  const { type, span } = found.command;
  if (kind.modelTypes.has(type.key)) {
    // Only of a resistor does ngspice read the two in either order.
    if (kind.kind !== "resistor" && card.value !== undefined && card.value.span.end <= name.span.start) {
      const value = spanText(card.value.span);
      collector.report("circuit/model-after-value", name.span, {
        name: name.text,
        element: card.name.text,
        value,
      });
    }
    return found;
  }
  const args = { name: name.text, type: type.text, element: card.name.text };
  collector.report("circuit/wrong-model-type", name.span, args, {
    related: [{ message: "defined here", span }],
  });
  return undefined;
}
