import type { ClassifyDirective, DirectiveOption, GoalDirective } from "../ast/directive.ts";
import type { Expression } from "../ast/expression.ts";
import type { AnalysisKind } from "../ast/netlist.ts";
import type { Circuit } from "../circuit/circuit.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { invariant } from "../diagnostic/invariant.ts";
import type { Span } from "../source/source-text.ts";

const kinds: readonly AnalysisKind[] = ["ac", "tran", "dc", "op"];

/**
 * The analysis that a goal speaks of: what `on=` says; otherwise what its quantities need (f, phases and decibels are of `ac`, t
 * and power of `tran`, x of `dc`); otherwise the only analysis of the netlist that has points such as the goal names (an operating
 * point has none), or the first in the order ac, tran, dc, op, with a warning. Undefined after an error.
 */
export function goalAnalysis(
  { left, right, options, at, range, span }: GoalDirective,
  circuit: Circuit,
  collector: Collector,
): AnalysisKind | undefined {
  const hasPoints = at !== undefined || range !== undefined;
  return chooseAnalysis({ quantities: [left, right], options, hasPoints, span }, circuit, collector);
}

/** The analysis that the quantities of a `@classify` are taken from, chosen like a goal's. */
export function classifiedAnalysis(
  { quantities, options, span }: ClassifyDirective,
  circuit: Circuit,
  collector: Collector,
): AnalysisKind | undefined {
  return chooseAnalysis({ quantities, options, hasPoints: false, span }, circuit, collector);
}

interface AnalysisQuestion {
  readonly quantities: readonly Expression[];
  readonly options: readonly DirectiveOption[];
  /** Whether single points or a range of the axis are named. */
  readonly hasPoints: boolean;
  readonly span: Span;
}

function chooseAnalysis(
  question: AnalysisQuestion,
  circuit: Circuit,
  collector: Collector,
): AnalysisKind | undefined {
  const present = kinds.filter((kind) => circuit.analyses.some((analysis) => analysis.kind === kind));
  const written = question.options.find((option) => option.name.key === "on")?.value;
  if (written !== undefined) {
    const word = written.kind === "word" ? written.name.key : "";
    const kind = kinds.find((candidate) => candidate === word);
    invariant(kind !== undefined, "the parser lets only the kinds of analysis pass as on=");
    return requirePresent(kind, question, present, collector);
  }
  const needed = question.quantities.flatMap((quantity) => [...needs(quantity, circuit.parameterSlots)])[0];
  if (needed !== undefined) return requirePresent(needed, question, present, collector);
  const swept = present.filter((kind) => kind !== "op");
  const [first, second] = question.hasPoints && swept.length > 0 ? swept : present;
  if (first !== undefined && second !== undefined)
    collector.report("goal/analysis-assumed", question.span, { taken: first, other: second });
  // Samples are told apart by operating points; everything else is most often asked of a sweep of frequencies.
  const usual = circuit.data.length > 0 ? "op" : "ac";
  return requirePresent(first ?? usual, question, present, collector);
}

function requirePresent(
  kind: AnalysisKind,
  { span }: AnalysisQuestion,
  present: readonly AnalysisKind[],
  collector: Collector,
): AnalysisKind | undefined {
  if (present.includes(kind)) return kind;
  collector.report("goal/no-analysis", span, { analysis: kind });
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
