import { dirname, resolve } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { costChart } from "../report/cost-chart.ts";
import { goalCharts } from "../report/goal-charts.ts";
import { formatHtmlReport } from "../report/html/html-report.ts";
import { formatSvg } from "../report/plot-svg.ts";
import type { Compilation } from "../training/compile.ts";
import { measureGoalCurves } from "../training/measure-goal-curves.ts";
import type { TrainingResult } from "../training/training-result.ts";
import type { TrainOptions } from "./command-options.ts";
import { drawCharts } from "./draw-charts.ts";
import { gatherReport } from "./gather-report.ts";
import { describeFileError, type Io } from "./io.ts";

/** Height of the chart of the cost below those of the responses. */
const compactRows = 8;

/** The files of drawings that were written. */
export interface WrittenDrawings {
  readonly report?: string;
  readonly plot?: string;
}

/** Write the report and the plot of a training, where they were asked for; `trouble` is a sentence on a file that cannot be written. */
export async function writeDrawings(
  compilation: Compilation,
  engine: Engine,
  result: TrainingResult,
  options: TrainOptions,
  io: Io,
): Promise<WrittenDrawings | { readonly trouble: string }> {
  const { report, plot } = options;
  if (report === undefined && plot === undefined) return {};
  const values = (key: "before" | "after"): Float64Array =>
    Float64Array.from(result.parameters, (parameter) => parameter[key]);
  const measured = await measureGoalCurves(compilation, engine, [values("before"), values("after")]);
  if (measured.kind === "failed") io.stderr.write(`tellegen: there are no charts: ${measured.explanation}\n`);
  try {
    if (report !== undefined)
      write(
        report,
        formatHtmlReport(await gatherReport(compilation, engine, result, measured, options, io)),
        io,
      );
  } catch (error) {
    return { trouble: `${report} cannot be written: ${describeFileError(error)}` };
  }
  const written = report === undefined ? {} : { report };
  if (plot === undefined || measured.kind === "failed") return written;
  const charts = goalCharts(measured.value[0]!.curves, measured.value[1]!.curves);
  if (plot === "-") {
    drawCharts(charts, io);
    if (result.progress.length > 1) drawCharts([costChart(result.progress)], io, compactRows);
    return written;
  }
  if (charts.length === 0) {
    io.stderr.write("tellegen: nothing to draw: every goal speaks of a single number\n");
    return written;
  }
  try {
    write(plot, formatSvg(charts), io);
    return { ...written, plot };
  } catch (error) {
    return { trouble: `${plot} cannot be written: ${describeFileError(error)}` };
  }
}

function write(file: string, text: string, io: Io): void {
  if (file === "-") {
    io.stdout.write(text);
    return;
  }
  io.files.createFolder(dirname(resolve(io.cwd, file)));
  io.files.writeFile(resolve(io.cwd, file), text);
}
