import type { Circuit, CircuitState } from "../circuit/circuit.ts";
import type { CircuitElement, DeckTemplate, Slot } from "../circuit/element.ts";
import { devicePorts } from "../experiment/deck/device-ports.ts";
import { findMemory } from "../experiment/deck/find-memory.ts";
import type { Objective } from "../goal/objective.ts";
import { findPortSource } from "../network/port-termination.ts";
import { findNonReciprocal } from "../network/reciprocity.ts";
import { refuseBias } from "./bias-coverage.ts";

/** The kinds of analysis that have goals. */
export type AnalysisKinds = ReadonlySet<Objective["kind"]>;

/** True when there is anything in the circuit that is known by its card alone. */
export function hasDevices({ elements }: Circuit): boolean {
  return elements.some(({ kind }) => kind === "device");
}

/** Why the adjoint network cannot be written: a device with a memory in a transient, or in AC one whose bias cannot be followed. */
export function refuseAdjoint(circuit: Circuit, analyses: AnalysisKinds): string | undefined {
  const memory = analyses.has("tran") ? findMemory(circuit) : undefined;
  if (memory !== undefined) return `${memory}: the nudged run of a transient would not be exact`;
  return analyses.has("ac") ? refuseBias(circuit) : undefined;
}

/**
 * Why the nudged phase of a linear network cannot be run: a device whose inside is not known to be linear, in an analysis where no exact
 * rule covers it. At operating points every device is linearised where it stands. Undefined when the rule is valid.
 */
export function refuseLinearRule(circuit: Circuit, analyses: AnalysisKinds): string | undefined {
  const device = circuit.elements.find((element) => element.kind === "device");
  if (device === undefined) return undefined;
  if (analyses.has("ac")) {
    return `${device.name} is a device: its operating point may depend on the trained values, which only the adjoint rule follows`;
  }
  if (analyses.has("tran")) {
    return `${device.name} is a device: the nudged run of a transient is exact for linear networks only`;
  }
  return undefined;
}

/** Why two phases of a transient cannot be contrasted: one that starts from its operating point has a past, which the contrast does not know. */
export function refusePast({ analyses: cards }: Circuit, analyses: AnalysisKinds): string | undefined {
  const isPast = cards.some(
    (card) => card.kind === "tran" && card.period === undefined && !card.useInitialConditions,
  );
  return analyses.has("tran") && isPast
    ? "a transient that starts from its operating point has a past, which the adjoint rule alone knows; write uic at .tran where it may begin at rest"
    : undefined;
}

/** Why this rule has no form for this kind of analysis, whatever the network. */
export function refuseTimeReversal(_: Circuit, analyses: AnalysisKinds): string | undefined {
  return analyses.has("tran")
    ? "a transient is nudged in reversed time, which this rule has no form for: the adjoint and the contrasts from rest have"
    : undefined;
}

/** Why two phases of a network cannot be run at all: as `refusePast`, and a device in AC, whose operating point they do not follow. */
export function refuseUncontrasted(circuit: Circuit, analyses: AnalysisKinds): string | undefined {
  return refusePast(circuit, analyses) ?? refuseLinearRule(circuit, analyses);
}

function trainedSlots(circuit: Circuit): ReadonlySet<Slot> {
  const start = Float64Array.from(circuit.trainables, ({ start: value }) => value);
  return new Set(circuit.evaluate(start).derivatives.map(({ slot }) => slot));
}

const CONTROLLED: ReadonlySet<CircuitElement["kind"]> = new Set(["vcvs", "vccs", "cccs", "ccvs"]);

/**
 * Why the contrast of two phases of the same, untransposed network is not the gradient: a controlled source or a transistor makes the
 * network non-reciprocal, or a gain is trained, for which the action has no term. Controlled sources that make a reciprocal network
 * together, as the E and F of an ideal transformer, are no obstacle. Undefined when the rule is valid.
 */
export function refuseContrast(circuit: Circuit, analyses: AnalysisKinds): string | undefined {
  const past = refusePast(circuit, analyses);
  if (past !== undefined) return past;
  const [blamed] = findNonReciprocal(circuit);
  if (blamed?.kind === "device")
    return `${blamed.name} is not known to be reciprocal: nudging the network untransposed may give a wrong gradient`;
  if (blamed !== undefined)
    return `${blamed.name} is a controlled source: the network is not reciprocal, and nudging it untransposed gives a wrong gradient`;
  const trained = trainedSlots(circuit);
  const gain = circuit.elements.find(
    (element) => CONTROLLED.has(element.kind) && "value" in element && trained.has(element.value),
  );
  if (gain !== undefined) return `the gain of ${gain.name} is trained, for which the action has no term`;
  return refuseLinearRule(circuit, analyses);
}

/**
 * Why the nudged network of `aep` cannot be made: transients are left to the adjoint rule, and a device is corrected for at
 * operating points only, where its currents depend on node voltages alone. Undefined when the rule is valid.
 */
export function refuseUncorrected(circuit: Circuit, analyses: AnalysisKinds): string | undefined {
  const reason = refuseTimeReversal(circuit, analyses) ?? refuseLinearRule(circuit, analyses);
  if (reason !== undefined) return reason;
  for (const device of circuit.elements) {
    if (device.kind !== "device" || device.linear) continue;
    const { branch, controls } = devicePorts(device);
    if (branch !== undefined)
      return `${device.name} sets a voltage: its transpose is not a correction of currents`;
    if (controls.length > 0)
      return `${device.name} reads the current of a source: its transpose is not a correction of currents`;
  }
  return refusePortControl(circuit);
}

/** Why a network cannot be written twice in one deck: as for `aep`, and ports are terminated once only. */
export function refuseDoubling(circuit: Circuit, analyses: AnalysisKinds): string | undefined {
  const reason = refuseUncorrected(circuit, analyses);
  if (reason !== undefined) return reason;
  return analyses.has("ac") && circuit.ports.length > 0
    ? `port ${circuit.ports[0]!.number} is terminated in one of the two copies of the network only`
    : undefined;
}

/** Why a slow nudge would not be felt everywhere at once: an analysis without operating points, or an element that stores energy. */
export function refuseMemory(circuit: Circuit, analyses: AnalysisKinds): string | undefined {
  const moving = [...analyses].find((kind) => kind !== "dc");
  if (moving !== undefined)
    return `drive and error travel at two frequencies, which a network answers alike only about an operating point (.op, .dc), not in .${moving}`;
  const storage = circuit.elements.find(({ kind }) => kind === "capacitor" || kind === "inductor");
  if (storage !== undefined)
    return `${storage.name} stores energy: the network does not answer two frequencies alike`;
  return refuseContrast(circuit, analyses);
}

/**
 * Why a network has no ordinary action whose extremum is its motion: something dissipates or is not reciprocal, or the motion is given by its
 * initial state, so that the variation at the final time does not vanish.
 */
export function refuseAction(circuit: Circuit, analyses: AnalysisKinds): string | undefined {
  if (analyses.has("tran"))
    return "a transient is an initial-value problem: the action's variation leaves a residual at the final time, and the rule would be wrong by 10 % to 170 %; it holds for periodic motion (.ac) and for given ends";
  if (analyses.has("dc")) return "nothing moves at an operating point: there is no action to be varied";
  const other = circuit.elements.find(({ kind }) => !CONSERVATIVE.has(kind));
  if (other?.kind === "resistor")
    return `${other.name} dissipates: the ordinary action is that of a network without losses`;
  if (other !== undefined)
    return `${other.name} has no Lagrangian here: the rule is of inductors, capacitors, couplings and sources`;
  const [port] = circuit.ports;
  return port && `port ${port.number} is terminated by a resistance, which dissipates`;
}

const CONSERVATIVE: ReadonlySet<CircuitElement["kind"]> = new Set([
  "capacitor",
  "inductor",
  "coupling",
  "voltage-source",
  "current-source",
]);

/**
 * Why conductances cannot be physical variables that relax with the network: that takes an operating point, a network with an energy, and
 * nothing trained but resistances.
 */
export function refuseRelaxation(circuit: Circuit, analyses: AnalysisKinds): string | undefined {
  const moving = [...analyses].find((kind) => kind !== "dc");
  if (moving !== undefined)
    return `conductances relax at operating points (.op, .dc); a goal of .${moving} has none to rest at`;
  const reason = refuseContrast(circuit, analyses);
  if (reason !== undefined) return reason;
  const trained = trainedSlots(circuit);
  for (const element of circuit.elements) {
    if (element.kind === "resistor" || !allSlots(element).some((slot) => trained.has(slot))) continue;
    return `${element.name} is no resistor: only conductances are moved by the physics`;
  }
  const model = circuit.models.find(({ card }) => slotsOf(card).some((slot) => trained.has(slot)));
  return model && `model ${model.name} is no resistor: only conductances are moved by the physics`;
}

function allSlots(element: CircuitElement): readonly Slot[] {
  const own = "value" in element ? [element.value] : "dc" in element ? [element.dc] : [];
  return [...own, ...cardSlots(element)];
}

/** A port's source cannot be behind its termination and in series with a transposed source at once. */
function refusePortControl(circuit: Circuit): string | undefined {
  for (const element of circuit.elements) {
    if (element.kind !== "cccs" && element.kind !== "ccvs") continue;
    const source = circuit.elements[element.controlSource]!;
    if (circuit.ports.some((port) => findPortSource({ circuit }, port)?.element === source.index)) {
      return `${element.name} is controlled by ${source.name}, which stands for a port: the network cannot be written transposed`;
    }
  }
  return undefined;
}

/**
 * Parameters (by index) that act through something without a local rule: numbers on a device's or a model's card, and in transients
 * the arguments of waveforms and initial values.
 */
export function uncoveredParameters(
  circuit: Circuit,
  analyses: AnalysisKinds,
  { derivatives }: CircuitState,
): readonly number[] {
  const opaque = new Set<Slot>([
    ...circuit.elements.flatMap(cardSlots),
    ...circuit.models.flatMap(({ card }) => slotsOf(card)),
  ]);
  if (analyses.has("tran")) {
    for (const slot of circuit.elements.flatMap(transientSlots)) opaque.add(slot);
    for (const { value } of circuit.initialConditions) opaque.add(value);
  }
  const found = new Set(derivatives.flatMap(({ slot, parameter }) => (opaque.has(slot) ? [parameter] : [])));
  return [...found].sort((a, b) => a - b);
}

function cardSlots(element: CircuitElement): readonly Slot[] {
  return element.kind === "device" ? slotsOf(element.card) : [];
}

function transientSlots(element: CircuitElement): readonly Slot[] {
  if ("waveform" in element && element.waveform !== undefined) return element.waveform.arguments;
  if ("initial" in element && element.initial !== undefined) return [element.initial];
  return [];
}

function slotsOf(card: DeckTemplate): readonly Slot[] {
  return card.flatMap((piece) => (typeof piece === "object" && "slot" in piece ? [piece.slot] : []));
}
