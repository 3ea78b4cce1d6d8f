import type { AnalysisKind } from "../ast/netlist.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { type Checked, check } from "../diagnostic/checked.ts";
import { createCollector } from "../diagnostic/collector.ts";
import type { TableHost } from "./analysis-scope.ts";
import { compileAnalysisGoals } from "./compile-analysis-goals.ts";
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
  const objectives = [...goals].flatMap(
    ([kind, named]) => compileAnalysisGoals(kind, named, circuit, host, collector) ?? [],
  );
  return check(objectives, collector.diagnostics);
}
