import type { AnalysisKind } from "../ast/netlist.ts";
import type { Analysis } from "../circuit/analysis.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { type Checked, check } from "../diagnostic/checked.ts";
import { type Collector, createCollector } from "../diagnostic/collector.ts";
import type { TableHost } from "./analysis-scope.ts";
import { compileAcGoals } from "./compile-ac-goals.ts";
import { compileDcGoals } from "./compile-dc-goals.ts";
import { compileTransientGoals } from "./compile-transient-goals.ts";
import { goalAnalysis } from "./goal-analysis.ts";
import { type NamedGoal, nameGoals } from "./name-goals.ts";
import type { Objective } from "./objective.ts";

export type { TableHost } from "./analysis-scope.ts";
export type { TableResult } from "./expression-scope.ts";

/**
 * Compile all goals of a circuit: resolve and type their expressions, choose their points and the runs that serve them, and
 * make them one cost with its derivatives. One objective per analysis that has goals.
 */
export function compileGoals(circuit: Circuit, host: TableHost): Checked<readonly Objective[]> {
  const collector = createCollector();
  for (const { span } of circuit.data) collector.report("goal/data-not-yet", span, { what: "@data" });
  for (const { span } of circuit.classify) collector.report("goal/data-not-yet", span, { what: "@classify" });

  const goals = new Map<AnalysisKind, NamedGoal[]>();
  for (const goal of nameGoals(circuit.goals, collector)) {
    const kind = goalAnalysis(goal.directive, circuit, collector);
    if (kind !== undefined) goals.set(kind, [...(goals.get(kind) ?? []), goal]);
  }
  const objectives = [...goals].flatMap(([kind, named]) => {
    const card = chooseCard(kind, circuit, collector);
    return card === undefined ? [] : (compileFor(card, named, circuit, host, collector) ?? []);
  });
  return check(objectives, collector.diagnostics);
}

/** The first card of a kind; further ones are warned of. */
function chooseCard(kind: AnalysisKind, circuit: Circuit, collector: Collector): Analysis | undefined {
  const [card, second] = circuit.analyses.filter((analysis) => analysis.kind === kind);
  if (card === undefined || second === undefined || kind === "op") return card;
  const related = [{ message: "used for the goals", span: card.span }];
  collector.report("goal/several-sweeps", second.span, { analysis: kind }, { related });
  return card;
}

function compileFor(
  card: Analysis,
  goals: readonly NamedGoal[],
  circuit: Circuit,
  host: TableHost,
  collector: Collector,
): Objective | undefined {
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
