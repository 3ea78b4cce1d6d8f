import type { TrainingResult } from "../../training/training-result.ts";
import { escapeMarkup } from "../escape-markup.ts";
import { formatCost } from "../format-cost.ts";
import { formatDuration } from "../format-duration.ts";
import { formatCostSection } from "./cost-section.ts";
import { formatDiff } from "./diff-section.ts";
import { formatFacts } from "./facts-section.ts";
import { formatGoals } from "./goals-section.ts";
import { formatSections, scrolling } from "./markup.ts";
import { methodReferences } from "./method-references.ts";
import { reportStyle } from "./report-style.ts";
import type { TrainingReport } from "./training-report.ts";
import { formatValues } from "./values-section.ts";

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
    "<header>",
    `<h1>${escapeMarkup(title.trim() === "" ? netlist : title)}</h1>`,
    `<p class="pale">${escapeMarkup(netlist)}, trained by Tellegen</p>`,
    formatVerdict(result),
    ...report.missing.map((sentence) => `<p class="pale">${escapeMarkup(sentence)}</p>`),
    "</header>",
    formatSections([
      { id: "asked", heading: "What was asked", body: formatDirectives(report.directives) },
      { id: "goals", heading: "Goals", body: formatGoals(report) },
      { id: "values", heading: "Values", body: formatValues(report) },
      { id: "schematic", heading: "Schematic", body: formatSchematic(report.schematic) },
      { id: "cost", heading: "Cost", body: formatCostSection(result) },
      { id: "netlist", heading: "Netlist", body: formatDiff(report.before, result.text) },
      { id: "run", heading: "Run", body: formatFacts(report) },
      { id: "methods", heading: "Methods", body: formatReferences(result) },
    ]),
    "</body></html>",
    "",
  ].join("\n");
}

function formatVerdict({ outcome, explanation, cost, goals, analyses, seconds }: TrainingResult): string {
  const judged = goals.filter(({ met }) => met !== null);
  const met = judged.filter((goal) => goal.met).length;
  const good = met === judged.length && outcome !== "diverged" && outcome !== "interrupted";
  const figures: readonly (readonly [string, string])[] = [
    ["cost", `${formatCost(cost.initial)} → ${formatCost(cost.final)}`],
    ["goals met", judged.length === 0 ? "no verdicts asked for" : `${met} of ${judged.length}`],
    ["analyses", String(analyses)],
    ["time", formatDuration(seconds.total)],
  ];
  return [
    `<p><span class="verdict ${good ? "good" : "bad"}">${good ? "✓" : "✗"} ${escapeMarkup(outcome)}</span> ${escapeMarkup(explanation)}.</p>`,
    `<dl class="figures">${figures.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeMarkup(value)}</dd></div>`).join("")}</dl>`,
  ].join("\n");
}

function formatDirectives(directives: readonly string[]): string {
  if (directives.length === 0) return "";
  return scrolling("The netlist's annotations", `<pre>${directives.map(escapeMarkup).join("\n")}</pre>`);
}

function formatSchematic(schematic: TrainingReport["schematic"]): string {
  if ("omitted" in schematic) return `<p>No schematic is drawn: ${escapeMarkup(schematic.omitted)}.</p>`;
  return `<figure>${scrolling("Schematic", schematic.svg)}<figcaption>The circuit with its values after training; those of trained elements are bold and underlined.</figcaption></figure>`;
}

function formatReferences(result: TrainingResult): string {
  const entries = methodReferences(result).map((reference) => `<li>${escapeMarkup(reference)}</li>`);
  return `<p>Values were moved by ${escapeMarkup(result.optimizer)}, with gradients by ${escapeMarkup(result.estimator)}. Where these come from:</p>\n<ol>${entries.join("")}</ol>`;
}
