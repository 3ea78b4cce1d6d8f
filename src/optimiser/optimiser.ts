/** A box; -Infinity and Infinity where a side is open. */
export interface Bounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** What an optimiser wants to know next, and where. */
export interface Question {
  readonly point: Float64Array;
  /**
   * `jacobian` includes cost, residuals and gradient; `gradient` includes cost. `relaxation`: the cost, and where a step of the physical
   * learning rule leads.
   */
  readonly want: "cost" | "gradient" | "jacobian" | "relaxation";
  /** Size of the step of a relaxation. */
  readonly rate?: number;
}

/** The answer to a Question at its point. */
export type Answer =
  | {
      readonly ok: true;
      readonly cost: number;
      readonly gradient?: Float64Array;
      /** C = ½ Σ r². */
      readonly residuals?: Float64Array;
      /** ∂r/∂x, shape (residuals, parameters), row-major. */
      readonly jacobian?: Float64Array;
      /** The point that a relaxation led to. */
      readonly relaxed?: Float64Array;
    }
  /** The computation failed there (no convergence): the step is too long, not the end. */
  | { readonly ok: false };

/**
 * running    ask on.
 * converged  the step or the gradient is below tolerance at a minimum (or the cost is zero to rounding).
 * stalled    no progress could be made although the gradient is not small.
 * diverged   the cost is not finite or has grown beyond all bounds (first-order methods).
 */
export type OptimiserStatus = "running" | "converged" | "stalled" | "diverged";

/**
 * A pure state machine over plain vectors: no I/O, no clock, no engine. States are plain JSON-able data apart from typed arrays
 * (a checkpoint stores them), and the same state and answers always give the same next question.
 */
export interface Optimiser<State> {
  readonly name: string;
  init(start: Float64Array, bounds: Bounds): State;
  ask(state: State): Question;
  tell(state: State, answer: Answer): State;
  status(state: State): OptimiserStatus;
  /** The best point accepted so far and its cost (Infinity before the first answer). */
  best(state: State): { readonly point: Float64Array; readonly cost: number };
  /** Number of accepted steps so far. */
  steps(state: State): number;
}
