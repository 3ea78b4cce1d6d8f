import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { TransientExperiment } from "../experiment.ts";
import type { Deck } from "./deck.ts";
import { createDeckBuilder, type DeckBuilder } from "./deck-builder.ts";
import { type DeckGrid, formatWaveform } from "./deck-grid.ts";
import { gridDeckOptions } from "./deck-options.ts";
import { findCurrentless, findUnheldNode } from "./deck-refusals.ts";
import type { DevicePorts } from "./device-ports.ts";
import { type CardContext, putTransposedControls } from "./element-cards.ts";
import { quantityVectors, writeNetwork, writeSave } from "./network-cards.ts";
import { type DeviceMatrices, writeSmallSignal } from "./small-signal-cards.ts";

/** A deck for one run of nudges on a fixed grid. */
export interface WaveformDeck extends Deck {
  /** The vector that holds each quantity; undefined is ground. */
  readonly vectors: readonly (string | undefined)[];
}

/** Devices that are replaced by what they are at each sample of a run: their matrices, in the order of the samples. */
export interface SampledDevices {
  readonly devices: readonly DevicePorts[];
  readonly matrices: readonly DeviceMatrices[];
}

/** The deck of a nudge in which devices are replaced. */
export interface LinearisedWaveformDeck extends WaveformDeck {
  /** The vector of the current of each device that has a voltage law, behind the quantities in `vectors`; undefined for the others. */
  readonly stands: readonly (string | undefined)[];
}

/**
 * Build the deck of a nudge: the transposed network at rest with all sources off, and at each probe a source of the given waveform
 * (amplitudes of shape (probes, samples), A into the positive node of a voltage, V in series with a current). `linearised` devices are
 * replaced by the transposes of their matrices, which change with time. Fails as `buildAcDeck` does.
 */
export function buildWaveformDeck(
  experiment: Pick<TransientExperiment, "circuit" | "probes" | "quantities">,
  grid: DeckGrid,
  amplitudes: ComplexMatrix,
  title: string,
  { devices, matrices }: SampledDevices = { devices: [], matrices: [] },
): Outcome<LinearisedWaveformDeck> {
  const { circuit, quantities } = experiment;
  const refused = findCurrentless(experiment) ?? findUnheldNode(circuit, false);
  if (refused !== undefined) return refused;
  const builder = createDeckBuilder(circuit);
  const context: CardContext = { builder, transposed: true, keepsDc: () => false };
  putTransposedControls(context);
  const written = writeSmallSignal(devices, { kind: "waveforms", matrices, grid }, context);
  writeWaveformNudges(experiment, grid, amplitudes, builder);
  writeNetwork(context, new Set(devices.map(({ device }) => device.index)));
  builder.card(`.options ${gridDeckOptions(circuit).join(" ")}`);
  const stands = written.map(({ stand }) => stand && `i(${stand})`);
  const vectors = [...quantityVectors(quantities, context), ...stands.filter((stand) => stand !== undefined)];
  writeSave(builder, vectors);
  return succeed({ ...builder.finish(title), vectors, stands });
}

/** Write a source of the given waveform at each probe. */
export function writeWaveformNudges(
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
