import { dirname, resolve } from "node:path";
import type { Plot } from "../engine/engine.ts";
import type { Outcome } from "../numeric/outcome.ts";
import { formatSvg } from "../report/plot-svg.ts";
import { selectVectors } from "../report/select-vectors.ts";
import { simulationCharts } from "../report/simulation-charts.ts";
import { formatSimulationCsv } from "../report/simulation-csv.ts";
import { analysisName, simulationJson } from "../report/simulation-json.ts";
import { formatRawFile } from "../report/simulation-raw.ts";
import { formatSimulationTable } from "../report/simulation-table.ts";
import type { SimulateOptions } from "./command-options.ts";
import { type CommandOutcome, done, failedComputation, failedWith, wrongUsage } from "./command-outcome.ts";
import { drawCharts } from "./draw-charts.ts";
import { describeFileError, type Io } from "./io.ts";
import { refuseOutputs } from "./refuse-outputs.ts";

/** Run the netlist's analyses and write the results in the forms that were asked for. */
export async function runSimulate(name: string, options: SimulateOptions, io: Io): Promise<CommandOutcome> {
  if (options.csv && options.json) return wrongUsage("--csv and --json exclude each other");
  const outputs = { "--output": options.output, "--raw": options.raw, "--plot": options.plot };
  const refused = refuseOutputs([name], outputs, io);
  if (refused !== undefined) return wrongUsage(refused);
  const result = await simulate(name, options, io);
  if ("failure" in result) return result.failure;
  if (result.kind === "failed") return failedComputation(result);

  const plots: Plot[] = [];
  for (const plot of result.value) {
    const selection =
      options.vectors === undefined ? { ok: true as const, plot } : selectVectors(plot, options.vectors);
    if (!selection.ok) return failedWith(selection.error);
    plots.push(selection.plot);
  }
  const trouble = writeResults(plots, options, io);
  return trouble === undefined ? done() : failedWith(trouble);
}

async function simulate(
  name: string,
  { engine, include = [] }: SimulateOptions,
  io: Io,
): Promise<Outcome<readonly Plot[]> | { readonly failure: CommandOutcome }> {
  if (engine === "model") {
    const { simulateInModel } = await import("./simulate-in-model.ts");
    return simulateInModel(name, include, io);
  }
  const { simulateAsWritten } = await import("./simulate-as-written.ts");
  return simulateAsWritten(name, include, io);
}

/** Write what was asked for; a sentence on the first file that cannot be written. */
function writeResults(plots: readonly Plot[], options: SimulateOptions, io: Io): string | undefined {
  let trouble: string | undefined;
  const write = (file: string, data: string | Uint8Array): void => {
    if (file === "-") {
      io.stdout.write(data);
      return;
    }
    try {
      io.files.createFolder(dirname(resolve(io.cwd, file)));
      io.files.writeFile(resolve(io.cwd, file), data);
    } catch (error) {
      trouble ??= `${file} cannot be written: ${describeFileError(error)}`;
    }
  };
  if (options.raw !== undefined) write(options.raw, formatRawFile(plots));
  const drawn = options.plot !== undefined && drawPlots(plots, options.plot, io, write);
  // A file of its own kind was asked for: the table would only be in the way, unless it was asked for as well.
  const onlyFiles = options.raw !== undefined || drawn;
  if (onlyFiles && !options.csv && !options.json && options.output === undefined) return trouble;
  const width = options.output === undefined ? Math.min(io.stdout.columns, 120) : 80;
  const text = options.json
    ? jsonDocument(plots)
    : plots.map((plot) => textOf(plot, options.csv === true, plots.length > 1, width)).join("\n");
  write(options.output ?? "-", text);
  return trouble;
}

/** One analysis is the document; further ones follow in `more`. */
function jsonDocument(plots: readonly Plot[]): string {
  const [first, ...more] = plots.map(simulationJson);
  return `${JSON.stringify({ ...first, ...(more.length === 0 ? {} : { more }) })}\n`;
}

function textOf(plot: Plot, csv: boolean, several: boolean, width: number): string {
  if (csv) return formatSimulationCsv(plot);
  return `${several ? `${plot.analysis}\n` : ""}${formatSimulationTable(plot, width)}`;
}

/** Draw what is more than a point; false when there is nothing of the kind. */
function drawPlots(
  plots: readonly Plot[],
  file: string,
  io: Io,
  write: (file: string, text: string) => void,
): boolean {
  const charts = plots.flatMap(simulationCharts);
  if (charts.length === 0) {
    const analyses = plots.map((plot) => analysisName(plot)).join(", ");
    io.stderr.write(`tellegen: nothing to draw: ${analyses} has a single point; here it is as a table\n`);
    return false;
  }
  if (file === "-") drawCharts(charts, io);
  else write(file, formatSvg(charts));
  return true;
}
