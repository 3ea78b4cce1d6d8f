import type { AnalysisKind } from "../ast/netlist.ts";
import type { Analysis } from "../circuit/analysis.ts";
import type { GoalContext } from "./analysis-scope.ts";
import { compileAcGoals } from "./compile-ac-goals.ts";
import { compileDcGoals } from "./compile-dc-goals.ts";
import { compileTransientGoals } from "./compile-transient-goals.ts";
import { countPoints, MOST_POINTS } from "./count-points.ts";
import type { ClassLabels } from "./data/class-labels.ts";
import type { NamedGoal } from "./name-goals.ts";
import type { Objective } from "./objective.ts";
import { compilePeriodicGoals } from "./periodic/compile-periodic-goals.ts";

/** Compile the goals (and classes) of one kind of analysis into its objective; undefined where the circuit has no such card or no goal is left. */
export function compileAnalysisGoals(
  kind: AnalysisKind,
  goals: readonly NamedGoal[],
  context: GoalContext,
  labels?: ClassLabels,
): Objective | undefined {
  const card = chooseCard(kind, context);
  if (card === undefined) return undefined;
  const count = countPoints(card);
  if (count > MOST_POINTS) {
    context.collector.report("goal/too-many-points", card.span, { count, most: MOST_POINTS });
    return undefined;
  }
  const isPeriodic = card.kind === "tran" && card.period !== undefined;
  if (labels !== undefined && (card.kind === "ac" || (card.kind === "tran" && !isPeriodic))) {
    const what = "@classify";
    context.collector.report("goal/data-analysis", labels.directive.span, { what, analysis: card.kind });
    return undefined;
  }
  switch (card.kind) {
    case "ac":
      return compileAcGoals(goals, card, context);
    case "tran":
      return card.period === undefined
        ? compileTransientGoals(goals, card, context)
        : compilePeriodicGoals(goals, { ...card, period: card.period }, context, labels);
    case "dc":
    case "op":
      return compileDcGoals(goals, card, context, labels);
  }
}

/** The first card of a kind; further ones are warned of. */
function chooseCard(kind: AnalysisKind, { circuit, collector }: GoalContext): Analysis | undefined {
  const [card, second] = circuit.analyses.filter((analysis) => analysis.kind === kind);
  if (card === undefined || second === undefined || kind === "op") return card;
  const related = [{ message: "used for the goals", span: card.span }];
  collector.report("goal/several-sweeps", second.span, { analysis: kind }, { related });
  return card;
}
