import type { Engine } from "../../engine/engine.ts";
import type { EstimatorName } from "../../gradient/estimator.ts";
import { chooseEstimator, estimators } from "../../gradient/estimators.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Compilation } from "../../training/compile.ts";
import { openProblem } from "../../training/open-problem.ts";
import { measureGoals, placeGoalRows } from "../tolerance/goal-rows.ts";
import { readSensitivity, type SensitivityTable } from "./value-sensitivity.ts";

/**
 * Measure what each value means to each goal at θ (natural units): one Jacobian. The rule that trained is used where it gives one,
 * otherwise the one that `auto` takes. Fails as the engine does, and where the cost has no residuals.
 */
export async function measureSensitivity(
  { circuit, objectives }: Compilation,
  engine: Engine,
  theta: Float64Array,
  trainedWith: EstimatorName,
): Promise<Outcome<SensitivityTable>> {
  if (objectives.some(({ residualCount }) => residualCount === 0))
    return fail("unsupported", "this cost is not a sum of squares: single goals have no sensitivities");
  const own = estimators[trainedWith];
  const choice = own.givesJacobian
    ? { estimator: own }
    : chooseEstimator(circuit, new Set(objectives.map(({ kind }) => kind)), "auto");
  if ("refused" in choice) return fail("unsupported", choice.refused);
  const opened = await openProblem(circuit, objectives, engine);
  if (opened.kind === "failed") return opened;
  try {
    const { problem } = opened.value;
    const goals = placeGoalRows(problem);
    const measured = await measureGoals(problem, theta, goals);
    if (measured.kind === "failed") return measured;
    const { run, r } = measured.value;
    const estimated = await choice.estimator.estimate(problem, run, { want: "jacobian", beta: "auto" });
    if (estimated.kind === "failed") return estimated;
    const { jacobian } = estimated.value;
    if (jacobian === undefined)
      return fail("unsupported", `estimator ${choice.estimator.name} gives no sensitivities of single goals`);
    return succeed(readSensitivity(goals, r, jacobian, theta));
  } finally {
    await opened.value.close();
  }
}
