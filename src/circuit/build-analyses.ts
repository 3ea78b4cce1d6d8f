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
  const values = args.slice(1).map((value) => number(value, context));
  const [points, from, to] = values;
  if (points === undefined || from === undefined || to === undefined) {
    return wrong(context, ".ac", span, "it needs the number of points and the first and last frequency");
  }
  if (args[4] !== undefined) wrong(context, ".ac", args[4].span, "there is one argument too many");
  if (values.some(Number.isNaN)) return undefined;
  if (points === 0 && from === 0 && to === 0) {
    context.collector.report("circuit/empty-analysis", span, { card: ".ac" });
    return undefined;
  }
  if (!Number.isInteger(points) || points < 1) {
    return wrong(context, ".ac", args[1]!.span, "the number of points must be a whole number above 0");
  }
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
  // What follows `uic` are options of other simulators (gnucap's `trace all`), which ngspice passes over.
  for (const { span: unused } of useInitialConditions ? args.slice(uic + 1) : []) {
    context.collector.report("syntax/unused-argument", unused, { card: ".tran", text: spanText(unused) });
  }
  const numeric = useInitialConditions ? args.slice(0, uic) : args;
  const values = numeric.map((value) => number(value, context));
  const [step, stop, start = 0, maximumStep] = values;
  if (step === undefined || stop === undefined)
    return wrong(context, ".tran", span, "it needs a step and a stop time");
  if (numeric[4] !== undefined) wrong(context, ".tran", numeric[4].span, "there is one argument too many");
  if (values.some(Number.isNaN)) return undefined;
  if (step <= 0) return wrong(context, ".tran", numeric[0]!.span, "the step must be above 0");
  if (stop <= start)
    return wrong(context, ".tran", numeric[1]!.span, "the stop time must lie behind the start");
  if (start < 0) return wrong(context, ".tran", numeric[2]!.span, "the start time is negative");
  if (maximumStep !== undefined && maximumStep <= 0) {
    return wrong(context, ".tran", numeric[3]!.span, "the largest step must be above 0");
  }
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
  if (args.length !== 4 && args.length !== 8) {
    return wrong(context, ".dc", span, "each sweep needs a source, a first and a last value and a step");
  }
  const sweeps: DcSweep[] = [];
  for (let first = 0; first < args.length; first += 4) {
    const [source, ...range] = args.slice(first, first + 4) as [Value, Value, Value, Value];
    const element = sweptElement(source, context);
    if (element === undefined) {
      wrong(context, ".dc", source.span, "it sweeps a V, I or R element of the deck, or temp");
      continue;
    }
    const [from, to, step] = range.map((value) => number(value, context)) as [number, number, number];
    if ([from, to, step].some(Number.isNaN)) continue;
    if (step === 0 || (to - from) * step < 0) {
      wrong(context, ".dc", range[2].span, "the step does not lead from the first value to the last");
      continue;
    }
    sweeps.push({ element, from, to, step });
  }
  return sweeps.length === args.length / 4 ? { kind: "dc", sweeps, span } : undefined;
}

/** The index of what is swept, -1 for the temperature. */
function sweptElement(source: Value, { findCard, top }: AnalysisContext): number | undefined {
  const name = wordOf(source);
  if (name === undefined) return undefined;
  if (name === "temp") return -1;
  const found = findCard(name, top);
  return found !== undefined && ["v", "i", "r"].includes(found.card.letter) ? found.index : undefined;
}
