import type { Circuit } from "../../circuit/circuit.ts";
import type { CircuitElement, Device } from "../../circuit/element.ts";
import { type Failure, fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { AcExperiment } from "../experiment.ts";
import { type DevicePorts, devicePorts } from "./device-ports.ts";

/** Devices whose small-signal matrix is symmetric whatever their values: passive two-terminal elements and transmission lines. */
const reciprocalLetters = new Set(["r", "c", "l", "t", "o", "u", "y", "p"]);

/**
 * The first device that a nudged run cannot treat: one that is not linear, or of whose reciprocity nothing is known.
 * The rules of the nudged phases are exact for the rest.
 */
export function findUnknownDevice(circuit: Circuit): Device | undefined {
  return circuit.elements.find(
    (element): element is Device => element.kind === "device" && !isLinearReciprocal(element),
  );
}

function isLinearReciprocal({ linear, letter }: Device): boolean {
  return linear && reciprocalLetters.has(letter);
}

/** The first device that a nudged transient must linearise: all but resistors and capacitors with a geometry, whose rule is exact as they stand. */
export function findTransientDevice(circuit: Circuit): Device | undefined {
  return circuit.elements.find(
    (element): element is Device => element.kind === "device" && !isTransientLinear(element),
  );
}

/** True for the devices that a nudged transient holds as they are. */
export function isTransientLinear({ linear, letter }: Device): boolean {
  return linear && (letter === "r" || letter === "c");
}

/** True when there are controlled sources, so that nudges need the transposed deck. */
export function hasControlledSources(circuit: Circuit): boolean {
  return circuit.elements.some(
    ({ kind }) => kind === "vcvs" || kind === "vccs" || kind === "cccs" || kind === "ccvs",
  );
}

/** True for the elements whose current is an unknown of the simulation. */
export function hasBranchCurrent({ kind }: CircuitElement): boolean {
  return kind === "voltage-source" || kind === "inductor" || kind === "vcvs" || kind === "ccvs";
}

/** The current of an element that has none as an unknown, among the probes and quantities. */
export function findCurrentless({
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
export function findUnheldNode(circuit: Circuit, terminated: boolean): Failure | undefined {
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

/**
 * The devices that a linearised deck must replace, all but the linear reciprocal ones, as their ports. Fails with `unsupported` where
 * a device cannot be read in a fixture.
 */
export function replacedDevices(circuit: Circuit): Outcome<readonly DevicePorts[]> {
  const replaced = circuit.elements.filter(
    (element): element is Device => element.kind === "device" && !isLinearReciprocal(element),
  );
  for (const device of replaced) {
    if (unreadLetters.has(device.letter)) {
      return fail(
        "unsupported",
        `${device.name}: its small-signal values cannot be read at an operating point`,
      );
    }
  }
  const ports = replaced.map(devicePorts);
  for (const { device, controls } of ports) {
    const control = controls.map((index) => circuit.elements[index]!).find((one) => !hasBranchCurrent(one));
    if (control !== undefined) {
      return fail(
        "unsupported",
        `${device.name} reads the current of ${control.name}, which is not an unknown of the simulation; measure it with a 0 V source in series`,
      );
    }
  }
  return succeed(ports);
}

/** Behavioural inductors, which short a fixture, and what the engine does not have. */
const unreadLetters = new Set(["a", "l", "n"]);
