import type { ExperimentPlan } from "../experiment/plan-experiment.ts";

/** The frequency [Hz] of every point of a pointwise experiment: the sweep's in AC, 0 at operating points. */
export function frequencyAxis({ objective }: ExperimentPlan): Float64Array {
  return objective.kind === "ac" ? objective.frequencies : new Float64Array(objective.axis.length);
}
