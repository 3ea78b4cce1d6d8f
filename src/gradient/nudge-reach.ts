import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { FreeExperiment } from "./free-run.ts";
import type { OpenedExperiment } from "./problem.ts";
import { quadraticCost } from "./quadratic-cost.ts";
import { readProbe } from "./read-probe.ts";
import { runNudges } from "./run-nudges.ts";

/** What a nudge -β ∂C/∂X does to the outputs X through their driving-point impedances Z. */
export interface NudgeReach {
  /**
   * The sum of Z ∂²C/∂X² over the outputs at the worst operating point, which no eigenvalue of their product exceeds. A live nudge is
   * stable for β between minus and plus its inverse. 0 where the curvature of the cost is not known.
   */
  readonly stiffness: number;
  /** By how much a weak nudge lowers the cost, divided by β: ∂C/∂X Z ∂C/∂X, the sum over the operating points. */
  readonly descent: number;
}

/** Measure how far a nudge would move the outputs of an experiment, by a unit nudge at each of them. */
export async function measureReach(
  experiment: OpenedExperiment,
  slots: Float64Array,
  free: FreeExperiment,
): Promise<Outcome<NudgeReach>> {
  const { plan } = experiment;
  const nudges = await runNudges(experiment, slots, free);
  if (nudges.kind === "failed") return nudges;
  let worst = 0;
  let descent = 0;
  for (let point = 0; point < plan.objective.axis.length; point++) {
    const { slope, curvature, at } = quadraticCost(plan, free, point);
    let stiffness = 0;
    for (const { probe, nudge } of plan.observed) {
      const { response, factor } = nudges.value[nudge]!;
      at.forEach((_, other) => {
        const impedance = factor * readProbe(plan, other, response).re[point]!;
        stiffness += impedance * curvature[probe * at.length + other]!;
        descent += slope[probe]! * impedance * slope[other]!;
      });
    }
    worst = Math.max(worst, Math.abs(stiffness));
  }
  return succeed({ stiffness: worst, descent: Math.abs(descent) });
}
