import type { Circuit } from "../circuit/circuit.ts";
import type { PhaseRunner } from "../experiment/experiment.ts";
import type { ExperimentPlan } from "../experiment/plan-experiment.ts";

/** One objective with the engine's session that runs its phases. */
export interface OpenedExperiment {
  readonly plan: ExperimentPlan;
  readonly run: PhaseRunner;
}

/** What an estimator works on: a circuit and all its objectives, ready to run. Parameters θ are in natural units, one per trainable. */
export interface GradientProblem {
  readonly circuit: Circuit;
  readonly experiments: readonly OpenedExperiment[];
}
