import type { GoalAxis } from "../goal/goal-axis.ts";
import type { GoalVerdict } from "../goal/objective.ts";
import type { EstimatorName } from "../gradient/estimator.ts";
import type { OptimiserName } from "../optimiser/optimisers.ts";
import type { JudgedSamples } from "./judge-samples.ts";

/** Why a training ended. */
export type TrainingOutcome =
  | "goals-met"
  | "converged"
  | "max-steps"
  | "stalled"
  | "diverged"
  | "interrupted";

/** How one goal stands at the end. */
export interface TrainedGoal extends GoalVerdict {
  /** Of `worst`: `dB`, `°`, `V`, … as far as the goal's expression says it, otherwise empty. */
  readonly unit: string;
  /** What `at` counts; absent for an operating point, where it means nothing. */
  readonly axis?: GoalAxis;
}

/** One trained value, before and after. */
export interface TrainedParameter {
  readonly name: string;
  readonly unit: string;
  readonly before: number;
  /** As written into the netlist. */
  readonly after: number;
  readonly min: number;
  readonly max: number;
  /** Set where the value ended on one of its bounds. */
  readonly onBound?: "min" | "max";
}

/** A direction in which the values may move together without changing the cost noticeably. */
export interface Valley {
  /** Relative change of each parameter that takes part, for one unit along the direction. */
  readonly parameters: readonly { readonly name: string; readonly weight: number }[];
}

/** What a training did; the fields of `train --json` and what a report needs beside them. */
export interface TrainingResult {
  readonly engine: "ngspice" | "model";
  readonly estimator: EstimatorName;
  readonly optimizer: OptimiserName;
  readonly outcome: TrainingOutcome;
  /** One sentence for a person. */
  readonly explanation: string;
  readonly steps: number;
  /** Starting points used. */
  readonly starts: number;
  readonly analyses: number;
  readonly seconds: { readonly total: number; readonly engine: number };
  readonly cost: { readonly initial: number; readonly final: number; readonly history: readonly number[] };
  /** The cost at the first point of this run and after each accepted step, with the analyses spent until then. */
  readonly progress: readonly { readonly analyses: number; readonly cost: number }[];
  readonly goals: readonly TrainedGoal[];
  readonly parameters: readonly TrainedParameter[];
  /** How the parts of the data set are done, where there is one. */
  readonly data?: JudgedSamples;
  /** A fresh run of the written text in ngspice; absent when it was switched off or not possible (then `remarks` say why). */
  readonly verification?: { readonly engine: "ngspice"; readonly cost: number };
  /** The netlist with the trained values in place. */
  readonly text: string;
  readonly valleys: readonly Valley[];
  /** Everything else worth saying: why an estimator was chosen, a start that was moved, a verification that disagrees. */
  readonly remarks: readonly string[];
}
