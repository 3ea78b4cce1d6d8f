import { formatCost } from "../format-cost.ts";
import { formatDuration } from "../format-duration.ts";
import { formatTable } from "./markup.ts";
import type { TrainingReport } from "./training-report.ts";

/** How and with what the training was run: enough to run it again. */
export function formatFacts({ result, versions, settings, date }: TrainingReport): string {
  const { engine, estimator, optimizer, steps, starts, analyses, seconds, cost, verification } = result;
  const simulator = engine === "ngspice" ? `ngspice ${versions.ngspice}` : "model (the solver of Tellegen)";
  const facts: readonly (readonly [string, string])[] = [
    ["finished", `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`],
    ["versions", `Tellegen ${versions.tellegen}, Node ${versions.node}`],
    ["engine", simulator],
    ["gradient", estimator],
    ["optimizer", optimizer],
    ["steps", `${steps} of at most ${settings.steps}`],
    ["starting points", starts > 1 ? `${starts}, the netlist's own first` : "the netlist's own values"],
    ["seed", String(settings.seed)],
    ["analyses", String(analyses)],
    ["time", `${formatDuration(seconds.total)}, of which ${formatDuration(seconds.engine)} in the engine`],
    ["cost of the written values", formatCost(cost.final, 8)],
    [
      "fresh simulation of the written file",
      verification === undefined
        ? "not run"
        : `${formatCost(verification.cost, 8)} in ngspice ${versions.ngspice}`,
    ],
  ];
  return formatTable(
    "Facts of the run",
    [
      { header: "", cell: ([name]) => name },
      { header: "", cell: ([, value]) => value },
    ],
    facts,
  );
}
