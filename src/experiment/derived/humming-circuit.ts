import type { Circuit } from "../../circuit/circuit.ts";
import { type CircuitDerivation, type DerivedCircuit, deriveCircuit } from "../../circuit/derive-circuit.ts";
import type { Slot } from "../../circuit/element.ts";
import { invariant } from "../../diagnostic/invariant.ts";
import type { Probe } from "../../goal/observable.ts";

/** A circuit at rest but for sinusoidal nudges of one frequency at its probes. */
export interface HummingCircuit extends DerivedCircuit {
  /** A state with given amplitudes of the nudges, one per probe: A at voltages, V at currents. */
  stateAt(slots: Float64Array, amplitudes: readonly number[]): Float64Array;
}

/** Nudge every probe of a circuit with a sine of the given frequency [Hz], beside its sources at their DC values. */
export function hummingCircuit(
  circuit: Circuit,
  probes: readonly Probe[],
  frequency: number,
): HummingCircuit {
  const derivation = deriveCircuit(circuit);
  const rate = derivation.slot(frequency);
  for (const element of circuit.elements) {
    if (!("waveform" in element)) continue;
    const { waveform: _, ...steady } = element;
    derivation.replace(element.index, steady);
  }
  const amplitudes = probes.map((probe) => addHum(derivation, probe, rate));
  const derived = derivation.finish();
  return {
    ...derived,
    stateAt(slots, values) {
      const state = derived.extend(slots);
      amplitudes.forEach((slot, probe) => {
        state[slot] = values[probe]!;
      });
      return state;
    },
  };
}

/** A current into the positive node of a voltage, or a voltage in series with an element whose current is read; gives the slot of its amplitude. */
function addHum(derivation: CircuitDerivation, probe: Probe, frequency: Slot): Slot {
  const { zero } = derivation;
  const amplitude = derivation.slot(0);
  const steady = { dc: zero, acMagnitude: zero, acPhase: zero, factor: 1 };
  const waveform = { function: "sin", arguments: [zero, amplitude, frequency], card: [] };
  if (probe.kind === "voltage") {
    const nodes: readonly [number, number] = [probe.negative, probe.positive];
    derivation.add({ kind: "current-source", name: "the nudge", nodes, ...steady, waveform });
    return amplitude;
  }
  const element = derivation.element(probe.element);
  invariant(
    element.kind !== "coupling" && element.kind !== "device",
    "a coupling or device has no branch current",
  );
  const joint = derivation.node(`${element.name}'`);
  derivation.replace(probe.element, { ...element, nodes: [element.nodes[0], joint] });
  const nodes: readonly [number, number] = [joint, element.nodes[1]];
  derivation.add({ kind: "voltage-source", name: "the nudge", nodes, ...steady, waveform });
  return amplitude;
}
