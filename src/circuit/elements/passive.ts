import type { Name } from "../../ast/expression.ts";
import type { Assignment } from "../../ast/value.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { PassiveElement } from "../element.ts";
import { operations } from "../expression/operations.ts";
import type { TapeNode } from "../expression/tape.ts";
import type { FlatCard } from "../flatten.ts";
import type { FoundModel } from "../model-table.ts";
import { deviceElement } from "./device.ts";
import { type BuildContext, type BuiltElement, elementBase, valueNode } from "./element-builder.ts";
import { multiplicity } from "./multiplicity.ts";
import { temperatureFactor } from "./temperature-factor.ts";

/** What sets R, C and L apart. */
export interface PassiveKind {
  readonly kind: PassiveElement["kind"];
  /** Types of `.model` that give such an element. */
  readonly modelTypes: ReadonlySet<string>;
  /** The model's own value. */
  readonly modelValue: ReadonlySet<string>;
  /** +1 where `m` elements in parallel have m times the value, -1 where a m-th. */
  readonly multiplicity: 1 | -1;
  /** Parameters of the card beside those that all have. */
  readonly parameters: ReadonlySet<string>;
  /** Report (and replace) a value that cannot be meant. */
  checkValue(node: TapeNode, flat: FlatCard, context: BuildContext): TapeNode;
}

const commonParameters: ReadonlySet<string> = new Set(["m", "scale", "tc1", "tc2", "tc", "temp", "dtemp"]);

/** Model parameters that are folded into the factor, or that say nothing about the linear element. */
const foldedModelParameters: ReadonlySet<string> = new Set([
  "tc1",
  "tc2",
  "tc1r",
  "tc2r",
  "tce",
  "tnom",
  "kf",
  "af",
  "level",
  "type",
]);

/** Parameters that need the model's geometry, or behave differently in different analyses: left to the simulator. */
const opaqueParameters: ReadonlySet<string> = new Set(["l", "w", "ac", "nt"]);

/** Parameters that ngspice accepts and that do not change the linear element. */
const harmlessParameters: ReadonlySet<string> = new Set(["noisy", "noise", "bv_max"]);

/** The value that an element has, and the model that it names. */
interface PassiveSource {
  readonly node: TapeNode | undefined;
  readonly model: FoundModel | undefined;
}

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
  const nodes = [flat.nodes[0] ?? 0, flat.nodes[1] ?? 0] as const;
  const { node, model } = findValue(kind, flat, context);
  reportUnknownParameters(kind, card.parameters, flat, context);
  const opaque =
    card.behaviour !== undefined || card.parameters.some(({ name }) => opaqueParameters.has(name.key));
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
  const element: PassiveElement = {
    ...elementBase(flat),
    kind: kind.kind,
    nodes,
    value: context.slot(value),
    factor: tape.valueOf(factor),
    ...(initial === undefined ? {} : { initial: context.slot(initial) }),
  };
  const trained =
    card.value === undefined || value !== node
      ? ({
          kind: "none",
          reason: card.value === undefined ? "its value stands in its model" : "its value is 0",
        } as const)
      : ({ kind: "value", value: card.value } as const);
  return [{ element, flat, factor, trained }];
}

/** A lone word may name a parameter or a model; a value may stand in the model. */
function findValue(kind: PassiveKind, flat: FlatCard, context: BuildContext): PassiveSource {
  const { card, instance } = flat;
  const modelName = card.model ?? loneModel(flat, context);
  const model = modelName === undefined ? undefined : findPassiveModel(kind, modelName, flat, context);
  if (card.value !== undefined && (card.value.kind !== "word" || card.value.name !== modelName)) {
    return { node: valueNode(card.value, flat, context), model };
  }
  if (model === undefined) return { node: context.evaluator.tape.unknown(), model };
  const { parameters } = model.command;
  const given = parameters.find(({ name }) => kind.modelValue.has(name.key));
  const foldable = parameters.every(
    ({ name }) => foldedModelParameters.has(name.key) || kind.modelValue.has(name.key),
  );
  if (given === undefined || !foldable) return { node: undefined, model };
  return { node: context.evaluator.node(given.value, model.instance.scope), model };

  function loneModel({ card: { value } }: FlatCard, { models }: BuildContext): Name | undefined {
    return value?.kind === "word" && models.find(value.name.key, instance) !== undefined
      ? value.name
      : undefined;
  }
}

function findPassiveModel(
  kind: PassiveKind,
  name: Name,
  flat: FlatCard,
  context: BuildContext,
): FoundModel | undefined {
  const found = context.models.find(name.key, flat.instance);
  if (found === undefined) {
    if (context.complete)
      context.collector.report("circuit/unknown-model", name.span, { name: name.text, nearest: undefined });
    return undefined;
  }
  if (kind.modelTypes.has(found.command.type.key)) return found;
  const args = { name: name.text, type: found.command.type.text, element: flat.card.name.text };
  context.collector.report("circuit/wrong-model-type", name.span, args, {
    related: [{ message: "defined here", span: found.command.span }],
  });
  return undefined;
}

function reportUnknownParameters(
  kind: PassiveKind,
  parameters: readonly Assignment[],
  flat: FlatCard,
  context: BuildContext,
): void {
  for (const { name } of parameters) {
    const known = [commonParameters, kind.parameters, opaqueParameters, harmlessParameters];
    if (known.some((names) => names.has(name.key))) continue;
    const nearest = nearestWord(name.key, [...commonParameters, ...kind.parameters]);
    context.collector.report("circuit/unknown-element-parameter", name.span, {
      name: name.text,
      element: flat.card.name.text,
      nearest,
    });
  }
}
