import type { Engine } from "../engine/engine.ts";
import { type GoalCurve, planGoalCurves } from "../goal/goal-curves.ts";
import { runFree } from "../gradient/free-run.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { Compilation } from "./compile.ts";
import { openProblem } from "./open-problem.ts";

/**
 * Both sides of every goal over the sweep at several parameter vectors θ (natural units), one list of curves for each. Costs one free phase
 * per vector. Fails as the engine does.
 */
export async function measureGoalCurves(
  { circuit, host }: Compilation,
  engine: Engine,
  thetas: readonly Float64Array[],
): Promise<Outcome<readonly (readonly GoalCurve[])[]>> {
  const plan = planGoalCurves(circuit, host);
  if (plan === undefined) return succeed(thetas.map(() => []));
  const opened = await openProblem(circuit, [plan.objective], engine);
  if (opened.kind === "failed") return opened;
  try {
    const curves: (readonly GoalCurve[])[] = [];
    for (const theta of thetas) {
      const run = await runFree(opened.value.problem, theta);
      if (run.kind === "failed") return run;
      curves.push(plan.curves(run.value.experiments[0]!.observed, run.value.state));
    }
    return succeed(curves);
  } finally {
    await opened.value.close();
  }
}
