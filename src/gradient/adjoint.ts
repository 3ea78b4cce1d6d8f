import { type Outcome, succeed } from "../numeric/outcome.ts";
import { refuseAdjoint, uncoveredParameters } from "./coverage.ts";
import type { Estimator } from "./estimator.ts";
import { differenceParameters } from "./finite-difference.ts";
import type { FreeRun } from "./free-run.ts";
import { addPointwiseAdjoint } from "./pointwise-adjoint.ts";
import type { GradientProblem } from "./problem.ts";
import { collectSensitivity, type SensitivityCollector } from "./slot-sensitivity.ts";
import { addTransientGradient, addTransientJacobian } from "./transient-adjoint.ts";

/**
 * The β → ∞ form of equilibrium propagation, which is the adjoint network: beside the free run a nudge-only run with all sources off and the
 * controlled sources transposed. Exact. AC and operating points take one run per probe and give the Jacobian at the same price;
 * in AC about an operating point that moves with the trained values a second nudge there follows it. A transient takes one run for the gradient, one per probe for the Jacobian. Parameters that reach the circuit through something that
 * no exact rule covers (a device's own parameters, a waveform's) are done by finite differences.
 * Source: Director & Rohrer, IEEE Trans. Circuit Theory 16 (1969); Berneman & Hexner, arXiv:2506.20402; Scurria et al., arXiv:2602.03670.
 */
export const adjoint: Estimator = {
  name: "adjoint",
  givesJacobian: true,
  refuse: refuseAdjoint,
  async estimate(problem, free, { want }) {
    const collector = collectSensitivity(free, problem.circuit.trainables.length, want);
    for (const index of problem.experiments.keys()) {
      const added = await addExperiment(index, problem, free, collector, want);
      if (added.kind === "failed") return added;
    }
    const exact = collector.finish();
    const analyses = new Set(problem.experiments.map(({ plan }) => plan.objective.kind));
    const uncovered = uncoveredParameters(problem.circuit, analyses, free.state);
    return uncovered.length === 0 ? succeed(exact) : differenceParameters(problem, free, exact, uncovered);
  },
};

function addExperiment(
  index: number,
  problem: GradientProblem,
  free: FreeRun,
  collector: SensitivityCollector,
  want: "gradient" | "jacobian",
): Promise<Outcome<undefined>> {
  const experiment = problem.experiments[index]!;
  if (experiment.plan.objective.kind !== "tran") {
    return addPointwiseAdjoint(index, problem, free, collector);
  }
  return want === "gradient"
    ? addTransientGradient(index, experiment, free, collector)
    : addTransientJacobian(index, experiment, free, collector);
}
