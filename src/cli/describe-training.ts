import { formatQuantity } from "../numeric/format-quantity.ts";
import { formatDuration } from "../report/format-duration.ts";
import { formatTextTable } from "../report/text-table.ts";
import { wrapText } from "../report/wrap-text.ts";
import type { Compilation } from "../training/compile.ts";
import { gradient } from "../training/gradient-report.ts";
import { DEFAULT_STEPS, planTraining } from "../training/plan-training.ts";
import type { TrainOptions } from "./command-options.ts";
import { type CommandOutcome, done, failedComputation } from "./command-outcome.ts";
import { goalTexts } from "./goal-texts.ts";
import type { Io } from "./io.ts";
import { openEngine } from "./open-engine.ts";
import { trainingSettings } from "./training-settings.ts";

/**
 * What a training would do: values, goals, rules, and its price. The price is measured, not guessed: one gradient is taken twice, the first
 * time with the engine's start in it.
 */
export async function describeTraining(
  compilation: Compilation,
  options: TrainOptions,
  io: Io,
): Promise<CommandOutcome> {
  const plan = planTraining(compilation, trainingSettings(options));
  if ("kind" in plan) return failedComputation(plan);
  const engine = await openEngine(options.engine);
  try {
    const settings = {
      engine,
      estimator: plan.estimator.name,
      ...(plan.settings.beta === undefined ? {} : { beta: plan.settings.beta }),
    };
    const started = io.now();
    const first = await gradient(compilation, settings);
    if (first.kind === "failed") return failedComputation(first);
    const warm = io.now();
    const second = await gradient(compilation, settings);
    if (second.kind === "failed") return failedComputation(second);
    const steps = plan.settings.steps ?? DEFAULT_STEPS;
    const starts = plan.settings.starts ?? 1;
    const perGradient = second.value.analyses;
    const price: Price = {
      analyses: { perGradient, atMost: steps * perGradient * starts },
      seconds: { start: (warm - started) / 1000, perGradient: (io.now() - warm) / 1000 },
    };
    const { estimator, optimizer, remarks } = plan;
    const description = {
      engine: engine.name,
      estimator: estimator.name,
      optimizer,
      steps,
      starts,
      cost: second.value.cost,
      price,
      remarks,
    };
    io.stdout.write(
      options.json
        ? describeJson(compilation, description)
        : describeText(compilation, description, Math.min(io.stdout.columns, 100)),
    );
    return done();
  } finally {
    await engine.close();
  }
}

interface Price {
  readonly analyses: { readonly perGradient: number; readonly atMost: number };
  readonly seconds: { readonly start: number; readonly perGradient: number };
}

interface Description {
  readonly engine: string;
  readonly estimator: string;
  readonly optimizer: string;
  readonly steps: number;
  readonly starts: number;
  readonly cost: number;
  readonly price: Price;
  readonly remarks: readonly string[];
}

function describeJson(compilation: Compilation, { price, ...description }: Description): string {
  const parameters = compilation.circuit.trainables.map(({ name, unit, start, min, max, scale }) => ({
    name,
    unit,
    value: start,
    min,
    max,
    scale,
  }));
  return `${JSON.stringify({ netlist: compilation.source.name, ...description, ...price, parameters, goals: [...goalTexts(compilation).values()] }, null, 2)}\n`;
}

function describeText(
  compilation: Compilation,
  { engine, estimator, optimizer, steps, starts, cost, price, remarks }: Description,
  width: number,
): string {
  const { trainables } = compilation.circuit;
  const bound = (value: number, unit: string): string =>
    Number.isFinite(value) ? formatQuantity(value, unit, 4) : "-";
  const table = formatTextTable(
    [
      { header: "value", align: "left", cells: trainables.map(({ name }) => name) },
      {
        header: "now",
        align: "right",
        cells: trainables.map(({ start, unit }) => formatQuantity(start, unit, 6)),
      },
      { header: "min", align: "right", cells: trainables.map(({ min, unit }) => bound(min, unit)) },
      { header: "max", align: "right", cells: trainables.map(({ max, unit }) => bound(max, unit)) },
      { header: "scale", align: "left", cells: trainables.map(({ scale }) => scale) },
    ],
    width,
  );
  const { analyses, seconds } = price;
  const longest = seconds.start + analyses.atMost * (seconds.perGradient / Math.max(analyses.perGradient, 1));
  return [
    `${compilation.source.name}: nothing is changed by this dry run`,
    `optimizer ${optimizer} with estimator ${estimator} in ${engine}, cost now ${cost.toPrecision(6)}`,
    ...remarks.flatMap((remark) => wrapText(`Note: ${remark}.`, width)),
    "",
    table,
    ...[...goalTexts(compilation).values()].flatMap((goal) => wrapText(goal, width, "    ")),
    "",
    ...wrapText(
      `One gradient takes ${analyses.perGradient} analyses and ${formatDuration(seconds.perGradient)}, the first one ${formatDuration(seconds.start)}. At most ${steps} steps${starts > 1 ? ` from each of ${starts} starts` : ""}: about ${analyses.atMost} analyses, ${formatDuration(longest)}.`,
      width,
    ),
    "",
  ].join("\n");
}
