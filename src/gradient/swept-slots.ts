import type { ExperimentPlan } from "../experiment/plan-experiment.ts";

/** A swept value is the sweep's at every point: the parameter that it replaces has no effect. */
export function sweptSlots({ experiment }: Pick<ExperimentPlan, "experiment">): ReadonlySet<number> {
  if (experiment.kind !== "dc") return new Set();
  return new Set(experiment.points.flatMap(({ overrides }) => overrides.map(({ slot }) => slot)));
}
