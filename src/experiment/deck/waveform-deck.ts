import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { TransientExperiment } from "../experiment.ts";
import type { Deck } from "./deck.ts";
import { createDeckBuilder, type DeckBuilder } from "./deck-builder.ts";
import { type DeckGrid, formatWaveform } from "./deck-grid.ts";
import { gridDeckOptions } from "./deck-options.ts";
import { findCurrentless, findUnheldNode } from "./deck-refusals.ts";
import { type CardContext, putTransposedControls } from "./element-cards.ts";
import { quantityVectors, writeNetwork, writeSave } from "./network-cards.ts";

/** A deck for one run of nudges on a fixed grid. */
export interface WaveformDeck extends Deck {
  /** The vector that holds each quantity; undefined is ground. */
  readonly vectors: readonly (string | undefined)[];
}

/**
 * Build the deck of a nudge: the transposed network at rest with all sources off, and at each probe a source of the given waveform
 * (amplitudes of shape (probes, samples), A into the positive node of a voltage, V in series with a current). Fails as `buildAcDeck` does.
 */
export function buildWaveformDeck(
  experiment: Pick<TransientExperiment, "circuit" | "probes" | "quantities">,
  grid: DeckGrid,
  amplitudes: ComplexMatrix,
  title: string,
): Outcome<WaveformDeck> {
  const { circuit, quantities } = experiment;
  const refused = findCurrentless(experiment) ?? findUnheldNode(circuit, false);
  if (refused !== undefined) return refused;
  const builder = createDeckBuilder(circuit);
  const context: CardContext = { builder, transposed: true, keepsDc: () => false };
  putTransposedControls(context);
  writeNudges(experiment, grid, amplitudes, builder);
  writeNetwork(context);
  builder.card(`.options ${gridDeckOptions(circuit).join(" ")}`);
  const vectors = quantityVectors(quantities, context);
  writeSave(builder, vectors);
  return succeed({ ...builder.finish(title), vectors });
}

function writeNudges(
  { probes }: Pick<TransientExperiment, "probes">,
  grid: DeckGrid,
  amplitudes: ComplexMatrix,
  builder: DeckBuilder,
): void {
  const { names } = builder;
  const { re, columns } = amplitudes;
  probes.forEach((probe, index) => {
    const waveform = formatWaveform(grid, re.subarray(index * columns, (index + 1) * columns));
    if (waveform === undefined) return;
    const device = `bp${index}`;
    names.describe(device, `the nudge of probe ${index + 1}`);
    if (probe.kind === "current") {
      builder.putInSeries(probe.element, (from, to) => builder.card(`${device} ${from} ${to} v=${waveform}`));
    } else {
      builder.card(`${device} ${names.node(probe.negative)} ${names.node(probe.positive)} i=${waveform}`);
    }
  });
}
