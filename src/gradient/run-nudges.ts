import type { Phase } from "../experiment/experiment.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { ScaledResponse } from "./bilinear.ts";
import type { FreeExperiment } from "./free-run.ts";
import type { OpenedExperiment } from "./problem.ts";

/** Run the unit nudges of an AC or DC experiment: one response for each of the plan's nudges. */
export async function runNudges(
  { plan, run }: OpenedExperiment,
  slots: Float64Array,
  { responses }: FreeExperiment,
): Promise<Outcome<readonly ScaledResponse[]>> {
  const phases: Phase[] = plan.nudges.flatMap((nudge) => (nudge.kind === "run" ? [nudge.phase] : []));
  const outcome = phases.length === 0 ? succeed([]) : await run(slots, phases);
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
