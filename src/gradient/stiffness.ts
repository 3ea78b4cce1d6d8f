import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { FreeExperiment } from "./free-run.ts";
import type { OpenedExperiment } from "./problem.ts";
import { quadraticCost } from "./quadratic-cost.ts";
import { readProbe } from "./read-probe.ts";
import { runNudges } from "./run-nudges.ts";

/**
 * How stiff the cost is against the outputs' driving-point impedances Z at the worst operating point: the sum of Z ∂²C/∂X² over the
 * outputs, which no eigenvalue of their product exceeds. A live nudge -β ∂C/∂X is stable for β between minus and plus its inverse.
 */
export async function measureStiffness(
  experiment: OpenedExperiment,
  slots: Float64Array,
  free: FreeExperiment,
): Promise<Outcome<number>> {
  const { plan } = experiment;
  const nudges = await runNudges(experiment, slots, free);
  if (nudges.kind === "failed") return nudges;
  let worst = 0;
  for (let point = 0; point < plan.objective.axis.length; point++) {
    const { curvature, at } = quadraticCost(plan, free, point);
    let stiffness = 0;
    for (const { probe, nudge } of plan.observed) {
      const { response, factor } = nudges.value[nudge]!;
      at.forEach((_, other) => {
        const impedance = factor * readProbe(plan, other, response).re[point]!;
        stiffness += impedance * curvature[probe * at.length + other]!;
      });
    }
    worst = Math.max(worst, Math.abs(stiffness));
  }
  return succeed(worst);
}
