import type { ClassifyDirective, DirectiveOption, GoalDirective } from "../ast/directive.ts";
import type { Expression } from "../ast/expression.ts";
import type { AnalysisKind } from "../ast/netlist.ts";
import type { Value } from "../ast/value.ts";
import type { Analysis } from "../circuit/analysis.ts";
import type { Circuit } from "../circuit/circuit.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { invariant } from "../diagnostic/invariant.ts";
import type { Span } from "../source/source-text.ts";

const kinds: readonly AnalysisKind[] = ["ac", "tran", "dc", "op"];

/**
 * The analysis that a goal speaks of: what `on=` says; otherwise what its quantities need (f, phases and decibels are of `ac`, t
 * and power of `tran`, x of `dc`); otherwise the only analysis of the netlist that has points such as the goal names (an operating
 * point has none; 0.3m lies within a `.tran` of 1 ms, not within an `.ac` from 10 Hz), or the first in the order ac, tran, dc, op, with a
 * warning. Undefined after an error.
 */
export function goalAnalysis(
  { left, right, options, at, range, span }: GoalDirective,
  circuit: Circuit,
  collector: Collector,
): AnalysisKind | undefined {
  const points = at ?? (range === undefined ? [] : [range.from, range.to]);
  return chooseAnalysis({ quantities: [left, right], options, points, span }, circuit, collector);
}

/** The analysis that the quantities of a `@classify` are taken from, chosen like a goal's. */
export function classifiedAnalysis(
  { quantities, options, span }: ClassifyDirective,
  circuit: Circuit,
  collector: Collector,
): AnalysisKind | undefined {
  return chooseAnalysis({ quantities, options, points: [], span }, circuit, collector);
}

interface AnalysisQuestion {
  readonly quantities: readonly Expression[];
  readonly options: readonly DirectiveOption[];
  /** The points of the axis that are named, or the ends of a range. */
  readonly points: readonly Value[];
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
  const [first, second] = withSuchPoints(question.points, present, circuit.analyses);
  if (first !== undefined && second !== undefined)
    collector.report("goal/analysis-assumed", question.span, { taken: first, other: second });
  // Samples are told apart by operating points; everything else is most often asked of a sweep of frequencies.
  const usual = circuit.data.length > 0 ? "op" : "ac";
  return requirePresent(first ?? usual, question, present, collector);
}

/** The kinds of analysis whose axis has the given points; all of them where none has. */
function withSuchPoints(
  points: readonly Value[],
  present: readonly AnalysisKind[],
  analyses: readonly Analysis[],
): readonly AnalysisKind[] {
  if (points.length === 0) return present;
  const numbers = points.flatMap((point) => (point.kind === "number" ? [point.value] : []));
  const swept = present.filter((kind) => kind !== "op");
  const reaching = swept.filter((kind) => {
    const [low, high] = axisEnds(analyses.find((analysis) => analysis.kind === kind)!);
    const slack = END_TOLERANCE * Math.max(Math.abs(low), Math.abs(high));
    return numbers.every((number) => number >= low - slack && number <= high + slack);
  });
  return [reaching, swept].find((kinds) => kinds.length > 0) ?? present;
}

/** Ends of an axis count when they agree to this. */
const END_TOLERANCE = 1e-9;

/** Where the axis of an analysis begins and ends: frequency [Hz], time [s] or the swept quantity. */
function axisEnds(analysis: Analysis): readonly [number, number] {
  switch (analysis.kind) {
    case "ac":
      return [analysis.from, analysis.to];
    case "tran":
      return [0, analysis.period ?? analysis.stop];
    case "dc": {
      const { from, to } = analysis.sweeps[0]!;
      return from <= to ? [from, to] : [to, from];
    }
    case "op":
      return [0, 0];
  }
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
