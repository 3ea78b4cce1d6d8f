import { formatQuantity } from "../numeric/format-quantity.ts";
import type { TrainedGoal, TrainedParameter, TrainingResult } from "../training/training-result.ts";
import type { Chart } from "./chart.ts";
import { escapeMarkup } from "./escape-markup.ts";
import { formatCost } from "./format-cost.ts";
import { formatDuration } from "./format-duration.ts";
import { formatPlace } from "./format-place.ts";
import { diffNetlists } from "./netlist-diff.ts";
import { formatSvg } from "./plot-svg.ts";
import { reportStyle } from "./report-style.ts";
import { observations } from "./training-summary.ts";

/** What a training report is made of. */
export interface TrainingReport {
  /** File name of the netlist. */
  readonly netlist: string;
  /** First line of the deck. */
  readonly title: string;
  readonly result: TrainingResult;
  /** Text of each goal as it stands in the netlist, by its name. */
  readonly goalTexts: ReadonlyMap<string, string>;
  /** The goals' quantities before and after, with masks. */
  readonly responses: readonly Chart[];
  /** The whole netlist before training. */
  readonly before: string;
  /** Base64 of the SHA-256 of `reportStyle`: what the page's policy allows. */
  readonly styleHash: string;
}

/**
 * A training as one HTML page that needs nothing else: no script, no network, no other file. Its content security policy forbids all of
 * them, so that even a hostile netlist could not reach out; every text of the netlist is escaped besides.
 */
export function formatHtmlReport(report: TrainingReport): string {
  const { netlist, title, result, styleHash } = report;
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  return [
    "<!DOCTYPE html>",
    `<html lang="en"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${escapeMarkup(netlist)} – training report</title>`,
    `<style>${reportStyle}</style></head><body>`,
    `<h1>${escapeMarkup(title.trim() === "" ? netlist : title)}</h1>`,
    `<p class="pale">${escapeMarkup(netlist)}, trained by Tellegen</p>`,
    verdict(result),
    section(
      "Response",
      report.responses.length > 0 ? formatSvg(report.responses, { idPrefix: "response" }) : "",
    ),
    section("Goals", goalTable(result.goals, report.goalTexts)),
    section("Values", parameterTable(result.parameters) + remarks(result)),
    section("Cost", formatSvg([costChart(result.cost.history)], { chartHeight: 280, idPrefix: "cost" })),
    section("Netlist", netlistDiff(report.before, result.text)),
    section("Run", runFacts(result)),
    "</body></html>",
    "",
  ].join("\n");
}

const section = (heading: string, body: string): string =>
  body === "" ? "" : `<h2>${heading}</h2>\n${body}`;

function verdict({ outcome, explanation, cost, goals }: TrainingResult): string {
  const unmet = goals.filter(({ met }) => met === false).length;
  const good = unmet === 0 && outcome !== "diverged" && outcome !== "interrupted";
  return [
    `<p><span class="verdict ${good ? "good" : "bad"}">${escapeMarkup(outcome)}</span> ${escapeMarkup(explanation)}.</p>`,
    `<p>Cost ${formatCost(cost.initial)} → <b>${formatCost(cost.final)}</b>${unmet > 0 ? `, <span class="bad">${unmet} of ${goals.length} goals not met</span>` : ""}</p>`,
  ].join("\n");
}

type Cell = string | { readonly html: string };

/** A table; cells are escaped unless they say that they are markup. Columns of numbers are set right. */
function table(
  headers: readonly string[],
  numeric: readonly number[],
  rows: readonly (readonly Cell[])[],
): string {
  const attributes = (column: number): string => (numeric.includes(column) ? ' class="number"' : "");
  const head = headers.map((header, k) => `<th${attributes(k)}>${escapeMarkup(header)}</th>`).join("");
  const body = rows.map((cells) =>
    cells
      .map(
        (cell, k) => `<td${attributes(k)}>${typeof cell === "string" ? escapeMarkup(cell) : cell.html}</td>`,
      )
      .join(""),
  );
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${body.map((row) => `<tr>${row}</tr>`).join("\n")}\n</tbody></table></div>`;
}

function goalTable(goals: readonly TrainedGoal[], texts: ReadonlyMap<string, string>): string {
  const met = (value: boolean | null): Cell =>
    value === null
      ? "no verdict"
      : { html: value ? '<span class="good">met</span>' : '<span class="bad">NOT met</span>' };
  return table(
    ["goal", "as written", "verdict", "worst", "at"],
    [3, 4],
    goals.map((goal) => [
      goal.name,
      texts.get(goal.name) ?? "",
      met(goal.met),
      String(Number(goal.worst.toPrecision(4))),
      formatPlace(goal),
    ]),
  );
}

function parameterTable(parameters: readonly TrainedParameter[]): string {
  const bound = (value: number, unit: string): string =>
    Number.isFinite(value) ? formatQuantity(value, unit, 4) : "–";
  return table(
    ["value", "before", "after", "change", "min", "max"],
    [1, 2, 3, 4, 5],
    parameters.map(({ name, unit, before, after, min, max, onBound }) => [
      name,
      formatQuantity(before, unit, 6),
      formatQuantity(after, unit, 6),
      before === 0 ? "" : after === before ? "unchanged" : `× ${(after / before).toPrecision(4)}`,
      onBound === "min" ? { html: `<b>${escapeMarkup(bound(min, unit))}</b>` } : bound(min, unit),
      onBound === "max" ? { html: `<b>${escapeMarkup(bound(max, unit))}</b>` } : bound(max, unit),
    ]),
  );
}

function remarks(result: TrainingResult): string {
  return observations(result)
    .map((sentence) => `\n<p>${escapeMarkup(sentence)}</p>`)
    .join("");
}

function costChart(history: readonly number[]): Chart {
  // A cost of exactly zero has no place on a logarithmic axis; it is drawn at the smallest number that matters here.
  const y = Float64Array.from(history, (cost) => Math.max(cost, 1e-30));
  const x = Float64Array.from(history, (_, step) => step);
  return {
    title: "Cost after each accepted step",
    x: { label: "step", unit: "", scale: "linear", whole: true },
    y: { label: "cost", unit: "", scale: "log" },
    curves: [{ name: "cost", x, y, role: "after" }],
    masks: [],
  };
}

function netlistDiff(before: string, after: string): string {
  const lines = diffNetlists(before, after).map((line) => {
    if (line === undefined) return `<span class="skipped">  ⋮</span>`;
    const sign = line.kind === "removed" ? "-" : line.kind === "added" ? "+" : " ";
    const number = String(line.after ?? line.before).padStart(5);
    return `<span class="${line.kind}">${number} ${sign} ${escapeMarkup(line.text)}</span>`;
  });
  return lines.length === 0 ? `<p>No value was changed.</p>` : `<pre>${lines.join("")}</pre>`;
}

function runFacts({
  engine,
  estimator,
  optimizer,
  steps,
  starts,
  analyses,
  seconds,
  cost,
  verification,
}: TrainingResult): string {
  const facts: readonly (readonly [string, string])[] = [
    ["engine", engine],
    ["gradient", estimator],
    ["optimizer", optimizer],
    ["steps", `${steps}${starts > 1 ? ` over ${starts} starting points` : ""}`],
    ["analyses", String(analyses)],
    ["time", `${formatDuration(seconds.total)}, of which ${formatDuration(seconds.engine)} in the engine`],
    ["cost of the written values", formatCost(cost.final, 8)],
    [
      "fresh simulation of the written file",
      verification === undefined
        ? "not run"
        : `${formatCost(verification.cost, 8)} in ${verification.engine}`,
    ],
  ];
  return table(["", ""], [], facts);
}
