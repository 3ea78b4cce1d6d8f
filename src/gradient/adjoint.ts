import { findTransientDevice } from "../experiment/deck/deck-refusals.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import { refuseAdjoint, uncoveredParameters } from "./coverage.ts";
import type { Estimator } from "./estimator.ts";
import { differenceParameters, finiteDifference } from "./finite-difference.ts";
import type { FreeRun } from "./free-run.ts";
import { addPointwiseAdjoint } from "./pointwise-adjoint.ts";
import type { GradientProblem } from "./problem.ts";
import { collectSensitivity, type SensitivityCollector } from "./slot-sensitivity.ts";
import { addTransientGradient, addTransientJacobian } from "./transient-adjoint.ts";

/**
 * The β → ∞ form of equilibrium propagation, which is the adjoint network: beside the free run a nudge-only run with all sources off and the
 * controlled sources transposed. Exact. AC and operating points take one run per probe and give the Jacobian at the same price;
 * in AC about an operating point that moves with the trained values a second nudge there follows it. A transient takes one run for the gradient, one per probe for the Jacobian; with devices that are functions of
 * their voltages one more run that reads them along the free one, and the gradient alone. Parameters that reach the circuit through something that
 * no exact rule covers (a device's own parameters, a waveform's) are done by finite differences.
 * Source: Director & Rohrer, IEEE Trans. Circuit Theory 16 (1969); Berneman & Hexner, arXiv:2506.20402; Scurria et al., arXiv:2602.03670.
 */
export const adjoint: Estimator = {
  name: "adjoint",
  givesJacobian: true,
  refuse: refuseAdjoint,
  cautionOfJacobian(circuit, analyses) {
    const device = analyses.has("tran") ? findTransientDevice(circuit) : undefined;
    return (
      device &&
      `${device.name} makes the network change with time: a Jacobian, which Levenberg-Marquardt wants, is taken by finite differences`
    );
  },
  async estimate(problem, free, options) {
    const { want } = options;
    // A network that changes with time has no one impulse response that every sample could be made of.
    if (want === "jacobian" && changesWithTime(problem)) {
      return finiteDifference.estimate(problem, free, options);
    }
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

function changesWithTime({ circuit, experiments }: GradientProblem): boolean {
  return (
    findTransientDevice(circuit) !== undefined &&
    experiments.some(({ plan }) => plan.objective.kind === "tran")
  );
}

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
