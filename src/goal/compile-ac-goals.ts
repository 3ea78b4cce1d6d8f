import type { AcAnalysis } from "../circuit/analysis.ts";
import { type GoalContext, openAnalysisScope } from "./analysis-scope.ts";
import { assembleObjective, bindGoals } from "./assemble-objective.ts";
import { compileGoal } from "./compile-goal.ts";
import { gridFrequencies, settleGrid } from "./frequency-grid.ts";
import { goalPoints } from "./goal-points.ts";
import { compileProgram } from "./goal-program.ts";
import type { NamedGoal } from "./name-goals.ts";
import type { AcObjective } from "./objective.ts";
import { singleSample } from "./sample-list.ts";
import { planSweeps } from "./sweep-plan.ts";

/** Compile the goals of an `.ac` card: the sweeps that serve all their points, and one cost over phasors. */
export function compileAcGoals(
  goals: readonly NamedGoal[],
  card: AcAnalysis,
  context: GoalContext,
): AcObjective | undefined {
  const { circuit, collector } = context;
  const { variation, points, from, to } = card;
  if (variation === "lin" && points === 2) collector.report("goal/two-point-sweep", card.span, { from, to });
  const { scope, observables } = openAnalysisScope("ac", context);
  const { slots } = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  const frequencies = gridFrequencies(settleGrid(card));

  const compiled = goals.flatMap(({ directive, name }) => {
    const goal = compileGoal(directive, name, slots, scope);
    const where = goalPoints(directive, card, frequencies, slots, scope);
    return goal && where ? [{ goal, points: where, program: compileProgram(goal.residual) }] : [];
  });
  if (compiled.length === 0) return undefined;
  const requests = compiled.map(({ points: wanted, program }) => ({
    points: wanted,
    stencils: program.observed.map(({ stencil }) => stencil),
  }));
  const plan = planSweeps({ variation, points, from, to }, requests);
  const placed = compiled.map(({ goal, program }, index) => {
    const stencils = plan.points[index]!;
    const count = stencils[0].axis.length;
    return { goal, program, stencils, share: new Float64Array(count).fill(1 / count) };
  });
  return {
    kind: "ac",
    analysis: card,
    grids: plan.grids,
    frequencies: plan.frequencies,
    ...assembleObjective({
      goals: bindGoals(placed, collector),
      samples: singleSample(plan.frequencies.length),
      observables,
      axis: plan.frequencies,
    }),
  };
}
