import type { JudgedSamples, SampleVerdict } from "../training/judge-samples.ts";
import { formatCost } from "./format-cost.ts";
import { formatTextTable } from "./text-table.ts";
import { wrapText } from "./wrap-text.ts";

/** A confusion matrix of more classes than this does not fit a terminal. */
const MOST_CLASSES = 12;

/** How the parts of a data set are done: a row for each, and the confusion matrix of the test part (of the training part where there is none). */
export function formatSampleVerdicts(data: JudgedSamples, width: number): string {
  const parts: readonly (readonly [string, SampleVerdict | null])[] = [
    ["training", data.train],
    ["validation", data.validate],
    ["test", data.test],
  ];
  const rows = parts.flatMap(([name, verdict]) => (verdict === null ? [] : [{ name, ...verdict }]));
  const accuracies = rows.map(({ accuracy }) => (accuracy === undefined ? "" : formatPercent(accuracy)));
  const table = formatTextTable(
    [
      { header: "samples", align: "left", cells: rows.map(({ name }) => name) },
      { header: "", align: "right", cells: rows.map(({ samples }) => String(samples)) },
      { header: "cost", align: "right", cells: rows.map(({ cost }) => formatCost(cost)) },
      ...(data.classes === undefined
        ? []
        : [{ header: "accuracy", align: "right" as const, cells: accuracies }]),
    ],
    width,
  );
  const skipped = skippedSentence(data);
  return [
    table,
    ...confusionTable(data, width),
    ...(skipped === undefined ? [] : wrapText(skipped, width)),
  ].join("\n");
}

function confusionTable({ classes, train, test }: JudgedSamples, width: number): readonly string[] {
  const confusion = (test ?? train).confusion;
  if (classes === undefined || confusion === undefined || classes.length > MOST_CLASSES) return [];
  const columns = classes.map((name, told) => ({
    header: name,
    align: "right" as const,
    cells: confusion.map((row) => String(row[told]!)),
  }));
  const head = `class (${test === null ? "training" : "test"})`;
  return [formatTextTable([{ header: head, align: "left", cells: classes }, ...columns], width)];
}

/** Which samples could not be simulated; undefined where all could. */
export function skippedSentence({ skipped }: JudgedSamples): string | undefined {
  if (skipped.length === 0) return undefined;
  const named = skipped.slice(0, 10).join(", ");
  const rest = skipped.length > 10 ? ` and ${skipped.length - 10} more` : "";
  return `Left out, because no operating point was found for them: sample ${named}${rest}.`;
}

/** A part of a whole in percent. */
export function formatPercent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}
