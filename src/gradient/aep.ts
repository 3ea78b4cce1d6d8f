import { transposedCircuit } from "../experiment/derived/transposed-circuit.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import { runCorrected } from "./corrected-runs.ts";
import { hasDevices, refuseUncorrected } from "./coverage.ts";
import type { Estimator, EstimatorOptions } from "./estimator.ts";
import type { FreeRun } from "./free-run.ts";
import { nudgeContrast } from "./nudge-contrast.ts";
import { nudgedPhase } from "./nudged-phase.ts";
import type { GradientProblem } from "./problem.ts";
import { addLocalProducts, finishSlotGradient, startSlotGradient } from "./slot-gradient.ts";

/**
 * Equilibrium propagation for networks without an energy: the nudged phases run on the network whose Jacobian is transposed, so that with
 * the free response q and the contrast z = [x(+β) - x(-β)]/2β
 *
 *     ∂C/∂slot = -Σ coefficient · q · z          (the LocalTerm's own quantities, z of the transposed network's branches)
 *
 * Linear networks are transposed element by element: exact for every β. About a nonlinear operating point the antisymmetric part of
 * every device's small-signal matrix is corrected for: error O(β²).
 * Source: Scurria, Vanden Abeele, Mognetti & Massar, arXiv:2602.03670.
 */
export const aep: Estimator = {
  name: "aep",
  givesJacobian: false,
  refuse: refuseUncorrected,
  async estimate(problem, free, { beta }) {
    const slotGradient = startSlotGradient(free);
    for (const [index, { plan }] of problem.experiments.entries()) {
      for (const [excitation, response] of free.experiments[index]!.responses.entries()) {
        const contrast = hasDevices(problem.circuit)
          ? await runCorrected(problem, free, index, beta)
          : await runTransposed(problem, free, index, excitation, beta);
        if (contrast.kind === "failed") return contrast;
        const product = { free: response, nudge: contrast.value, factor: -1 };
        addLocalProducts(plan, free.state.slots, excitation, product, slotGradient);
      }
    }
    return finishSlotGradient(problem, free, slotGradient);
  },
};

/** z of a linear network; the drive, which is the same in both phases, cancels. */
async function runTransposed(
  problem: GradientProblem,
  free: FreeRun,
  index: number,
  excitation: number,
  asked: EstimatorOptions["beta"],
): Promise<Outcome<ComplexMatrix>> {
  const { plan } = problem.experiments[index]!;
  const opened = await problem.openOnce(`transposed ${index}`, () => {
    const derived = transposedCircuit(problem.circuit);
    return { ...derived, experiment: { ...plan.experiment, circuit: derived.circuit } };
  });
  if (opened.kind === "failed") return opened;
  const { run, extend } = opened.value;
  // Every β is as good as any other: the contrast is linear in it.
  const beta = asked === "auto" ? 1 : asked;
  const phases = [beta, -beta].map((nudge) => nudgedPhase(plan, free.experiments[index]!, excitation, nudge));
  const nudged = await run(extend(free.state.slots), phases);
  return nudged.kind === "failed" ? nudged : succeed(nudgeContrast(nudged.value[0]!, nudged.value[1]!, beta));
}
