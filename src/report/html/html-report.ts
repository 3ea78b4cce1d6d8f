import type { JudgedSamples } from "../../training/judge-samples.ts";
import type { TrainingResult } from "../../training/training-result.ts";
import { escapeMarkup } from "../escape-markup.ts";
import { formatCost } from "../format-cost.ts";
import { formatDuration } from "../format-duration.ts";
import { formatPercent } from "../sample-verdicts.ts";
import { formatCostSection } from "./cost-section.ts";
import { formatDiff } from "./diff-section.ts";
import { formatFacts } from "./facts-section.ts";
import { formatGoals } from "./goals-section.ts";
import { scrolling } from "./markup.ts";
import { methodReferences } from "./method-references.ts";
import { formatHeader, formatPage } from "./page.ts";
import { formatSamples } from "./samples-section.ts";
import type { TrainingReport } from "./training-report.ts";
import { formatValues } from "./values-section.ts";

/** A training as one HTML page (see formatPage); every text of the netlist is escaped. */
export function formatHtmlReport(report: TrainingReport): string {
  const { netlist, result, styleHash } = report;
  return formatPage({
    title: `${netlist} – training report`,
    header: formatHeader({
      title: report.title,
      file: netlist,
      what: "trained",
      ...summarise(result),
      missing: report.missing,
    }),
    sections: [
      { id: "asked", heading: "What was asked", body: formatDirectives(report.directives) },
      { id: "goals", heading: "Goals", body: formatGoals(report) },
      { id: "samples", heading: "Samples", body: formatSamples(result) },
      { id: "values", heading: "Values", body: formatValues(report) },
      { id: "schematic", heading: "Schematic", body: formatSchematic(report.schematic) },
      { id: "cost", heading: "Cost", body: formatCostSection(result) },
      { id: "netlist", heading: "Netlist", body: formatDiff(report.before, result.text) },
      { id: "run", heading: "Run", body: formatFacts(report) },
      { id: "methods", heading: "Methods", body: formatReferences(result) },
    ],
    styleHash,
  });
}

function summarise({ outcome, explanation, cost, goals, analyses, seconds, data }: TrainingResult) {
  const judged = goals.filter(({ met }) => met !== null);
  const met = judged.filter((goal) => goal.met).length;
  return {
    good: met === judged.length && outcome !== "diverged" && outcome !== "interrupted",
    verdict: outcome,
    explanation,
    figures: [
      ["cost", `${formatCost(cost.initial)} → ${formatCost(cost.final)}`],
      ...(data?.classes === undefined ? [] : [["told right", describeAccuracy(data)] as const]),
      ...(goals.length === 0
        ? []
        : [
            [
              "goals met",
              judged.length === 0 ? "no verdicts asked for" : `${met} of ${judged.length}`,
            ] as const,
          ]),
      ["analyses", String(analyses)],
      ["time", formatDuration(seconds.total)],
    ] as const,
  };
}

function describeAccuracy({ train, test }: JudgedSamples): string {
  const parts = [train, ...(test === null ? [] : [test])];
  const names = ["training", "test"];
  return parts.map(({ accuracy }, index) => `${formatPercent(accuracy!)} ${names[index]}`).join(", ");
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
