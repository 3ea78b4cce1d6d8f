import type { Circuit } from "../circuit/circuit.ts";
import type { Outcome } from "../numeric/outcome.ts";
import type { AnalysisKinds } from "./coverage.ts";
import type { FreeRun } from "./free-run.ts";
import type { GradientProblem } from "./problem.ts";

/** The gradient of the cost at one θ, and the Jacobian of the residuals where the estimator has it. */
export interface Sensitivity {
  /** ∂C/∂θ in natural units, length P. */
  readonly gradient: Float64Array;
  /** All residuals, objective after objective. */
  readonly residuals?: Float64Array;
  /** ∂r/∂θ, shape (residuals, P), row-major. Absent when not asked for or where the rule yields the gradient only. */
  readonly jacobian?: Float64Array;
}

export interface EstimatorOptions {
  /** `jacobian` only where `givesJacobian`. */
  readonly want: "gradient" | "jacobian";
  /** Nudge strength of the contrastive rules; `auto` measures how far a weak nudge moves the outputs, and takes what suits the rule. */
  readonly beta: number | "auto";
}

/** How a step of training is made by the simulated physics itself. */
export interface RelaxationOptions {
  readonly beta: number | "auto";
  /** Size of the step: the stretch of the tightest spring, as a part of its value. */
  readonly rate: number;
}

/** How a gradient is obtained. All rules have this one signature; the free run is given, what they run on top of it is theirs. */
export interface Estimator {
  readonly name: EstimatorName;
  /** True when the rule yields the Jacobian of the residuals, not only the gradient. */
  readonly givesJacobian: boolean;
  /** Why this rule is not valid for this circuit, naming the element; undefined when it is. */
  refuse(circuit: Circuit, analyses: AnalysisKinds): string | undefined;
  /** What to know of a rule that runs here but does not follow the gradient; undefined where it does. */
  caution?(circuit: Circuit): string | undefined;
  /** What to know of its Jacobian, where it takes that in another way than the gradient; undefined otherwise. */
  cautionOfJacobian?(circuit: Circuit, analyses: AnalysisKinds): string | undefined;
  estimate(problem: GradientProblem, free: FreeRun, options: EstimatorOptions): Promise<Outcome<Sensitivity>>;
  /** For rules in which the parameters are physical variables: θ after one step of learning, made without any derivative. */
  relax?(problem: GradientProblem, free: FreeRun, options: RelaxationOptions): Promise<Outcome<Float64Array>>;
}

export const estimatorNames = [
  "adjoint",
  "centred",
  "onesided",
  "aep",
  "dyadic",
  "coupled",
  "aeqprop",
  "aeqprop-optimistic",
  "aeqprop-pessimistic",
  "frequency-propagation",
  "lagrangian",
  "holomorphic",
  "vf",
  "finite-difference",
] as const;
export type EstimatorName = (typeof estimatorNames)[number];
