import { createHash } from "node:crypto";
import { dirname, resolve } from "node:path";
import type { Engine } from "../engine/engine.ts";
import type { Chart } from "../report/chart.ts";
import { goalCharts } from "../report/goal-charts.ts";
import { formatHtmlReport } from "../report/html-report.ts";
import { formatSvg } from "../report/plot-svg.ts";
import { reportStyle } from "../report/report-style.ts";
import type { Compilation } from "../training/compile.ts";
import { measureGoalCurves } from "../training/measure-goal-curves.ts";
import type { TrainingResult } from "../training/training-result.ts";
import type { TrainOptions } from "./command-options.ts";
import { drawCharts } from "./draw-charts.ts";
import { goalTexts } from "./goal-texts.ts";
import { describeFileError, type Io } from "./io.ts";

/** Write the report and the plot of a training, where they were asked for. Returns a sentence when a file cannot be written. */
export async function writeDrawings(
  compilation: Compilation,
  engine: Engine,
  result: TrainingResult,
  options: TrainOptions,
  io: Io,
): Promise<string | undefined> {
  const { report, plot } = options;
  if (report === undefined && plot === undefined) return undefined;
  const charts = await measureCharts(compilation, engine, result, io);
  for (const [file, write] of [
    [report, () => formatReport(compilation, result, charts)],
    [plot === "-" ? undefined : plot, () => formatSvg(charts)],
  ] as const) {
    if (file === undefined) continue;
    try {
      io.files.createFolder(dirname(resolve(io.cwd, file)));
      io.files.writeFile(resolve(io.cwd, file), write());
    } catch (error) {
      return `${file} cannot be written: ${describeFileError(error)}`;
    }
  }
  if (plot === "-") drawCharts(charts, io);
  return undefined;
}

/** The goals' quantities before and after; a report without them is still worth having, so a failure is only said. */
async function measureCharts(
  compilation: Compilation,
  engine: Engine,
  { parameters }: TrainingResult,
  io: Io,
): Promise<readonly Chart[]> {
  const values = (key: "before" | "after"): Float64Array =>
    Float64Array.from(parameters, (parameter) => parameter[key]);
  const curves = await measureGoalCurves(compilation, engine, [values("before"), values("after")]);
  if (curves.kind === "ok") return goalCharts(curves.value[0]!, curves.value[1]);
  io.stderr.write(`tellegen: there are no charts: ${curves.explanation}\n`);
  return [];
}

function formatReport(compilation: Compilation, result: TrainingResult, responses: readonly Chart[]): string {
  const { source, circuit } = compilation;
  return formatHtmlReport({
    netlist: source.name,
    title: circuit.title,
    result,
    goalTexts: goalTexts(compilation),
    responses,
    before: source.text,
    styleHash: createHash("sha256").update(reportStyle).digest("base64"),
  });
}
