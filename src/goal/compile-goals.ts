import type { GoalDirective } from "../ast/directive.ts";
import type { AcAnalysis } from "../circuit/analysis.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { type Checked, check } from "../diagnostic/checked.ts";
import { type Collector, createCollector } from "../diagnostic/collector.ts";
import { buildAcObjective, type PlacedGoal } from "./ac-objective.ts";
import { openAcScope, type TableHost } from "./ac-scope.ts";
import { compileGoal } from "./compile-goal.ts";
import { gridFrequencies, settleGrid } from "./frequency-grid.ts";
import { goalAnalysis } from "./goal-analysis.ts";
import { goalPoints } from "./goal-points.ts";
import type { Objective } from "./objective.ts";

export type { TableResult } from "./expression-scope.ts";

/** A goal with the name that verdicts use. */
interface NamedGoal {
  readonly directive: GoalDirective;
  readonly name: string;
}

/**
 * Compile all goals of a circuit: resolve and type their expressions, choose their points and the sweeps that serve them, and
 * make them one cost with its derivatives. One objective per analysis that has goals.
 */
export function compileGoals(circuit: Circuit, options: TableHost): Checked<readonly Objective[]> {
  const collector = createCollector();
  for (const { span } of circuit.data) collector.report("goal/data-not-yet", span, { what: "@data" });
  for (const { span } of circuit.classify) collector.report("goal/data-not-yet", span, { what: "@classify" });

  const goals = nameGoals(circuit.goals, collector).filter(({ directive }) => {
    const kind = goalAnalysis(directive, circuit, collector);
    if (kind !== undefined && kind !== "ac")
      collector.report("goal/analysis-not-yet", directive.span, { analysis: kind });
    return kind === "ac";
  });
  const objectives = goals.length === 0 ? [] : compileAcGoals(goals, circuit, options, collector);
  return check(objectives, collector.diagnostics);
}

/** `goal 1`, `goal 2`, … count all goals of the netlist, named or not. */
function nameGoals(directives: readonly GoalDirective[], collector: Collector): readonly NamedGoal[] {
  const named = directives.map((directive, index) => ({
    directive,
    name: directive.name?.text ?? `goal ${index + 1}`,
  }));
  const first = new Map<string, GoalDirective>();
  for (const { directive, name } of named) {
    const known = first.get(name.toLowerCase());
    first.set(name.toLowerCase(), known ?? directive);
    if (known === undefined || directive.name === undefined) continue;
    const related = [{ message: "first used here", span: (known.name ?? known).span }];
    collector.report("goal/repeated-name", directive.name.span, { name }, { related });
  }
  return named;
}

function compileAcGoals(
  goals: readonly NamedGoal[],
  circuit: Circuit,
  options: TableHost,
  collector: Collector,
): readonly Objective[] {
  const [card, second] = circuit.analyses.filter(
    (analysis): analysis is AcAnalysis => analysis.kind === "ac",
  );
  if (card === undefined) return [];
  if (second !== undefined) {
    const related = [{ message: "used for the goals", span: card.span }];
    collector.report("goal/several-sweeps", second.span, {}, { related });
  }
  if (card.variation === "lin" && card.points === 2)
    collector.report("goal/two-point-sweep", card.span, { from: card.from, to: card.to });

  const { scope, observables } = openAcScope(circuit, options, collector);
  const { slots } = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  const frequencies = gridFrequencies(settleGrid(card));
  const placed = goals.flatMap(({ directive, name }): readonly PlacedGoal[] => {
    const goal = compileGoal(directive, name, slots, scope);
    const points = goalPoints(directive, card, frequencies, slots, scope);
    return goal === undefined || points === undefined ? [] : [{ goal, points }];
  });
  if (placed.length === 0) return [];
  return [buildAcObjective(card, placed, observables, collector)];
}
