import type { Circuit } from "../../../src/circuit/circuit.ts";
import type { Phase, Quantity, TransientExperiment } from "../../../src/experiment/experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { slotsOf } from "../../circuit-builder.ts";
import { allQuantities, freeRun, probeOf, runMatrices } from "./run-phases.ts";

interface TransientOptions {
  /** Seconds. */
  readonly step: number;
  readonly count: number;
  /** From rest (or `ic=`), the default, or from the operating point. */
  readonly uic?: boolean;
  readonly probes?: readonly string[];
}

/** The transient experiment of a circuit on a grid, with every quantity. */
export function transientOf(
  circuit: Circuit,
  { step, count, uic = true, probes = [] }: TransientOptions,
): TransientExperiment {
  const span = { source: circuit.sources[0]!, start: 0, end: 0 };
  return {
    kind: "tran",
    circuit,
    analysis: { kind: "tran", step, stop: step * count, start: 0, useInitialConditions: uic, span },
    grid: { step, count },
    probes: probes.map((text) => probeOf(circuit, text)),
    quantities: allQuantities(circuit),
  };
}

/** Reads a whole waveform: `v(out)`, `v(a,b)`, `i(L1)`. */
export type WaveReader = (text: string) => Float64Array;

/** Run phases of a transient; constant ones give waveforms of one sample. */
export async function runTransient(
  experiment: TransientExperiment,
  phases: readonly Phase[] = [freeRun],
  slots = slotsOf(experiment.circuit),
): Promise<readonly WaveReader[]> {
  const matrices = await runMatrices(experiment, phases, slots);
  return matrices.map(({ re, columns }) => {
    const row = (quantity: Quantity): Float64Array => {
      const key = JSON.stringify(quantity);
      const index = experiment.quantities.findIndex((candidate) => JSON.stringify(candidate) === key);
      return re.subarray(index * columns, (index + 1) * columns);
    };
    return (text) => {
      const probe = probeOf(experiment.circuit, text);
      if (probe.kind === "current") return row({ kind: "branch", element: probe.element }).slice();
      const minus = row({ kind: "node", node: probe.negative });
      return row({ kind: "node", node: probe.positive }).map((value, sample) => value - minus[sample]!);
    };
  });
}

/** Nudge amplitudes (probes, samples), one row given, the others 0. */
export function nudgeRow(rows: number, row: number, samples: ArrayLike<number>): ComplexMatrix {
  const amplitudes = complexMatrix(rows, samples.length);
  amplitudes.re.set(Float64Array.from(samples), row * samples.length);
  return amplitudes;
}

/** The trapezoidal rule's derivative of a waveform that was `before` until one step before sample 0. */
export function differentiate(q: Float64Array, step: number, before = 0): Float64Array {
  let last = before;
  let slope = 0;
  return q.map((value) => {
    slope = (2 / step) * (value - last) - slope;
    last = value;
    return slope;
  });
}

export function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

export function largestDifference(a: Float64Array, b: Float64Array): number {
  return largest(a.map((value, k) => value - b[k]!));
}
