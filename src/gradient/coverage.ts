import type { Circuit } from "../circuit/circuit.ts";
import type { CircuitElement } from "../circuit/element.ts";

/**
 * Why the nudged phase of a linear network cannot be run: a device whose inside is not known to be linear and reciprocal.
 * Undefined when every element is a plain linear one.
 */
export function refuseDevices(circuit: Circuit): string | undefined {
  const device = circuit.elements.find((element) => element.kind === "device");
  if (device === undefined) return undefined;
  return `${device.name} is a device: its operating point may depend on the trained values, and no exact AC rule covers that yet`;
}

const CONTROLLED: ReadonlySet<CircuitElement["kind"]> = new Set(["vcvs", "vccs", "cccs", "ccvs"]);

/**
 * Why the contrast of two phases of the same, untransposed network is not the gradient: a controlled source makes the network
 * non-reciprocal (or its gain is trained, for which the action has no term). Undefined when the rule is valid.
 */
export function refuseNonReciprocal(circuit: Circuit): string | undefined {
  const source = circuit.elements.find((element) => CONTROLLED.has(element.kind));
  if (source !== undefined) {
    return `${source.name} is a controlled source: the network is not reciprocal, and nudging it untransposed gives a wrong gradient`;
  }
  return refuseDevices(circuit);
}
