import type { GoalDirective } from "../ast/directive.ts";
import type { Expression } from "../ast/expression.ts";
import type { AnalysisKind } from "../ast/netlist.ts";
import type { Circuit } from "../circuit/circuit.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { invariant } from "../diagnostic/invariant.ts";

const kinds: readonly AnalysisKind[] = ["ac", "tran", "dc", "op"];

/**
 * The analysis that a goal speaks of: what `on=` says; otherwise what its quantities need (f, phases and decibels are of `ac`, t
 * and power of `tran`, x of `dc`); otherwise the only analysis of the netlist that has points such as the goal names (an operating
 * point has none), or the first in the order ac, tran, dc, op, with a warning. Undefined after an error.
 */
export function goalAnalysis(
  goal: GoalDirective,
  circuit: Circuit,
  collector: Collector,
): AnalysisKind | undefined {
  const present = kinds.filter((kind) => circuit.analyses.some((analysis) => analysis.kind === kind));
  const written = goal.options.find((option) => option.name.key === "on")?.value;
  if (written !== undefined) {
    const word = written.kind === "word" ? written.name.key : "";
    const kind = kinds.find((candidate) => candidate === word);
    invariant(kind !== undefined, "the parser lets only the kinds of analysis pass as on=");
    return requirePresent(kind, goal, present, collector);
  }
  const parameters = circuit.parameterSlots;
  const needed = [...needs(goal.left, parameters), ...needs(goal.right, parameters)][0];
  if (needed !== undefined) return requirePresent(needed, goal, present, collector);
  const hasPoints = goal.at !== undefined || goal.range !== undefined;
  const swept = present.filter((kind) => kind !== "op");
  const [first, second] = hasPoints && swept.length > 0 ? swept : present;
  if (first !== undefined && second !== undefined)
    collector.report("goal/analysis-assumed", goal.span, { taken: first, other: second });
  return requirePresent(first ?? "ac", goal, present, collector);
}

function requirePresent(
  kind: AnalysisKind,
  goal: GoalDirective,
  present: readonly AnalysisKind[],
  collector: Collector,
): AnalysisKind | undefined {
  if (present.includes(kind)) return kind;
  collector.report("goal/no-analysis", goal.span, { analysis: kind });
  return undefined;
}

const phasorFunctions = new Set(["db", "phase", "re", "im", "conj", "delay"]);

function* needs(expression: Expression, parameters: ReadonlyMap<string, unknown>): Generator<AnalysisKind> {
  switch (expression.kind) {
    case "variable": {
      const { key } = expression.name;
      if (key === "f") yield "ac";
      if (key === "t" && !parameters.has(key)) yield "tran";
      if (key === "x" && !parameters.has(key)) yield "dc";
      return;
    }
    case "probe":
      if (!["v", "i", "data", "table"].includes(expression.function)) yield "ac";
      return;
    case "call":
      if (phasorFunctions.has(expression.callee.key)) yield "ac";
      if (expression.callee.key === "power") yield "tran";
      for (const argument of expression.arguments) yield* needs(argument, parameters);
      return;
    case "unary":
      yield* needs(expression.operand, parameters);
      return;
    case "binary":
      yield* needs(expression.left, parameters);
      yield* needs(expression.right, parameters);
      return;
    default:
      return;
  }
}
