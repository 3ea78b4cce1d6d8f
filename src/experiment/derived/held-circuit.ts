import type { Circuit } from "../../circuit/circuit.ts";
import { type DerivedCircuit, deriveCircuit } from "../../circuit/derive-circuit.ts";
import type { Probe } from "../../goal/observable.ts";
import { addLiveNudge, type NudgeWriter } from "./live-nudge.ts";

/** A circuit with a nudge that follows the voltages at hand, all else being as it is. */
export interface HeldCircuit extends DerivedCircuit {
  readonly writeNudge: NudgeWriter;
}

/** Add a live nudge to a circuit. */
export function heldCircuit(circuit: Circuit, probes: readonly Probe[]): HeldCircuit {
  const derivation = deriveCircuit(circuit);
  const writeNudge = addLiveNudge(derivation, probes);
  return { ...derivation.finish(), writeNudge };
}
