import type { Phase } from "../experiment/experiment.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import { bindTerms, multiplyTerm, type ScaledResponse } from "./bilinear.ts";
import { refuseDevices } from "./coverage.ts";
import type { Estimator } from "./estimator.ts";
import type { FreeExperiment, FreeRun } from "./free-run.ts";
import { frequencyAxis } from "./frequency-axis.ts";
import type { OpenedExperiment } from "./problem.ts";
import { collectSensitivity } from "./slot-sensitivity.ts";

/**
 * The β → ∞ form of equilibrium propagation, which is the adjoint network: beside the free run one sweep per probe with all sources
 * off, a unit nudge on the probe, and the controlled sources transposed. Because the nudge is a unit at every frequency,
 * ∂X/∂θ follows for each frequency (see LocalTerm), so the Jacobian of the residuals costs what the gradient costs.
 * Exact for linear networks. Source: Director & Rohrer, IEEE Trans. Circuit Theory 16 (1969); Scurria et al., arXiv:2602.03670.
 */
export const adjoint: Estimator = {
  name: "adjoint",
  givesJacobian: true,
  refuse: refuseDevices,
  async estimate(problem, free, { want }) {
    const collector = collectSensitivity(free, problem.circuit.trainables.length, want);
    for (const [index, experiment] of problem.experiments.entries()) {
      const nudges = await runNudges(experiment, free, free.experiments[index]!);
      if (nudges.kind === "failed") return nudges;
      addObservables(index, experiment, free, nudges.value, collector);
    }
    return succeed(collector.finish());
  },
};

async function runNudges(
  { plan, run }: OpenedExperiment,
  free: FreeRun,
  { responses }: FreeExperiment,
): Promise<Outcome<readonly ScaledResponse[]>> {
  const phases: Phase[] = plan.nudges.flatMap((nudge) => (nudge.kind === "run" ? [nudge.phase] : []));
  const outcome = phases.length === 0 ? succeed([]) : await run(free.state.slots, phases);
  if (outcome.kind === "failed") return outcome;
  const fresh = outcome.value[Symbol.iterator]();
  return succeed(
    plan.nudges.map((nudge) =>
      nudge.kind === "run"
        ? { response: fresh.next().value!, factor: 1 }
        : { response: responses[nudge.excitation]!, factor: nudge.factor },
    ),
  );
}

function addObservables(
  index: number,
  { plan }: OpenedExperiment,
  free: FreeRun,
  nudges: readonly ScaledResponse[],
  collector: ReturnType<typeof collectSensitivity>,
): void {
  const frequencies = frequencyAxis(plan);
  const product = { re: new Float64Array(frequencies.length), im: new Float64Array(frequencies.length) };
  const { responses } = free.experiments[index]!;
  for (const bound of bindTerms(plan)) {
    plan.observed.forEach(({ excitation, nudge }, observable) => {
      // A port's excitation has the independent sources off: their values do not matter there.
      if ("phasor" in bound.term.free && plan.excitations[excitation]!.kind === "port") return;
      multiplyTerm(bound, free.state.slots, frequencies, responses[excitation]!, nudges[nudge]!, product);
      collector.add(index, observable, bound.term.slot, product);
    });
  }
}
