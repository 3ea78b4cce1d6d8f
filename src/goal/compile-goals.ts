import type { GoalDirective } from "../ast/directive.ts";
import type { AcAnalysis } from "../circuit/analysis.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { type Checked, check } from "../diagnostic/checked.ts";
import { type Collector, createCollector } from "../diagnostic/collector.ts";
import type { SourceText } from "../source/source-text.ts";
import { buildAcObjective, type PlacedGoal } from "./ac-objective.ts";
import { compileGoal } from "./compile-goal.ts";
import { type ExpressionScope, ObservableList, type TableResult } from "./expression-scope.ts";
import { gridFrequencies, settleGrid } from "./frequency-grid.ts";
import { goalAnalysis } from "./goal-analysis.ts";
import { goalPoints } from "./goal-points.ts";
import type { Objective } from "./objective.ts";
import { parseTable } from "./parse-table.ts";

export type { TableResult } from "./expression-scope.ts";

/** What the compilation of goals needs from outside. */
export interface GoalOptions {
  /** The text of `table("file")`; `from` is the text that names it. */
  readTable(file: string, from: SourceText): TableResult;
}

/** A goal with the name that verdicts use. */
interface NamedGoal {
  readonly directive: GoalDirective;
  readonly name: string;
}

/**
 * Compile all goals of a circuit: resolve and type their expressions, choose their points and the sweeps that serve them, and
 * make them one cost with its derivatives. One objective per analysis that has goals.
 */
export function compileGoals(circuit: Circuit, options: GoalOptions): Checked<readonly Objective[]> {
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
  options: GoalOptions,
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

  const observables = new ObservableList();
  const scope: ExpressionScope = {
    circuit,
    analysis: {
      axis: "f",
      phasors: true,
      observe: (probe, excitation) => observables.add(probe, excitation),
    },
    collector,
    readTable: tableReader(options, collector),
  };
  const { slots } = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  const frequencies = gridFrequencies(settleGrid(card));
  const placed = goals.flatMap(({ directive, name }): readonly PlacedGoal[] => {
    const goal = compileGoal(directive, name, slots, scope);
    const points = goalPoints(directive, card, frequencies, slots, scope);
    return goal === undefined || points === undefined ? [] : [{ goal, points }];
  });
  if (placed.length === 0) return [];
  return [buildAcObjective(card, placed, observables.items, collector)];
}

/** Reads each column of each file once. */
function tableReader(options: GoalOptions, collector: Collector): ExpressionScope["readTable"] {
  const known = new Map<string, ReturnType<ExpressionScope["readTable"]>>();
  return (file, column, at) => {
    const key = JSON.stringify([at.source.name, file, column?.text.toLowerCase()]);
    if (known.has(key)) return known.get(key);
    const result = options.readTable(file, at.source);
    if (result.kind !== "text")
      collector.report(`goal/table-${result.kind}`, at, { file, reason: result.reason });
    const table = result.kind === "text" ? parseTable(result.source, column, at, collector) : undefined;
    known.set(key, table);
    return table;
  };
}
