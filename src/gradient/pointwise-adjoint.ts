import { type Outcome, succeed } from "../numeric/outcome.ts";
import { bindTerms, multiplyTerm } from "./bilinear.ts";
import type { FreeRun } from "./free-run.ts";
import { frequencyAxis } from "./frequency-axis.ts";
import type { OpenedExperiment } from "./problem.ts";
import { runNudges } from "./run-nudges.ts";
import type { SensitivityCollector } from "./slot-sensitivity.ts";
import { sweptSlots } from "./swept-slots.ts";

/**
 * Adjoint of an AC sweep or of operating points: one run per probe with all sources off and a unit nudge, so that ∂X/∂θ follows at every
 * point (see LocalTerm). Adds ∂X/∂slot of experiment `index` to the collector; fails as the engine does.
 */
export async function addPointwiseAdjoint(
  index: number,
  experiment: OpenedExperiment,
  free: FreeRun,
  collector: SensitivityCollector,
): Promise<Outcome<undefined>> {
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
  return succeed(undefined);
}
