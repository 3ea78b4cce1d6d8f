import type { AcAnalysis } from "../circuit/analysis.ts";
import type { Circuit } from "../circuit/circuit.ts";
import type { FrequencyGrid } from "../goal/frequency-grid.ts";
import type { Excitation, Probe } from "../goal/observable.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import type { Outcome } from "../numeric/outcome.ts";

/** One complex number per frequency that a phase must return. */
export type Quantity =
  /** Node voltage against ground. */
  | { readonly kind: "node"; readonly node: number }
  /** Current unknown of a V, L, E or H element. */
  | { readonly kind: "branch"; readonly element: number };

/**
 * A phase of an AC experiment. Every phase returns the same quantities, as a matrix (quantities, frequencies).
 *
 * free     the network as driven by `excitation`.
 * nudge    all independent sources off; a unit nudge on `probe`; the *transposed* network. Voltage probe: 1 A into `positive` out of
 *          `negative`. Current probe: 1 V in series with the element (on the source itself), same polarity. In MNA terms the
 *          solution λ of Aᵀλ = c where the probe reads cᵀx: `node` quantities are λ of node rows, `branch` quantities λ of the
 *          element's branch row. `terminated` says whether the ports' terminations are present.
 * nudged   as free, plus an injection at each probe: `amplitudes` is a matrix (probes, frequencies) of nudge amplitudes
 *          (-β ∂C/∂X as a complex number). Only for reciprocal networks (not transposed).
 */
export type Phase =
  | { readonly kind: "free"; readonly excitation: Excitation }
  | { readonly kind: "nudge"; readonly probe: number; readonly terminated: boolean }
  | { readonly kind: "nudged"; readonly excitation: Excitation; readonly amplitudes: ComplexMatrix };

/** Everything about the AC runs of one objective that does not change during a training. */
export interface AcExperiment {
  readonly circuit: Circuit;
  readonly analysis: AcAnalysis;
  readonly grids: readonly FrequencyGrid[];
  /** All frequencies [Hz], grid after grid. */
  readonly frequencies: Float64Array;
  readonly probes: readonly Probe[];
  readonly quantities: readonly Quantity[];
}

/**
 * Run phases of one experiment at one state of the circuit: one matrix (quantities, frequencies) per phase, in order, all finite.
 * Engines' sessions have this as their `run`; estimators know nothing else of an engine. Calls must not overlap.
 */
export type PhaseRunner = (
  slots: Float64Array,
  phases: readonly Phase[],
) => Promise<Outcome<readonly ComplexMatrix[]>>;
