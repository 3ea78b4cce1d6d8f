import type { Value } from "../../ast/value.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { CurrentControlledSource, VoltageControlledSource } from "../element.ts";
import { operations } from "../expression/operations.ts";
import type { TapeNode } from "../expression/tape.ts";
import type { FlatCard } from "../flattening/instance.ts";
import { deviceElement, placeholder } from "./device.ts";
import {
  type BuildContext,
  type BuiltElement,
  type ElementBuilder,
  elementBase,
  numberOf,
  valueNode,
} from "./element-builder.ts";
import { multiplicity } from "./multiplicity.ts";

/** E: v(out) = gain · v(control); G: current gain · v(control) from the positive node through the source to the negative. */
export const buildVoltageControlled: ElementBuilder = (flat, context) => {
  const gain = linearGain(flat, context);
  if (gain === undefined) return [deviceElement(flat, context, isLinearForm(flat))];
  const isVoltage = flat.card.letter === "e";
  const factor = currentFactor(flat, context, isVoltage);
  const element: VoltageControlledSource = {
    ...elementBase(flat),
    kind: isVoltage ? "vcvs" : "vccs",
    nodes: [flat.nodes[0] ?? 0, flat.nodes[1] ?? 0],
    control: [flat.controlNodes[0] ?? 0, flat.controlNodes[1] ?? 0],
    value: context.slot(valueNode(gain, flat, context)),
    factor: context.evaluator.tape.valueOf(factor),
  };
  return [{ element, flat, factor, trained: { kind: "value", value: gain } }];
};

/** H: v(out) = gain · i(control); F: current gain · i(control). The control is the current through a voltage source. */
export const buildCurrentControlled: ElementBuilder = (flat, context) => {
  const { card, instance } = flat;
  const missing = card.references.filter(({ text }) => context.findCard(text, instance) === undefined);
  for (const reference of missing) {
    if (!context.complete) break;
    const nearest = nearestWord(
      reference.text,
      [...instance.elements.values()]
        .map(({ card: { name } }) => name.text)
        .filter((name) => /^v/i.test(name)),
    );
    context.collector.report("circuit/missing-control", reference.span, {
      element: card.name.text,
      name: reference.text,
      nearest,
    });
  }
  const control =
    card.references[0] === undefined ? undefined : context.findCard(card.references[0].text, instance);
  if (control === undefined || missing.length > 0) return [placeholder(flat)];
  // ngspice measures currents through everything that has a voltage law; only a voltage source has no law of its own besides.
  if (!new Set(["v", "e", "h"]).has(control.card.letter)) {
    context.collector.report("circuit/control-without-current", card.references[0]!.span, {
      element: card.name.text,
      name: card.references[0]!.text,
    });
    return [placeholder(flat)];
  }
  const gain = linearGain(flat, context);
  if (gain === undefined || control.card.letter !== "v")
    return [deviceElement(flat, context, gain !== undefined || isLinearForm(flat))];
  const isVoltage = card.letter === "h";
  const factor = currentFactor(flat, context, isVoltage);
  const element: CurrentControlledSource = {
    ...elementBase(flat),
    kind: isVoltage ? "ccvs" : "cccs",
    nodes: [flat.nodes[0] ?? 0, flat.nodes[1] ?? 0],
    controlSource: control.index,
    value: context.slot(valueNode(gain, flat, context)),
    factor: context.evaluator.tape.valueOf(factor),
  };
  return [
    { element, flat, factor, trained: { kind: "value", value: gain } },
  ] satisfies readonly BuiltElement[];
};

/**
 * The gain where a source is a plain gain: given as such, or as a polynomial in one variable whose constant is 0 and which ends
 * with its linear term.
 */
function linearGain(flat: FlatCard, context: BuildContext): Value | undefined {
  const { value, behaviour, extra, controlNodes, references } = flat.card;
  if (behaviour === undefined) return value;
  const dimensions = controlNodes.length / 2 + references.length;
  if (behaviour.form !== "poly" || dimensions !== 1) return undefined;
  const [constant, linear, ...higher] = extra;
  if (constant === undefined || linear === undefined) return undefined;
  // A coefficient that depends on parameters might not stay 0.
  const isZero = (coefficient: Value): boolean =>
    coefficient.kind === "number" && numberOf(coefficient, flat, context) === 0;
  return isZero(constant) && higher.every(isZero) ? linear : undefined;
}

/** Laplace and frequency tables are linear though they are no plain gain. */
function isLinearForm({ card: { behaviour } }: FlatCard): boolean {
  return behaviour?.form === "laplace" || behaviour?.form === "freq";
}

/** `m` multiplies currents; a voltage source has none. */
function currentFactor(flat: FlatCard, context: BuildContext, isVoltage: boolean): TapeNode {
  const { tape } = context.evaluator;
  const own = flat.card.parameters.find(({ name }) => name.key === "m");
  if (isVoltage) {
    if (own !== undefined) {
      context.collector.report("circuit/unknown-element-parameter", own.name.span, {
        name: own.name.text,
        element: flat.card.name.text,
        nearest: undefined,
      });
    }
    return tape.constant(1);
  }
  const count = multiplicity(flat, context);
  return count === undefined
    ? tape.constant(1)
    : tape.apply(operations["*"], [tape.constant(1), count], flat.card.span);
}
