import type { Circuit } from "../circuit/circuit.ts";
import type { Experiment, PhaseRunner } from "../experiment/experiment.ts";
import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import type { Outcome } from "../numeric/outcome.ts";

/** One objective with the engine's session that runs its phases. */
export interface OpenedExperiment {
  readonly plan: ExperimentPlan;
  readonly run: PhaseRunner;
}

/** An experiment on a circuit that a learning rule makes of the problem's own, with whatever the rule knows of it. */
export interface RuleExperiment {
  readonly experiment: Experiment;
}

/** What an estimator works on: a circuit and all its objectives, ready to run. Parameters θ are in natural units, one per trainable. */
export interface GradientProblem {
  readonly circuit: Circuit;
  readonly experiments: readonly OpenedExperiment[];
  /**
   * Open an experiment of a rule's own in the same engine; its runs count like all others. It is built and opened once for each key
   * and stays open as long as the problem. Fails as the engine does.
   */
  openOnce<Rule extends RuleExperiment>(
    key: string,
    build: () => Rule,
  ): Promise<Outcome<Rule & { readonly run: PhaseRunner }>>;
}
