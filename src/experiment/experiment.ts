import type {
  AcAnalysis,
  DcAnalysis,
  OperatingPointAnalysis,
  TransientAnalysis,
} from "../circuit/analysis.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { invariant } from "../diagnostic/invariant.ts";
import type { FrequencyGrid } from "../goal/frequency-grid.ts";
import type { DcPoint, TimeGrid } from "../goal/objective.ts";
import type { Excitation, Probe } from "../goal/observable.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import type { Outcome } from "../numeric/outcome.ts";

/** One number per point that a phase must return. */
export type Quantity =
  /** Node voltage against ground. */
  | { readonly kind: "node"; readonly node: number }
  /** Current unknown of a V, L, E or H element. */
  | { readonly kind: "branch"; readonly element: number };

/**
 * A phase of an experiment. Every phase returns the same quantities, as a matrix (quantities, points); real analyses leave the
 * imaginary part 0. "Nudge" phases have all independent sources off and run on the *transposed* network.
 *
 * free      the network as driven by `excitation` (AC: sources or a port; transient and DC: its sources).
 * nudge     AC and DC: a unit nudge on `probe`. Voltage probe: 1 A into `positive` out of `negative`. Current probe: 1 V in series with
 *           the element (on the source itself), same polarity. In MNA terms the solution λ of Aᵀλ = c where the probe reads cᵀx:
 *           `node` quantities are λ of node rows, `branch` quantities λ of the element's branch row. DC: A is the Jacobian at the
 *           operating point of every sweep point. `terminated` says whether the ports' terminations are present (AC only).
 * nudged    AC and DC: as free, plus an injection at each probe: `amplitudes` is a matrix (probes, points) of nudge amplitudes
 *           (-β ∂C/∂X as a number). Not transposed: only for reciprocal networks. DC: found from the free operating point. Transient from
 *           rest: `amplitudes` are waveforms (probes, samples), in the order in which they are played.
 * waveform  transient: the network at rest, nudged at each probe with the waveform `amplitudes` (probes, points).
 * constant  transient that starts from an operating point: the DC solution under constant nudges `amplitudes` (probes, 1); returns a
 *           matrix (quantities, 1).
 * initial   transient that starts from an operating point: that point, a matrix (quantities, 1).
 */
export type Phase =
  | { readonly kind: "free"; readonly excitation: Excitation }
  | { readonly kind: "nudge"; readonly probe: number; readonly terminated: boolean }
  | { readonly kind: "nudged"; readonly excitation: Excitation; readonly amplitudes: ComplexMatrix }
  | { readonly kind: "waveform"; readonly amplitudes: ComplexMatrix }
  | { readonly kind: "constant"; readonly amplitudes: ComplexMatrix }
  | { readonly kind: "initial" };

/** The phases of AC and DC experiments. */
export type PointwisePhase = Extract<Phase, { readonly kind: "free" | "nudge" | "nudged" }>;

/** The phases as those of an AC or DC experiment; a transient one among them is our own mistake. */
export function pointwisePhases(phases: readonly Phase[]): readonly PointwisePhase[] {
  return phases.map((phase) => {
    invariant(
      phase.kind === "free" || phase.kind === "nudge" || phase.kind === "nudged",
      `phase ${phase.kind} in a pointwise experiment`,
    );
    return phase;
  });
}

/** What is common to all experiments. Nothing of it changes during a training. */
interface ExperimentCore {
  readonly circuit: Circuit;
  readonly probes: readonly Probe[];
  readonly quantities: readonly Quantity[];
}

/** The AC runs of one objective. */
export interface AcExperiment extends ExperimentCore {
  readonly kind: "ac";
  readonly analysis: AcAnalysis | TransientAnalysis;
  readonly grids: readonly FrequencyGrid[];
  /** All frequencies [Hz], grid after grid. */
  readonly frequencies: Float64Array;
}

/**
 * The transient runs of one objective, trapezoidal on a fixed grid (n = 0 … count). The deck's own sources are sampled on the grid
 * (src/circuit/waveform/sample-drive.ts) and applied as piecewise linear drives. One step before sample 0 the circuit is at rest (`uic`), or
 * in the operating point under what the drives are there. With `uic` everything jumps at t = 0, and sample 0 shows the jump half
 * done: an `ic=` is a step source beside an element at rest, half as high in sample 0.
 */
export interface TransientExperiment extends ExperimentCore {
  readonly kind: "tran";
  readonly analysis: TransientAnalysis;
  readonly grid: TimeGrid;
}

/** The operating points of one objective. */
export interface DcExperiment extends ExperimentCore {
  readonly kind: "dc";
  readonly analysis: DcAnalysis | OperatingPointAnalysis;
  readonly points: readonly DcPoint[];
}

export type Experiment = AcExperiment | TransientExperiment | DcExperiment;

/**
 * Run phases of one experiment at one state of the circuit: one matrix (quantities, points) per phase, in order, all finite.
 * Engines' sessions have this as their `run`; estimators know nothing else of an engine. Calls must not overlap.
 */
export type PhaseRunner = (
  slots: Float64Array,
  phases: readonly Phase[],
) => Promise<Outcome<readonly ComplexMatrix[]>>;
