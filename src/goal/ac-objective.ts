import type { AcAnalysis } from "../circuit/analysis.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { invariant } from "../diagnostic/invariant.ts";
import { bindProgram } from "./bound-program.ts";
import { evaluateGoals } from "./evaluate-goals.ts";
import type { BoundGoal, Goal } from "./goal.ts";
import { compileProgram } from "./goal-program.ts";
import type { AcObjective } from "./objective.ts";
import type { Observable } from "./observable.ts";
import { layOutResiduals } from "./residual-layout.ts";
import type { SamplePoints } from "./sample-points.ts";
import { type PointRequest, planSweeps } from "./sweep-plan.ts";
import { tableCovers } from "./table.ts";
import { partsOf } from "./typed-expression.ts";

/** A goal of an AC analysis and the frequencies that it speaks of. */
export interface PlacedGoal {
  readonly goal: Goal;
  readonly points: PointRequest["points"];
}

/** Plan the sweeps of all goals and bind each to its points. A table that does not reach a point is reported. */
export function buildAcObjective(
  analysis: AcAnalysis,
  placed: readonly PlacedGoal[],
  observables: readonly Observable[],
  collector: Collector,
): AcObjective {
  const programs = placed.map(({ goal }) => compileProgram(goal.residual));
  const requests = placed.map(
    ({ points }, index): PointRequest => ({
      points,
      stencils: programs[index]!.observed.map(({ stencil }) => stencil),
    }),
  );
  const { variation, points, from, to } = analysis;
  const { grids, frequencies, points: planned } = planSweeps({ variation, points, from, to }, requests);
  const goals = placed.map(({ goal }, index): BoundGoal => {
    const own = planned[index]!;
    checkTables(goal, own[0], collector);
    const bound = bindProgram(programs[index]!, own);
    return { goal, bound, share: new Float64Array(bound.count).fill(1 / bound.count) };
  });
  const layout = layOutResiduals(goals);
  return {
    kind: "ac",
    analysis,
    grids,
    frequencies,
    axis: frequencies,
    observables,
    residualCount: layout.rowCount,
    evaluate(observed, state, margin = 0) {
      invariant(
        observed.rows === observables.length && observed.columns === frequencies.length,
        "observed numbers have another shape than the objective",
      );
      return evaluateGoals(goals, layout, observed, state.slots, margin);
    },
  };
}

function checkTables({ residual }: Goal, { axis }: SamplePoints, collector: Collector): void {
  for (const part of partsOf(residual)) {
    if (part.kind !== "table") continue;
    const { table, span } = part;
    const outside = axis.find((f) => !tableCovers(table, f));
    if (outside === undefined) continue;
    const last = table.x[table.x.length - 1]!;
    collector.report("goal/table-range", span, { at: outside, first: table.x[0]!, last });
  }
}
