import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { AcExperiment } from "../experiment.ts";
import type { Deck } from "./deck.ts";
import { createDeckBuilder } from "./deck-builder.ts";
import { deckOptions } from "./deck-options.ts";
import { findCurrentless, findUnheldNode } from "./deck-refusals.ts";
import type { DevicePorts } from "./device-ports.ts";
import { type CardContext, isIndependentSource, putTransposedControls } from "./element-cards.ts";
import { writeInjections } from "./injection.ts";
import { quantityVectors, writeNetwork, writeSave, writeStartingPoint } from "./network-cards.ts";
import { writePorts } from "./port-cards.ts";
import { type DeviceAdmittances, writeSmallSignal } from "./small-signal-cards.ts";
import type { Stimulus } from "./stimulus.ts";
import { writeUnitNudges } from "./unit-nudges.ts";

/** Which of the networks of an experiment a deck holds. */
export interface AcDeckVariant {
  /** Controlled sources transposed, for nudges of a network that is not reciprocal. */
  readonly transposed: boolean;
  /** Every port terminated with its z0. */
  readonly terminated: boolean;
  /** Devices as what they are about the operating point, for nudges: one matrix for each frequency, which increase. */
  readonly linearised?: {
    readonly devices: readonly DevicePorts[];
    readonly frequencies: Float64Array;
    readonly matrices: readonly DeviceAdmittances[];
  };
  /** Nudges beside the sources: amplitudes (probes, frequencies), in amperes at voltage probes and volts at current probes. */
  readonly injected?: ComplexMatrix;
}

/** A deck for the phases of an AC experiment. Every source has an AC magnitude of 0: a phase switches on what it needs. */
export interface AcDeck extends Deck {
  /** The circuit's own excitation. */
  readonly ownSources: readonly Stimulus[];
  /** The drive of each port, for an incident wave of 1 V; empty unless terminated. */
  readonly portDrives: readonly Stimulus[];
  /** The unit nudge of each probe; empty where there is an injection instead. */
  readonly nudges: readonly Stimulus[];
  /** The unit sources of the injection, one pair per grid. */
  readonly injectionUnits: readonly (readonly Stimulus[])[];
  /** The vector that holds each quantity of the experiment; undefined is ground. */
  readonly vectors: readonly (string | undefined)[];
}

/**
 * Build a deck for the AC phases of an experiment. Fails with `unsupported` where a quantity or probe is the current of an element
 * that has none as an unknown, and with `singular` where a node is held by nothing.
 */
export function buildAcDeck(
  experiment: Pick<AcExperiment, "circuit" | "probes" | "quantities" | "grids" | "frequencies">,
  variant: AcDeckVariant,
  title: string,
): Outcome<AcDeck> {
  const { circuit, quantities } = experiment;
  const { transposed, terminated, injected, linearised } = variant;
  const refused = findCurrentless(experiment) ?? findUnheldNode(circuit, terminated);
  if (refused !== undefined) return refused;
  const builder = createDeckBuilder(circuit);
  const { names } = builder;
  const isLinear = circuit.elements.every((element) => element.kind !== "device" || element.linear);
  const hasPoint = !isLinear && linearised === undefined;
  const context: CardContext = { builder, transposed, keepsDc: () => hasPoint };

  // What stands in series with an element must be known before its card is written.
  if (transposed) putTransposedControls(context);
  if (linearised !== undefined)
    writeSmallSignal(linearised.devices, { kind: "admittances", ...linearised }, context);
  const portDrives = terminated ? writePorts(builder) : [];
  const nudges = injected === undefined ? writeUnitNudges(experiment, context) : [];
  const injectionUnits = injected === undefined ? [] : writeInjections(experiment, injected, builder);

  writeNetwork(context, new Set(linearised?.devices.map(({ device }) => device.index)));
  if (hasPoint) writeStartingPoint(builder);
  // A linear network needs no operating point, and may have none: a capacitor alone at a node is no fault in AC.
  builder.card(`.options ${[...deckOptions(circuit), ...(isLinear ? ["noopac"] : [])].join(" ")}`);
  const vectors = quantityVectors(quantities, context);
  writeSave(builder, vectors);
  return succeed({
    ...builder.finish(title),
    ownSources: circuit.elements.filter(isIndependentSource).map((source) => ({
      device: names.element(source.index),
      magnitude: { slot: source.acMagnitude, factor: source.factor },
      phase: { slot: source.acPhase, factor: 1 },
    })),
    portDrives,
    nudges,
    injectionUnits,
    vectors,
  });
}
