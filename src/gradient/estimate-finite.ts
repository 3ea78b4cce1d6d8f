import { fail, type Outcome } from "../numeric/outcome.ts";
import type { Estimator, EstimatorOptions, Sensitivity } from "./estimator.ts";
import type { FreeRun } from "./free-run.ts";
import type { GradientProblem } from "./problem.ts";

/**
 * The sensitivity that a rule estimates. Fails as the rule does, and with `not-finite` where a derivative does not exist: that of √(L₁L₂) where
 * L₁ is 0, that of a root or a logarithm in a goal whose argument is 0.
 */
export async function estimateFinite(
  estimator: Estimator,
  problem: GradientProblem,
  free: FreeRun,
  options: EstimatorOptions,
): Promise<Outcome<Sensitivity>> {
  const estimated = await estimator.estimate(problem, free, options);
  if (estimated.kind === "failed") return estimated;
  const { gradient, jacobian } = estimated.value;
  const count = gradient.length;
  const broken = jacobian?.findIndex((value) => !Number.isFinite(value)) ?? -1;
  const index = broken >= 0 ? broken % count : gradient.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return estimated;
  const { name, unit } = problem.circuit.trainables[index]!;
  const value = `${free.theta[index]}${unit === "" ? "" : ` ${unit}`}`;
  return fail("not-finite", `the cost has no derivative with respect to ${name} where that is ${value}`);
}
