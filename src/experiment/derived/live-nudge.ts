import { type CircuitDerivation, directSource } from "../../circuit/derive-circuit.ts";
import type { Slot } from "../../circuit/element.ts";
import type { Probe } from "../../goal/observable.ts";

/** A quadratic cost about the point X₀ where the voltages stand: ∂C/∂X = slope + curvature (X - X₀). */
export interface QuadraticCost {
  readonly at: Float64Array;
  readonly slope: Float64Array;
  /** ∂²C/∂X², shape (probes, probes), row-major. */
  readonly curvature: Float64Array;
}

/** Sets the sources of a nudge in a state. */
export type NudgeWriter = (state: Float64Array, beta: number, cost: QuadraticCost) => void;

/**
 * Add sources that inject -β ∂C/∂X into every voltage that is observed, X being the voltage at hand and not that of an earlier run. So the
 * network rests at the minimum of its energy plus βC.
 */
export function addLiveNudge(derivation: CircuitDerivation, probes: readonly Probe[]): NudgeWriter {
  const ends = probes.map((probe): readonly [number, number] =>
    probe.kind === "voltage" ? [probe.positive, probe.negative] : [0, 0],
  );
  const offsets: Slot[] = [];
  const gains: Slot[] = [];
  for (const nodes of ends) {
    const offset = derivation.slot(0);
    offsets.push(offset);
    derivation.add(directSource(derivation, "current-source", "the nudge", nodes, offset));
    for (const control of ends) {
      const value = derivation.slot(0);
      gains.push(value);
      derivation.add({ kind: "vccs", name: "the nudge", nodes, control, value, factor: 1 });
    }
  }
  return (state, beta, { at, slope, curvature }) => {
    offsets.forEach((offset, row) => {
      let constant = slope[row]!;
      at.forEach((voltage, column) => {
        const bend = curvature[row * at.length + column]!;
        constant -= bend * voltage;
        state[gains[row * at.length + column]!] = beta * bend;
      });
      state[offset] = beta * constant;
    });
  };
}
