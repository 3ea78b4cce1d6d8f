import type { Name } from "../../ast/expression.ts";
import { ltspiceHint } from "../../ast/ltspice-words.ts";
import type { Assignment, Value } from "../../ast/value.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import { spanText } from "../../source/source-text.ts";
import type { PassiveElement } from "../element.ts";
import { operations } from "../expression/operations.ts";
import type { TapeNode } from "../expression/tape.ts";
import type { FlatCard } from "../flattening/instance.ts";
import { deviceElement } from "./device.ts";
import { type BuildContext, type BuiltElement, type TrainedQuantity, valueNode } from "./element-builder.ts";
import { multiplicity } from "./multiplicity.ts";
import type { PassiveKind } from "./passive-kind.ts";
import { findPassiveValue } from "./passive-value.ts";
import { temperatureFactor } from "./temperature-factor.ts";

const commonParameters: ReadonlySet<string> = new Set(["m", "scale", "tc1", "tc2", "tc", "temp", "dtemp"]);

/** Parameters that need the model's geometry, or behave differently in different analyses: left to the simulator. */
const opaqueParameters: ReadonlySet<string> = new Set(["l", "w", "ac", "nt"]);

/** What a model may say for its elements, as if it stood on their cards: left to the simulator. */
const elementDefaults: ReadonlySet<string> = new Set(["scale", "tc", "temp", "dtemp", "ac"]);

/** Parameters that ngspice accepts and that do not change the linear element. */
const harmlessParameters: ReadonlySet<string> = new Set(["noisy", "noise", "bv_max"]);

/**
 * Build R, C or L: effective value = value · factor, the factor from m, scale and the temperature coefficients. Where the value comes from a
 * model's geometry, or depends on voltages, the element becomes a device.
 */
export function buildPassive(
  kind: PassiveKind,
  flat: FlatCard,
  context: BuildContext,
): readonly BuiltElement[] {
  const { card } = flat;
  const nodes = pairOf(flat.nodes);
  const { node, model } = findPassiveValue(kind, flat, context);
  reportUnknownParameters(kind, card.parameters, flat, context);
  const opaque =
    card.behaviour !== undefined ||
    card.parameters.some(({ name }) => opaqueParameters.has(name.key)) ||
    model?.command.parameters.some(({ name }) => elementDefaults.has(name.key)) === true;
  if (opaque || node === undefined) return [deviceElement(flat, context, card.behaviour === undefined)];

  const { tape } = context.evaluator;
  const value = kind.checkValue(node, flat, context);
  const parameter = (key: string): TapeNode | undefined => {
    const given = card.parameters.find(({ name }) => name.key === key);
    return given === undefined ? undefined : valueNode(given.value, flat, context);
  };
  let factor = temperatureFactor(flat, model, context);
  const scale = parameter("scale");
  if (scale !== undefined) factor = tape.apply(operations["*"], [factor, scale], card.span);
  const count = multiplicity(flat, context);
  if (count !== undefined) {
    factor = tape.apply(operations[kind.multiplicity === 1 ? "*" : "/"], [factor, count], card.span);
  }
  const initial = parameter("ic");
  const { index, name, definition } = flat;
  // Written out: a million elements are made here, and spreading objects costs more than all the rest of one.
  const plain: PassiveElement = {
    index,
    name,
    definition,
    span: card.span,
    kind: kind.kind,
    nodes,
    value: context.slot(value),
    factor: tape.valueOf(factor),
  };
  const element = initial === undefined ? plain : { ...plain, initial: context.slot(initial) };
  const untrained = card.value === undefined ? "its value stands in its model" : "its value is 0";
  const trained: TrainedQuantity =
    card.value === undefined || value !== node
      ? { kind: "none", reason: untrained }
      : { kind: "value", value: card.value };
  return [{ element, flat, factor, trained }];
}

function isPair(nodes: readonly number[]): nodes is readonly [number, number] {
  return nodes.length === 2;
}

/** The two nodes of a card, the same list where it has just two; a card that lacks one was reported. */
function pairOf(nodes: readonly number[]): readonly [number, number] {
  return isPair(nodes) ? nodes : [nodes[0] ?? 0, nodes[1] ?? 0];
}

function reportUnknownParameters(
  kind: PassiveKind,
  parameters: readonly Assignment[],
  flat: FlatCard,
  context: BuildContext,
): void {
  for (const { name, more } of parameters) {
    const [second] = more;
    if (name.key === "tc") reportCoefficients(kind, name, second, flat, context);
    else if (second !== undefined) {
      const args = { card: flat.card.name.text, text: spanText(second.span) };
      context.collector.report("syntax/unexpected-argument", second.span, args);
    }
    const known = [commonParameters, kind.parameters, opaqueParameters, harmlessParameters];
    if (known.some((names) => names.has(name.key))) continue;
    const nearest = nearestWord(name.key, [...commonParameters, ...kind.parameters]);
    context.collector.report("circuit/unknown-element-parameter", name.span, {
      name: name.text,
      element: flat.card.name.text,
      nearest,
      advice: ltspiceHint(name.key),
    });
  }
}

/**
 * `tc=`: ngspice knows it on resistors, with a second coefficient after a blank, or after a comma and a blank. In its PSpice mode it reads
 * the list of PSpice on R, C and L.
 */
function reportCoefficients(
  { kind }: PassiveKind,
  name: Name,
  second: Value | undefined,
  { card }: FlatCard,
  { collector }: BuildContext,
): void {
  if (kind !== "resistor") {
    collector.report("circuit/coefficients-of-resistors", name.span, { element: card.name.text });
    return;
  }
  if (second === undefined) return;
  const { source, start } = second.span;
  if (!/[^\s,],\s+$/.test(source.text.slice(0, start)))
    collector.report("circuit/coefficient-list", second.span, { element: card.name.text });
}
