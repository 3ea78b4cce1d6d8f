import type { AnalysisKind } from "../ast/netlist.ts";
import type { Analysis } from "../circuit/analysis.ts";
import type { Circuit } from "../circuit/circuit.ts";
import type { Collector } from "../diagnostic/collector.ts";
import type { TableHost } from "./analysis-scope.ts";
import { compileAcGoals } from "./compile-ac-goals.ts";
import { compileDcGoals } from "./compile-dc-goals.ts";
import { compileTransientGoals } from "./compile-transient-goals.ts";
import { countPoints, MOST_POINTS } from "./count-points.ts";
import type { NamedGoal } from "./name-goals.ts";
import type { Objective } from "./objective.ts";

/** Compile the goals of one kind of analysis into its objective; undefined where the circuit has no such card or no goal is left. */
export function compileAnalysisGoals(
  kind: AnalysisKind,
  goals: readonly NamedGoal[],
  circuit: Circuit,
  host: TableHost,
  collector: Collector,
): Objective | undefined {
  const card = chooseCard(kind, circuit, collector);
  if (card === undefined) return undefined;
  const count = countPoints(card);
  if (count > MOST_POINTS) {
    collector.report("goal/too-many-points", card.span, { count, most: MOST_POINTS });
    return undefined;
  }
  switch (card.kind) {
    case "ac":
      return compileAcGoals(goals, card, circuit, host, collector);
    case "tran":
      return compileTransientGoals(goals, card, circuit, host, collector);
    case "dc":
    case "op":
      return compileDcGoals(goals, card, circuit, host, collector);
  }
}

/** The first card of a kind; further ones are warned of. */
function chooseCard(kind: AnalysisKind, circuit: Circuit, collector: Collector): Analysis | undefined {
  const [card, second] = circuit.analyses.filter((analysis) => analysis.kind === kind);
  if (card === undefined || second === undefined || kind === "op") return card;
  const related = [{ message: "used for the goals", span: card.span }];
  collector.report("goal/several-sweeps", second.span, { analysis: kind }, { related });
  return card;
}
