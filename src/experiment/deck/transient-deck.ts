import type { IndependentSource, PassiveElement } from "../../circuit/element.ts";
import type { SampledDrive } from "../../circuit/waveform/sample-drive.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { TransientExperiment } from "../experiment.ts";
import type { GridAccuracy } from "./accuracy.ts";
import type { DeckNumber } from "./deck.ts";
import { createDeckBuilder, type DeckBuilder } from "./deck-builder.ts";
import { type DeckGrid, formatStep, formatWaveform } from "./deck-grid.ts";
import { gridDeckOptions } from "./deck-options.ts";
import { findCurrentless, findUnheldNode } from "./deck-refusals.ts";
import { type CardContext, isIndependentSource } from "./element-cards.ts";
import { quantityVectors, writeNetwork, writeSave, writeStartingPoint } from "./network-cards.ts";
import { type WaveformDeck, writeWaveformNudges } from "./waveform-deck.ts";

/** The deck of free runs on a fixed grid. */
export interface TransientDeck extends WaveformDeck {
  /**
   * After a run ngspice finds other operating points than before: it leaves its time, which a device reads, and the stamps of mutual
   * inductances where they were.
   */
  readonly isSpoiledByRun: boolean;
}

/** Every source with a waveform on the grid, by element. */
export type SourceDrives = ReadonlyMap<number, SampledDrive>;

/**
 * Build the deck of the free run. Where it starts at rest, sources without a waveform and initial values (beside elements at rest) are
 * steps whose sample 0 is half. `nudges` are waveforms at the probes beside all that. Fails as `buildAcDeck` does.
 */
export function buildTransientDeck(
  experiment: Pick<TransientExperiment, "circuit" | "probes" | "quantities">,
  grid: DeckGrid,
  drives: SourceDrives,
  title: string,
  { accuracy, nudges }: { readonly accuracy?: GridAccuracy; readonly nudges?: ComplexMatrix } = {},
): Outcome<TransientDeck> {
  const { circuit, quantities } = experiment;
  const refused = findCurrentless(experiment) ?? findUnheldNode(circuit, false);
  if (refused !== undefined) return refused;
  const builder = createDeckBuilder(circuit);
  const isConstant = (source: IndependentSource): boolean => !drives.has(source.index);
  const context: CardContext = {
    builder,
    transposed: false,
    grid,
    keepsDc: (source) => isConstant(source) && !grid.startsAtRest,
  };
  writeWaveforms(grid, drives, builder);
  if (nudges !== undefined) writeWaveformNudges(experiment, grid, nudges, builder);
  if (grid.startsAtRest) {
    const steps = createSteps(grid, builder);
    for (const element of circuit.elements) {
      if (isIndependentSource(element) && isConstant(element)) steps.writeSource(element);
      if (element.kind === "capacitor" || element.kind === "inductor") steps.writeInitial(element);
    }
    steps.finish();
  }
  writeNetwork(context);
  if (!grid.startsAtRest) writeStartingPoint(builder);
  builder.card(`.options ${gridDeckOptions(circuit, accuracy).join(" ")}`);
  const vectors = quantityVectors(quantities, context);
  writeSave(builder, vectors);
  const isSpoiledByRun = circuit.elements.some(
    (element) => element.kind === "coupling" || (element.kind === "device" && element.card.includes("time")),
  );
  return succeed({ ...builder.finish(title), vectors, isSpoiledByRun });
}

/** Behavioural sources behind (V) or beside (I) the sources with a waveform, which stand at 0 themselves. */
function writeWaveforms(grid: DeckGrid, drives: SourceDrives, builder: DeckBuilder): void {
  const { circuit, names } = builder;
  for (const [index, { before, samples }] of drives) {
    const source = circuit.elements[index] as IndependentSource;
    const waveform = formatWaveform(
      grid,
      samples.map((value) => value * source.factor),
      before * source.factor,
    );
    if (waveform === undefined) continue;
    const device = `b${names.element(index)}`;
    names.describe(device, source.name);
    if (source.kind === "voltage-source") {
      builder.putInSeries(index, (from, to) => builder.card(`${device} ${from} ${to} v=${waveform}`));
    } else {
      const [positive, negative] = source.nodes;
      builder.card(`${device} ${names.node(positive)} ${names.node(negative)} i=${waveform}`);
    }
  }
}

/** Constant sources and initial values as multiples of one unit step, so that their numbers can be altered in place. */
function createSteps(grid: DeckGrid, builder: DeckBuilder) {
  const { circuit, names } = builder;
  let isUsed = false;

  function writeVoltage(index: number, number: DeckNumber): void {
    isUsed = true;
    const device = `e${names.element(index)}`;
    names.describe(device, circuit.elements[index]!.name);
    builder.putInSeries(index, (from, to) => builder.card(`${device} ${from} ${to} step 0 `, number));
    builder.alterable(device, number, "gain");
  }

  function writeCurrent(
    { index, name, nodes }: IndependentSource | PassiveElement,
    number: DeckNumber,
  ): void {
    isUsed = true;
    const device = `g${names.element(index)}`;
    names.describe(device, name);
    builder.card(`${device} ${names.node(nodes[0])} ${names.node(nodes[1])} step 0 `, number);
    builder.alterable(device, number, "gain");
  }

  return {
    writeSource(source: IndependentSource): void {
      const number = { slot: source.dc, factor: source.factor };
      if (source.kind === "voltage-source") writeVoltage(source.index, number);
      else writeCurrent(source, number);
    },
    writeInitial(element: PassiveElement): void {
      if (element.initial === undefined) return;
      const number = { slot: element.initial, factor: 1 };
      if (element.kind === "capacitor") writeVoltage(element.index, number);
      else writeCurrent(element, number);
    },
    finish(): void {
      if (isUsed) builder.card(`bstep0 step 0 v=${formatStep(grid)}`);
    },
  };
}
