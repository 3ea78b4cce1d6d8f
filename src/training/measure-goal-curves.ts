import type { Engine } from "../engine/engine.ts";
import { type GoalCurve, planGoalCurves } from "../goal/goal-curves.ts";
import type { GoalVerdict } from "../goal/objective.ts";
import { runFree } from "../gradient/free-run.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { Compilation } from "./compile.ts";
import { openProblem } from "./open-problem.ts";

/** The goals of a circuit at one θ. */
export interface MeasuredGoals {
  /** Both sides of every goal over its analysis. */
  readonly curves: readonly GoalCurve[];
  readonly verdicts: readonly GoalVerdict[];
}

/**
 * Measure the goals at several parameter vectors θ (natural units). Costs two free phases per vector and analysis: one over everything that
 * is drawn, one over what the goals speak of. Fails as the engine does.
 */
export async function measureGoalCurves(
  { circuit, host, objectives }: Compilation,
  engine: Engine,
  thetas: readonly Float64Array[],
): Promise<Outcome<readonly MeasuredGoals[]>> {
  const plans = planGoalCurves(circuit, host);
  const drawn = plans.map(({ objective }) => objective);
  const opened = await openProblem(circuit, [...drawn, ...objectives], engine);
  if (opened.kind === "failed") return opened;
  try {
    const measured: MeasuredGoals[] = [];
    for (const theta of thetas) {
      const run = await runFree(opened.value.problem, theta);
      if (run.kind === "failed") return run;
      const { experiments, state, goals } = run.value;
      const curves = plans.flatMap((plan, k) => plan.curves(experiments[k]!.observed, state));
      measured.push({ curves, verdicts: goals });
    }
    return succeed(measured);
  } finally {
    await opened.value.close();
  }
}
