import type { AnalysisCommand } from "../ast/netlist.ts";
import type { Value } from "../ast/value.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { type Span, spanText } from "../source/source-text.ts";
import type { AcAnalysis, Analysis, DcAnalysis, DcSweep, TransientAnalysis } from "./analysis.ts";
import type { Evaluator } from "./expression/evaluator.ts";
import type { FlatCard, Instance } from "./flattening/instance.ts";

interface AnalysisContext {
  readonly evaluator: Evaluator;
  readonly collector: Collector;
  readonly top: Instance;
  findCard(name: string, instance: Instance): FlatCard | undefined;
}

/** The analyses that the deck asks for, in order. A card that makes no sense is reported and left out. */
export function buildAnalyses(
  commands: readonly AnalysisCommand[],
  context: AnalysisContext,
): readonly Analysis[] {
  return commands.flatMap((command): readonly Analysis[] => {
    const analysis = builders[command.analysis](command, context);
    return analysis === undefined ? [] : [analysis];
  });
}

const builders = {
  op: ({ span }) => ({ kind: "op", span }),
  ac: buildAc,
  tran: buildTransient,
  dc: buildDc,
} as const satisfies Record<
  AnalysisCommand["analysis"],
  (command: AnalysisCommand, context: AnalysisContext) => Analysis | undefined
>;

function wrong(
  { collector }: AnalysisContext,
  card: string,
  span: Span,
  problem: string,
  hint?: string,
): undefined {
  collector.report("circuit/bad-analysis", span, { card, problem }, hint === undefined ? {} : { hint });
  return undefined;
}

/** What was meant by the first word of an `.ac` card that is none of its three. */
function acHint(word: string | undefined, args: readonly Value[]): string | undefined {
  const meant = ["dec", "oct", "lin"].find((known) => word?.startsWith(known));
  if (meant !== undefined) return `did you mean ${meant}?`;
  const isLast = args.some((value) => ["dec", "oct", "lin"].includes(wordOf(value) ?? ""));
  return isLast ? "its order is .ac dec 10 1 1meg" : undefined;
}

/** A word as it stands, in lower case; undefined for anything else. */
function wordOf(value: Value | undefined): string | undefined {
  return value?.kind === "word" ? value.name.key : undefined;
}

function number(value: Value, { evaluator, top }: AnalysisContext): number {
  return evaluator.tape.valueOf(evaluator.node(value, top.scope));
}

function buildAc(
  { arguments: args, span }: AnalysisCommand,
  context: AnalysisContext,
): AcAnalysis | undefined {
  const variation = wordOf(args[0]);
  if (variation !== "dec" && variation !== "oct" && variation !== "lin") {
    const hint = acHint(variation, args);
    return wrong(context, ".ac", args[0]?.span ?? span, "it needs dec, oct or lin first", hint);
  }
  const values = args.slice(1, 4).map((value) => number(value, context));
  const [given, from, to] = values;
  if (given === undefined || from === undefined || to === undefined) {
    return wrong(context, ".ac", span, "it needs the number of points and the first and last frequency");
  }
  reportUnused(".ac", args.slice(4), context);
  if (values.some(Number.isNaN)) return undefined;
  if (given === 0 && from === 0 && to === 0) {
    context.collector.report("circuit/empty-analysis", span, { card: ".ac" });
    return undefined;
  }
  const points = Math.round(given);
  if (points < 1) return wrong(context, ".ac", args[1]!.span, "the number of points must be above 0");
  if (points !== given)
    context.collector.report("circuit/point-count", args[1]!.span, { given, used: points });
  if (from < 0 || (from === 0 && variation !== "lin")) {
    return wrong(context, ".ac", args[2]!.span, "the first frequency must be above 0");
  }
  if (to < from) return wrong(context, ".ac", args[3]!.span, "the last frequency lies below the first");
  return { kind: "ac", variation, points, from, to, span };
}

function buildTransient(
  { arguments: args, span }: AnalysisCommand,
  context: AnalysisContext,
): TransientAnalysis | undefined {
  const uic = args.findIndex((value) => wordOf(value) === "uic");
  const useInitialConditions = uic >= 0;
  // What follows `uic` are options of other simulators: gnucap's `trace all`.
  if (useInitialConditions) reportUnused(".tran", args.slice(uic + 1), context);
  const numeric = useInitialConditions ? args.slice(0, uic) : args;
  const values = numeric.slice(0, 4).map((value) => number(value, context));
  const [step, stop, givenStart = 0, largest] = values;
  if (step === undefined || stop === undefined)
    return wrong(context, ".tran", span, "it needs a step and a stop time");
  if (numeric[4] !== undefined) wrong(context, ".tran", numeric[4].span, "there is one argument too many");
  if (values.some(Number.isNaN)) return undefined;
  if (step <= 0) return wrong(context, ".tran", numeric[0]!.span, "the step must be above 0");
  if (stop <= 0) return wrong(context, ".tran", numeric[1]!.span, "the stop time must be above 0");
  if (stop <= givenStart)
    return wrong(context, ".tran", numeric[2]!.span, "the start of the record must lie before the stop time");
  if (largest !== undefined && largest < 0)
    return wrong(context, ".tran", numeric[3]!.span, "the largest step must be above 0");
  // ngspice passes over both.
  const start = Math.max(0, givenStart);
  if (givenStart < 0) context.collector.report("circuit/time-not-used", numeric[2]!.span, { what: "start" });
  const maximumStep = largest === 0 ? undefined : largest;
  if (largest === 0)
    context.collector.report("circuit/time-not-used", numeric[3]!.span, { what: "largest step" });
  if (step > stop) {
    context.collector.report("circuit/step-beyond-stop", numeric[0]!.span, { step, stop });
  }
  return {
    kind: "tran",
    step,
    stop,
    start,
    ...(maximumStep === undefined ? {} : { maximumStep }),
    useInitialConditions,
    span,
  };
}

function buildDc(
  { arguments: args, span }: AnalysisCommand,
  context: AnalysisContext,
): DcAnalysis | undefined {
  const used = args.slice(0, 8);
  if (used.length !== 4 && used.length !== 8) {
    return wrong(context, ".dc", span, "each sweep needs a source, a first and a last value and a step");
  }
  reportUnused(".dc", args.slice(8), context);
  const sweeps: DcSweep[] = [];
  let isWhole = true;
  for (let first = 0; first < used.length; first += 4) {
    const [source, ...range] = used.slice(first, first + 4) as [Value, Value, Value, Value];
    const sweep = buildSweep(source, range, first > 0, context);
    if (sweep === undefined) isWhole = false;
    // ngspice leaves the second sweep after its first value.
    else if (sweeps[0]?.element === sweep.element)
      context.collector.report("circuit/swept-twice", source.span, { name: spanText(source.span) });
    else sweeps.push(sweep);
  }
  return isWhole ? { kind: "dc", sweeps, span } : undefined;
}

/** One sweep, the outer one where there are two. */
function buildSweep(
  source: Value,
  range: readonly [Value, Value, Value],
  isOuter: boolean,
  context: AnalysisContext,
): DcSweep | undefined {
  const element = sweptElement(source, context);
  if (element === undefined) {
    const hint = wordOf(source) === undefined ? "its order is .dc V1 0 5 0.1" : undefined;
    return wrong(context, ".dc", source.span, "it sweeps a V, I or R element of the deck, or temp", hint);
  }
  const [from, to, step] = range.map((value) => number(value, context)) as [number, number, number];
  if ([from, to, step].some(Number.isNaN)) return undefined;
  if (step === 0) return wrong(context, ".dc", range[2].span, "the step is 0, and the sweep has no end");
  const isBackwards = (to - from) * step < 0;
  if (isBackwards && !isOuter) {
    const problem = "the step does not lead from the first value to the last";
    return wrong(context, ".dc", range[2].span, problem, to < from ? "make it negative" : "make it positive");
  }
  // ngspice stays at the first value of an outer sweep.
  if (isBackwards) context.collector.report("circuit/outer-sweep-backwards", range[2].span, {});
  const last = isBackwards ? from : to;
  const isResistor = /^r/.test(wordOf(source) ?? "");
  const steps = -from / step;
  if (isResistor && from * last <= 0 && Math.abs(steps - Math.round(steps)) < 1e-9)
    return wrong(
      context,
      ".dc",
      range[0].span,
      "the sweep passes a resistance of 0, which ngspice cannot simulate",
    );
  return { element, from, to: last, step };
}

/** Arguments that ngspice passes over. */
function reportUnused(card: string, args: readonly Value[], { collector }: AnalysisContext): void {
  for (const { span } of args)
    collector.report("syntax/unused-argument", span, { card, text: spanText(span) });
}

/** The index of what is swept, -1 for the temperature. */
function sweptElement(source: Value, { findCard, top }: AnalysisContext): number | undefined {
  const name = wordOf(source);
  if (name === undefined) return undefined;
  if (name === "temp") return -1;
  const found = findCard(name, top);
  return found !== undefined && ["v", "i", "r"].includes(found.card.letter) ? found.index : undefined;
}
