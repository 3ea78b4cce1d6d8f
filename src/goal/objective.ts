import type { AcAnalysis } from "../circuit/analysis.ts";
import type { CircuitState } from "../circuit/circuit.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
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
}

/** All goals of one AC analysis, compiled. */
export interface Objective {
  readonly analysis: AcAnalysis;
  /** The sweeps to run, the card's own first; its points come first in `frequencies`. A grid nobody needs is left out. */
  readonly grids: readonly FrequencyGrid[];
  /** All frequencies [Hz] of all grids, concatenated. Index = `point`. */
  readonly frequencies: Float64Array;
  readonly observables: readonly Observable[];
  /** Number of residual rows, 0 where there are none. */
  readonly residualCount: number;
  /**
   * Cost at the observed numbers X, shape (observables, points).
   * `margin` (in units of each goal's own quantity scale, default 0) tightens inequalities for training; verdicts and `cost`
   * are always stated without it, residuals and derivatives with it.
   */
  evaluate(observed: ComplexMatrix, state: CircuitState, margin?: number): CostEvaluation;
}
