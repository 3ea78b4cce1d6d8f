import type { IndependentSource, Slot } from "../element.ts";
import type { TapeNode } from "../expression/tape.ts";
import { assignedPieces } from "../template/value-pieces.ts";
import { type BuildContext, type ElementBuilder, elementBase, valueNode } from "./element-builder.ts";
import { multiplicity } from "./multiplicity.ts";
import { buildWaveform, valueAtStart } from "./waveform.ts";

/**
 * V and I. A source without `ac` has AC magnitude 0, one with a bare `ac` 1. A source without a DC value has that of its waveform at time
 * 0, which is what ngspice takes for operating points.
 */
export const buildIndependentSource: ElementBuilder = (flat, context) => {
  const { card } = flat;
  const { tape } = context.evaluator;
  const isVoltage = card.letter === "v";
  const given = card.source;
  const reportUnknown = (name: string, span: typeof card.span): void =>
    context.collector.report("circuit/unknown-element-parameter", span, {
      name,
      element: card.name.text,
      nearest: undefined,
    });
  for (const { name, value } of card.parameters) {
    assignedPieces(value, flat.instance.scope, context);
    if (name.key !== "m" || isVoltage) reportUnknown(name.text, name.span);
  }
  reportPort(flat.card.extra, context, card.name.text);

  const node = (value: NonNullable<typeof given>["dc"], otherwise: () => TapeNode): TapeNode =>
    value === undefined ? otherwise() : valueNode(value, flat, context);
  const dc = node(given?.dc, () =>
    given?.waveform === undefined ? tape.constant(0) : valueAtStart(given.waveform, flat, context),
  );
  const acMagnitude = node(given?.acMagnitude, () => tape.constant(given?.hasAc === true ? 1 : 0));
  const acPhase = node(given?.acPhase, () => tape.constant(0));
  const count = isVoltage ? undefined : multiplicity(flat, context);
  const factor = count ?? tape.constant(1);
  const slots: { readonly [Field in "dc" | "acMagnitude" | "acPhase"]: Slot } = {
    dc: context.slot(dc),
    acMagnitude: context.slot(acMagnitude),
    acPhase: context.slot(acPhase),
  };
  const element: IndependentSource = {
    ...elementBase(flat),
    kind: isVoltage ? "voltage-source" : "current-source",
    nodes: [flat.nodes[0] ?? 0, flat.nodes[1] ?? 0],
    ...slots,
    ...(given?.waveform === undefined ? {} : { waveform: buildWaveform(given.waveform, flat, context) }),
    factor: tape.valueOf(factor),
  };
  const trained = {
    kind: "source",
    dc: given?.dc,
    acMagnitude: given?.acMagnitude,
    hasAc: given?.hasAc ?? false,
  } as const;
  return [{ element, flat, factor, trained }];
};

/** `portnum` makes an RF port of a source, with an impedance of its own in series: `@port` is the way to say that here. */
function reportPort(
  extra: readonly {
    readonly kind: string;
    readonly span: Parameters<BuildContext["collector"]["report"]>[1];
  }[],
  { collector }: BuildContext,
  element: string,
): void {
  for (const value of extra) {
    const { start, end, source } = value.span;
    const word = source.text.slice(start, end).toLowerCase();
    if (word === "portnum") collector.report("circuit/port-on-source", value.span, { element });
  }
}
