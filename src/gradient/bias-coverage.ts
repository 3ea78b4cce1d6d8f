import type { Circuit } from "../circuit/circuit.ts";
import { replacedDevices } from "../experiment/deck/deck-refusals.ts";
import { bentDevices, trainedTerms } from "../experiment/plan-experiment.ts";

/**
 * Why what AC owes to the operating point cannot be followed: a device that is not linear and sets a voltage or reads a current, or ports
 * beside devices, whose terminations move the operating point. Undefined where it can, or need not be.
 */
export function refuseBias(circuit: Circuit): string | undefined {
  const bent = bentDevices(circuit);
  for (const { device, branch, controls } of movesBias(circuit) ? bent : []) {
    const reason =
      branch !== undefined
        ? "sets a voltage"
        : controls.length > 0
          ? "reads the current of a source"
          : undefined;
    if (reason !== undefined)
      return `${device.name} ${reason}, and what it is in AC depends on the operating point: no exact AC rule covers that`;
  }
  if (bent.length > 0 && circuit.ports.length > 0)
    return `port ${circuit.ports[0]!.number} is terminated in AC, which moves the operating point of ${bent[0]!.device.name}: no exact AC rule covers that`;
  const linear = replacedDevices(circuit);
  return linear.kind === "failed" ? linear.explanation : undefined;
}

/** The devices whose operating point the adjoint of an AC analysis follows, since trained values move it; by name. */
export function followedBias(circuit: Circuit): readonly string[] {
  return movesBias(circuit) ? bentDevices(circuit).map(({ device }) => device.name) : [];
}

/** True when any trained value acts on operating points. */
export function movesBias(circuit: Circuit): boolean {
  return trainedTerms(circuit, "dc").some(({ order }) => order === 0);
}
