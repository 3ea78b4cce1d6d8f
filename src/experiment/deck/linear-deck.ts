import type { Slot } from "../../circuit/element.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { DcExperiment, Experiment } from "../experiment.ts";
import type { Deck } from "./deck.ts";
import { createDeckBuilder, type DeckBuilder } from "./deck-builder.ts";
import { deckOptions } from "./deck-options.ts";
import { findCurrentless, findUnheldNode } from "./deck-refusals.ts";
import type { DevicePorts } from "./device-ports.ts";
import { type CardContext, putTransposedControls, writeElement } from "./element-cards.ts";
import { quantityVectors, writeModels, writeSave } from "./network-cards.ts";
import { sweptValues } from "./point-index.ts";
import { type EntryForm, formatPlateaus, type LinearGain, writeSmallSignal } from "./small-signal-cards.ts";
import { writeUnitNudges } from "./unit-nudges.ts";

/**
 * A deck of the transposed, linearised network at an operating point with all independent sources off: its `.op` under a unit nudge is the
 * nudge phase of that point.
 */
export interface LinearDeck extends Deck {
  /** The source whose DC value or AC magnitude nudges each probe. */
  readonly nudges: readonly string[];
  /** The sources of the entries of the devices' matrices, [device][row][column]. */
  readonly gains: readonly (readonly (readonly LinearGain[])[])[];
  /** The source whose DC value is a current into each terminal of a device, [device][terminal]; where the form asks for them. */
  readonly injections: readonly (readonly string[])[];
  /** The vector that holds each quantity; undefined is ground. */
  readonly vectors: readonly (string | undefined)[];
}

/**
 * Build the nudge deck; `devices` are replaced by their small-signal matrices. Fails as `buildAcDeck` does.
 */
export function buildLinearDeck(
  experiment: Pick<Experiment, "circuit" | "probes" | "quantities"> & Partial<Pick<DcExperiment, "points">>,
  devices: readonly DevicePorts[],
  form: EntryForm,
  title: string,
): Outcome<LinearDeck> {
  const { circuit } = experiment;
  const refused = findCurrentless(experiment) ?? findUnheldNode(circuit, false);
  if (refused !== undefined) return refused;
  const builder = createDeckBuilder(circuit);
  const context: CardContext = {
    builder,
    transposed: true,
    keepsDc: () => false,
    ...(form.kind === "tables" ? { swept: frequencyTables(experiment, form.spacing) } : {}),
  };
  putTransposedControls(context);
  const gains = writeSmallSignal(devices, form, context).map((written) => written.gains);
  const injections = form.kind === "gains" && form.injected === true ? writeInjections(devices, builder) : [];
  const nudges = writeUnitNudges(experiment, context).map(({ device }) => device);
  const replaced = new Set(devices.map(({ device }) => device.index));
  for (const element of circuit.elements) if (!replaced.has(element.index)) writeElement(element, context);
  if (circuit.elements.some((element) => element.kind === "device" && !replaced.has(element.index))) {
    writeModels(builder);
  } else builder.card(`.temp ${circuit.temperature}`);
  builder.card(`.options ${deckOptions(circuit).join(" ")}`);
  const vectors = quantityVectors(experiment.quantities, context);
  writeSave(builder, vectors);
  return succeed({ ...builder.finish(title), nudges, gains, injections, vectors });
}

/** The swept values as tables over the frequency. */
function frequencyTables(
  { points = [] }: Partial<Pick<DcExperiment, "points">>,
  spacing: number,
): ReadonlyMap<Slot, string> {
  return new Map([...sweptValues(points)].map(([slot, values]) => [slot, formatPlateaus(values, spacing)]));
}

/** A current source of 0 A from the reference of each device into each of its terminals. */
function writeInjections(
  devices: readonly DevicePorts[],
  { names, card }: DeckBuilder,
): readonly (readonly string[])[] {
  let count = 0;
  return devices.map(({ device, reference, terminals }) =>
    terminals.map((terminal) => {
      count++;
      const name = `it${count}`;
      names.describe(name, `a current into ${device.name}`);
      card(`${name} ${names.node(reference)} ${names.node(terminal)} dc 0`);
      return name;
    }),
  );
}
