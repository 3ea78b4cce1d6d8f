import type { Circuit } from "../../circuit/circuit.ts";
import type { CircuitElement, Device, IndependentSource } from "../../circuit/element.ts";
import { findPortSource } from "../../network/port-termination.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { AcExperiment, Quantity } from "../experiment.ts";
import { type Deck, evaluateDeckNumber, formatDeckNumber } from "./deck.ts";
import { createDeckBuilder, type DeckBuilder, type SeriesPart } from "./deck-builder.ts";
import { deckOptions } from "./deck-options.ts";
import {
  branchDevice,
  type CardContext,
  fillTemplate,
  transposedControl,
  writeElement,
} from "./element-cards.ts";
import { injectionExpression, writeInjectionUnits } from "./injection.ts";
import type { Stimulus } from "./stimulus.ts";

/** Which of the networks of an experiment a deck holds. */
export interface AcDeckVariant {
  /** Controlled sources transposed, for nudges of a network that is not reciprocal. */
  readonly transposed: boolean;
  /** Every port terminated with its z0. */
  readonly terminated: boolean;
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

/** Devices whose small-signal matrix is symmetric whatever their values: passive two-terminal elements and transmission lines. */
const reciprocalLetters = new Set(["r", "c", "l", "t", "o", "u", "y", "p"]);

/**
 * The first device that a nudged run cannot treat: one that is not linear, or of whose reciprocity nothing is known.
 * The rules of the nudged phases are exact for the rest.
 */
export function findUnknownDevice(circuit: Circuit): Device | undefined {
  return circuit.elements.find(
    (element): element is Device =>
      element.kind === "device" && !(element.linear && reciprocalLetters.has(element.letter)),
  );
}

/** True when there are controlled sources, so that nudges need the transposed deck. */
export function hasControlledSources(circuit: Circuit): boolean {
  return circuit.elements.some(
    ({ kind }) => kind === "vcvs" || kind === "vccs" || kind === "cccs" || kind === "ccvs",
  );
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
  const { transposed, terminated, injected } = variant;
  const refused = findCurrentless(experiment) ?? findUnheldNode(circuit, terminated);
  if (refused !== undefined) return refused;
  const builder = createDeckBuilder(circuit);
  const { names } = builder;
  const isLinear = circuit.elements.every((element) => element.kind !== "device" || element.linear);
  const series = new Map<number, SeriesPart[]>();
  const inSeriesWith = (element: number, part: SeriesPart): void => {
    series.set(element, [...(series.get(element) ?? []), part]);
  };
  const context: CardContext = {
    builder,
    transposed,
    keepsDc: !isLinear,
    seriesWith: (element) => series.get(element) ?? [],
  };

  // What stands in series with an element must be known before its card is written.
  if (transposed) {
    for (const element of circuit.elements) {
      if (element.kind === "cccs" || element.kind === "ccvs") {
        inSeriesWith(element.controlSource, transposedControl(element, context));
      }
    }
  }
  const portDrives = terminated ? writePorts(builder, inSeriesWith) : [];
  const nudges = injected === undefined ? writeUnitNudges(experiment, context, inSeriesWith) : [];
  const injectionUnits =
    injected === undefined ? [] : writeInjections(experiment, injected, context, inSeriesWith);

  for (const element of circuit.elements) writeElement(element, context);
  circuit.models.forEach((model, index) => {
    builder.card(`.model ${names.model(index)} `, ...fillTemplate(model.card, names));
  });
  if (!isLinear) writeStartingPoint(builder);
  // A linear network needs no operating point, and may have none: a capacitor alone at a node is no fault in AC.
  const options = [...deckOptions(circuit), ...(isLinear ? ["noopac"] : [])];
  builder.card(`.options ${options.join(" ")}`);
  builder.card(`.temp ${circuit.temperature}`);
  const vectors = quantities.map((quantity) => vectorName(quantity, circuit, context));
  const saved = [...new Set(vectors.filter((name) => name !== undefined))];
  if (saved.length > 0 && !isMostOf(saved.length, circuit)) builder.card(`.save ${saved.join(" ")}`);
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

function findCurrentless({
  circuit,
  probes,
  quantities,
}: Pick<AcExperiment, "circuit" | "probes" | "quantities">): Failure | undefined {
  const asked = [
    ...probes.flatMap((probe) => (probe.kind === "current" ? [probe.element] : [])),
    ...quantities.flatMap((quantity) => (quantity.kind === "branch" ? [quantity.element] : [])),
  ];
  const without = asked
    .map((index) => circuit.elements[index]!)
    .find((element) => !hasBranchCurrent(element));
  if (without === undefined) return undefined;
  return fail(
    "unsupported",
    `the current of ${without.name} is not an unknown of the simulation; measure it with a 0 V source in series`,
  );
}

/**
 * A node that nothing but current sources holds has no equation. ngspice leaves it out of its matrix without a word, and gives back
 * whatever stood in its memory.
 */
function findUnheldNode(circuit: Circuit, terminated: boolean): Failure | undefined {
  const held = new Set<number>([0]);
  for (const element of circuit.elements) {
    if (element.kind === "current-source" || element.kind === "coupling") continue;
    for (const node of element.nodes) held.add(node);
    if ("control" in element) for (const node of element.control) held.add(node);
  }
  if (terminated) for (const { positive, negative } of circuit.ports) held.add(positive).add(negative);
  const unheld = circuit.nodes.findIndex((_, node) => !held.has(node));
  if (unheld < 0) return undefined;
  return fail(
    "singular",
    `the voltage of node ${circuit.nodes[unheld]} is not determined: only current sources are connected to it`,
  );
}

/** ngspice looks every saved name up among all others: where most vectors are wanted, saving all of them is faster. */
function isMostOf(count: number, circuit: Circuit): boolean {
  const unknowns = circuit.nodes.length + circuit.elements.filter(hasBranchCurrent).length;
  return count > unknowns / 2;
}

function hasBranchCurrent({ kind }: CircuitElement): boolean {
  return kind === "voltage-source" || kind === "inductor" || kind === "vcvs" || kind === "ccvs";
}

type AddInSeries = (element: number, part: SeriesPart) => void;

/** One switchable source per probe: 1 A into the positive node of a voltage, 1 V in series with a current. */
function writeUnitNudges(
  { circuit, probes }: Pick<AcExperiment, "circuit" | "probes">,
  { builder, transposed }: CardContext,
  inSeriesWith: AddInSeries,
): readonly Stimulus[] {
  const { names } = builder;
  return probes.map((probe, index): Stimulus => {
    const unit = { magnitude: 1, phase: 0 };
    if (probe.kind === "voltage") {
      const device = `ip${index}`;
      names.describe(device, `the nudge of probe ${index + 1}`);
      builder.card(`${device} ${names.node(probe.negative)} ${names.node(probe.positive)} dc 0 ac 0 0`);
      return { device, ...unit };
    }
    // A voltage source is nudged itself, and so is the 0 V source that stands for E or H in the transposed deck.
    const element = circuit.elements[probe.element]!;
    if (element.kind === "voltage-source" || (transposed && element.kind !== "inductor")) {
      return { device: branchDevice(element, names, transposed), ...unit };
    }
    const device = `vp${index}`;
    names.describe(device, `the nudge of ${element.name}`);
    inSeriesWith(probe.element, (from, to) => builder.card(`${device} ${from} ${to} dc 0 ac 0 0`));
    return { device, ...unit };
  });
}

/** A behavioural source per probe, and the unit sources they follow. */
function writeInjections(
  experiment: Pick<AcExperiment, "probes" | "grids" | "frequencies">,
  amplitudes: ComplexMatrix,
  { builder }: CardContext,
  inSeriesWith: AddInSeries,
): readonly (readonly Stimulus[])[] {
  const { names } = builder;
  experiment.probes.forEach((probe, index) => {
    const expression = injectionExpression(experiment, amplitudes, index);
    if (expression === undefined) return;
    const device = `bp${index}`;
    names.describe(device, `the nudge of probe ${index + 1}`);
    if (probe.kind === "current") {
      inSeriesWith(probe.element, (from, to) => builder.card(`${device} ${from} ${to} v=${expression}`));
    } else {
      builder.card(`${device} ${names.node(probe.negative)} ${names.node(probe.positive)} i=${expression}`);
    }
  });
  return writeInjectionUnits(builder, experiment);
}

/**
 * Terminate the ports. A source across a port becomes a source behind z0; other ports get z0 and a current source 2/z0.
 */
function writePorts(builder: DeckBuilder, inSeriesWith: AddInSeries): readonly Stimulus[] {
  const { circuit, names } = builder;
  return circuit.ports.map((port, index) => {
    const source = findPortSource({ circuit }, port);
    const resistor = `rt${index}`;
    names.describe(resistor, `the termination of port ${port.number}`);
    if (source !== undefined) {
      inSeriesWith(source.element, (from, to) => builder.card(`${resistor} ${from} ${to} `, port.z0));
      return { device: names.element(source.element), magnitude: 2 * source.sign, phase: 0 };
    }
    const positive = names.node(port.positive);
    const negative = names.node(port.negative);
    builder.card(`${resistor} ${positive} ${negative} `, port.z0);
    names.describe(`it${index}`, `the drive of port ${port.number}`);
    builder.card(`it${index} ${negative} ${positive} dc 0 ac 0 0`);
    return { device: `it${index}`, magnitude: 2 / port.z0, phase: 0 };
  });
}

function writeStartingPoint({ circuit, names, card }: DeckBuilder): void {
  for (const [word, entries] of [
    [".ic", circuit.initialConditions],
    [".nodeset", circuit.nodesets],
  ] as const) {
    for (const { node, value } of entries)
      card(`${word} v(${names.node(node)})=`, { slot: value, factor: 1 });
  }
}

function vectorName(
  quantity: Quantity,
  circuit: Circuit,
  { builder, transposed }: CardContext,
): string | undefined {
  if (quantity.kind === "node")
    return quantity.node === 0 ? undefined : `v(${builder.names.node(quantity.node)})`;
  return `i(${branchDevice(circuit.elements[quantity.element]!, builder.names, transposed)})`;
}

function isIndependentSource(element: CircuitElement): element is IndependentSource {
  return element.kind === "voltage-source" || element.kind === "current-source";
}

/** A resistor of (nearly) 0 Ω, which ngspice would replace by 1e-12 Ω, or a number that is not finite: the deck's name of it. */
export function findImpossibleNumber(
  deck: Deck,
  slots: Float64Array,
): { readonly name: string; readonly text: string } | undefined {
  for (const { device, number } of deck.alterable) {
    const value = evaluateDeckNumber(number, slots);
    if (!Number.isFinite(value)) return { name: device, text: "not a finite number" };
    if (device.startsWith("r") && Math.abs(value) < 1e-12)
      return { name: device, text: `${formatDeckNumber(value, slots)} ohm` };
  }
  return undefined;
}
