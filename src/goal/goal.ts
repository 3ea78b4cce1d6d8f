import type { Span } from "../source/source-text.ts";
import type { BoundProgram } from "./bound-program.ts";
import type { BoundMean } from "./mean-square.ts";
import type { TypedExpression } from "./typed-expression.ts";

/** One goal with everything known but where it is evaluated. */
export interface Goal {
  readonly name: string;
  /** Equality, or an upper limit on `residual`. */
  readonly kind: "equality" | "limit";
  /**
   * q - t; for `>=` t - q, so that a limit is violated where this is positive. Angles are wrapped where two phases are subtracted,
   * and in an equality also where one side is a plain number of degrees.
   */
  readonly residual: TypedExpression;
  readonly weight: number;
  readonly scale: number;
  /** `tol`; an equality without it has no verdict, a limit without it has 0. */
  readonly tolerance?: number;
  readonly span: Span;
}

/** A goal at its points. */
export interface BoundGoal {
  readonly goal: Goal;
  readonly bound: BoundProgram;
  /** Means over the run that the program reads, to be evaluated before it runs. */
  readonly means: readonly BoundMean[];
  /** Part of each point in the mean over the points; they sum to 1. */
  readonly share: Float64Array;
}
