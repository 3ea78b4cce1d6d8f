import type {
  AcAnalysis,
  DcAnalysis,
  OperatingPointAnalysis,
  TransientAnalysis,
} from "../circuit/analysis.ts";
import type { CircuitState } from "../circuit/circuit.ts";
import type { Slot } from "../circuit/element.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import type { SampleDrive } from "./data/data-set.ts";
import type { SampleParts } from "./data/split-samples.ts";
import type { Classified } from "./evaluate-classes.ts";
import type { FrequencyGrid } from "./frequency-grid.ts";
import type { Observable } from "./observable.ts";

/** How one goal stands. */
export interface GoalVerdict {
  /** Its name, or `goal 1`, `goal 2`, … in the order of the netlist. */
  readonly name: string;
  /** null: an equality without `tol`. */
  readonly met: boolean | null;
  /** Largest violation (inequality) or |r| (equality) over its points, unscaled. */
  readonly worst: number;
  /** Where `worst` occurs: f [Hz], t [s] or x. */
  readonly at: number;
}

/**
 * Non-zeros of ∂r/∂X and ∂r/∂slots for a residual vector r, in coordinate form. Entry n belongs to residual `row[n]`;
 * dr = dRe · d(Re X) + dIm · d(Im X) with X the observable `observable[n]` at the sample `point[n]`.
 */
export interface ResidualDerivatives {
  readonly row: Int32Array;
  readonly observable: Int32Array;
  readonly point: Int32Array;
  readonly dRe: Float64Array;
  readonly dIm: Float64Array;
  readonly slotRow: Int32Array;
  readonly slot: Int32Array;
  readonly dSlot: Float64Array;
}

/** Cost and derivatives at one set of observed numbers. */
export interface CostEvaluation {
  readonly cost: number;
  /** C = ½ Σ r²; a complex difference takes two rows. Absent where the cost is not a sum of squares (classify). */
  readonly residuals?: Float64Array;
  readonly residualDerivatives?: ResidualDerivatives;
  /** ∂C/∂(Re X) in `re` and ∂C/∂(Im X) in `im`, shape (observables, points). */
  readonly costDerivative: ComplexMatrix;
  /** Explicit ∂C/∂slot of expressions that name parameters or element values; length slotCount. */
  readonly costSlotDerivative: Float64Array;
  readonly goals: readonly GoalVerdict[];
  /** How the samples were classified, where the netlist says `@classify`. */
  readonly classes?: Classified;
}

/**
 * Where one goal stands among the residual rows, so that a row can be read in the goal's own unit: point k has the rows
 * `first + k · (complex ? 2 : 1)` and, if complex, the one behind it; row = factor[k] · r, for a limit factor[k] · max(0, r + margin · scale).
 */
export interface GoalRows {
  readonly name: string;
  readonly kind: "equality" | "limit";
  readonly first: number;
  readonly complex: boolean;
  readonly scale: number;
  /** `tol`; undefined for an equality without a verdict. */
  readonly tolerance?: number;
  /** sqrt(weight · share) / scale of each point. */
  readonly factor: Float64Array;
  /** f [Hz], t [s] or x of each point. */
  readonly axis: Float64Array;
}

/** The goals of one analysis, compiled: what must be observed where, and the cost of what was observed. */
interface ObjectiveCore {
  readonly observables: readonly Observable[];
  /** f [Hz], t [s] or x of every sample point. Index = `point`. */
  readonly axis: Float64Array;
  /** Number of residual rows, 0 where there are none. */
  readonly residualCount: number;
  /** The goals behind the residual rows, in order; absent where there are no residuals. */
  readonly goalRows?: readonly GoalRows[];
  /**
   * Cost at the observed numbers X, shape (observables, points); real quantities have an imaginary part of 0.
   * `margin` (in units of each goal's own quantity scale, default 0) tightens inequalities for training; verdicts and `cost`
   * are always stated without it, residuals and derivatives with it.
   */
  evaluate(observed: ComplexMatrix, state: CircuitState, margin?: number): CostEvaluation;
}

export interface AcObjective extends ObjectiveCore {
  readonly kind: "ac";
  /** Present where the objective averages over the samples of a data set, which differ in their drives alone. */
  readonly samples?: ObjectiveSamples;
  /** A `.tran` card where the phasors are the harmonics of its periodic steady state; verdicts and rows then speak of times. */
  readonly analysis: AcAnalysis | TransientAnalysis;
  /** The sweeps to run, the card's own first; its points come first in `axis`. A grid nobody needs is left out. */
  readonly grids: readonly FrequencyGrid[];
  /** All frequencies [Hz] of all grids, concatenated: the axis. */
  readonly frequencies: Float64Array;
}

/** A uniform grid of times t_n = n · step, n = 0 … count. */
export interface TimeGrid {
  /** Seconds. */
  readonly step: number;
  readonly count: number;
}

/** A transient on a fixed grid: the axis is the grid's times, so the discrete gradient is exact at any step. */
export interface TransientObjective extends ObjectiveCore {
  readonly kind: "tran";
  readonly analysis: TransientAnalysis;
  readonly grid: TimeGrid;
}

/** One state of a `.dc` sweep: the swept quantities' values. An `.op` has one point without any. */
export interface DcPoint {
  readonly overrides: readonly { readonly slot: Slot; readonly value: number }[];
}

/** The samples of a data set that an objective averages over. */
export interface ObjectiveSamples {
  /** Numbers of the samples in the data set, from 0. */
  readonly rows: Int32Array;
  /** The sources that a sample sets. */
  readonly drives: readonly SampleDrive[];
  /** How the data set is split. */
  readonly parts: SampleParts;
  /** The same objective over other samples of the data set. */
  over(rows: Int32Array): Objective;
}

/** Operating points: of `.op` one, of `.dc` one per sweep point (the axis is the first sweep's value; 0 for `.op`). */
export interface DcObjective extends ObjectiveCore {
  readonly kind: "dc";
  /** Present where the objective averages over the samples of a data set: the points of one sample after those of another. */
  readonly samples?: ObjectiveSamples;
  readonly analysis: DcAnalysis | OperatingPointAnalysis;
  /** Values of the first sweep that goals ask for beside its own; their states stand behind the sweep's. */
  readonly further: readonly number[];
  readonly points: readonly DcPoint[];
}

/** All goals of one analysis, compiled. */
export type Objective = AcObjective | TransientObjective | DcObjective;

/** The samples that an objective averages over; undefined where it has none. */
export function samplesOf(objective: Objective): ObjectiveSamples | undefined {
  return "samples" in objective ? objective.samples : undefined;
}
