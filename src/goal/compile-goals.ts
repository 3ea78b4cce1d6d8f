import type { AnalysisKind } from "../ast/netlist.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { type Checked, check } from "../diagnostic/checked.ts";
import { createCollector } from "../diagnostic/collector.ts";
import type { GoalContext } from "./analysis-scope.ts";
import { compileAnalysisGoals } from "./compile-analysis-goals.ts";
import { openDataSet } from "./data/data-set.ts";
import { classifiedAnalysis, goalAnalysis } from "./goal-analysis.ts";
import { type NamedGoal, nameGoals } from "./name-goals.ts";
import { type Objective, samplesOf } from "./objective.ts";
import type { TableHost } from "./table-host.ts";

export type { TableHost, TableResult } from "./table-host.ts";

/**
 * Compile all goals of a circuit: resolve and type their expressions, choose their points and the runs that serve them, and
 * make them one cost with its derivatives. One objective per analysis that has goals.
 */
export function compileGoals(circuit: Circuit, host: TableHost): Checked<readonly Objective[]> {
  const collector = createCollector();
  const data = openDataSet(circuit, host, collector);
  const context: GoalContext = { circuit, host, collector, data };
  const goals = new Map<AnalysisKind, NamedGoal[]>();
  for (const goal of nameGoals(circuit.goals, collector)) {
    const kind = goalAnalysis(goal.directive, circuit, collector);
    if (kind !== undefined) goals.set(kind, [...(goals.get(kind) ?? []), goal]);
  }
  const classified = data?.labels && classifiedAnalysis(data.labels.directive, circuit, collector);
  if (classified !== undefined && !goals.has(classified)) goals.set(classified, []);
  const objectives = [...goals].flatMap(
    ([kind, named]) =>
      compileAnalysisGoals(kind, named, context, kind === classified ? data?.labels : undefined) ?? [],
  );
  const unused =
    data !== undefined &&
    collector.diagnostics.length === 0 &&
    !objectives.some((objective) => samplesOf(objective));
  if (unused) collector.report("goal/data-unused", data.directive.span, {});
  return check(objectives, collector.diagnostics);
}
