import type { Engine } from "../engine/engine.ts";
import { type GoalCurve, planGoalCurves } from "../goal/goal-curves.ts";
import { runFree } from "../gradient/free-run.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { Compilation } from "./compile.ts";
import { openProblem } from "./open-problem.ts";

/**
 * Both sides of every goal over its analysis at several parameter vectors θ (natural units), one list of curves for each. Costs one free
 * phase per vector and analysis. Fails as the engine does.
 */
export async function measureGoalCurves(
  { circuit, host }: Compilation,
  engine: Engine,
  thetas: readonly Float64Array[],
): Promise<Outcome<readonly (readonly GoalCurve[])[]>> {
  const plans = planGoalCurves(circuit, host);
  const opened = await openProblem(
    circuit,
    plans.map(({ objective }) => objective),
    engine,
  );
  if (opened.kind === "failed") return opened;
  try {
    const measured: (readonly GoalCurve[])[] = [];
    for (const theta of thetas) {
      const run = await runFree(opened.value.problem, theta);
      if (run.kind === "failed") return run;
      const { experiments, state } = run.value;
      measured.push(plans.flatMap(({ curves }, k) => curves(experiments[k]!.observed, state)));
    }
    return succeed(measured);
  } finally {
    await opened.value.close();
  }
}
