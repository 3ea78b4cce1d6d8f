import type { Outcome } from "../numeric/outcome.ts";
import { addBiasAdjoint } from "./bias-adjoint.ts";
import { bindTerms, multiplyTerm } from "./bilinear.ts";
import type { FreeRun } from "./free-run.ts";
import { frequencyAxis } from "./frequency-axis.ts";
import type { GradientProblem } from "./problem.ts";
import { runNudges } from "./run-nudges.ts";
import type { SensitivityCollector } from "./slot-sensitivity.ts";
import { sweptSlots } from "./swept-slots.ts";

/**
 * Adjoint of an AC sweep or of operating points: one run per probe with all sources off and a unit nudge, so that ∂X/∂θ follows at every
 * point (see LocalTerm), and what AC owes to the operating point with it (see addBiasAdjoint). Adds ∂X/∂slot of experiment `index` to the collector; fails as the engine does.
 */
export async function addPointwiseAdjoint(
  index: number,
  problem: GradientProblem,
  free: FreeRun,
  collector: SensitivityCollector,
): Promise<Outcome<undefined>> {
  const experiment = problem.experiments[index]!;
  const { plan } = experiment;
  const { responses } = free.experiments[index]!;
  const nudges = await runNudges(experiment, free.state.slots, free.experiments[index]!);
  if (nudges.kind === "failed") return nudges;
  const frequencies = frequencyAxis(plan);
  const product = { re: new Float64Array(frequencies.length), im: new Float64Array(frequencies.length) };
  const swept = sweptSlots(plan);
  for (const bound of bindTerms(plan)) {
    if (swept.has(bound.term.slot)) continue;
    plan.observed.forEach(({ excitation, nudge }, observable) => {
      // The values of the independent sources matter only where they are the drive.
      if ("kind" in bound.term.free && plan.excitations[excitation]!.kind !== "sources") return;
      const response = nudges.value[nudge]!;
      multiplyTerm(bound, free.state.slots, frequencies, responses[excitation]!, response, product);
      collector.add(index, observable, bound.term.slot, product);
    });
  }
  return addBiasAdjoint(problem, index, free, nudges.value, collector);
}
