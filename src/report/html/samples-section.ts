import type { JudgedSamples, SampleVerdict } from "../../training/judge-samples.ts";
import type { TrainingResult } from "../../training/training-result.ts";
import { escapeMarkup } from "../escape-markup.ts";
import { formatCost } from "../format-cost.ts";
import { formatPercent, skippedSentence } from "../sample-verdicts.ts";
import { type Column, formatTable } from "./markup.ts";

/** A confusion matrix of more classes than this is no longer read. */
const MOST_CLASSES = 40;

/** How each part of the data set is done, with the confusion matrix of each; empty where there is no data set. */
export function formatSamples({ data }: TrainingResult): string {
  if (data === undefined) return "";
  const parts = samplePartsOf(data);
  const columns: readonly Column<(typeof parts)[number]>[] = [
    { header: "part", cell: ({ name }) => name },
    { header: "samples", numeric: true, cell: ({ samples }) => String(samples) },
    { header: "cost", numeric: true, cell: ({ cost }) => formatCost(cost) },
    ...(data.classes === undefined
      ? []
      : [
          {
            header: "told right",
            numeric: true,
            cell: ({ accuracy }: SampleVerdict) => formatPercent(accuracy!),
          },
        ]),
  ];
  const skipped = skippedSentence(data);
  return [
    formatTable("Parts of the data set", columns, parts),
    ...parts.flatMap((part) => formatConfusion(data, part)),
    ...(skipped === undefined ? [] : [`<p>${escapeMarkup(skipped)}</p>`]),
  ].join("\n");
}

/** The parts of a data set that have samples, by name. */
function samplePartsOf({
  train,
  validate,
  test,
}: JudgedSamples): readonly (SampleVerdict & { name: string })[] {
  const named = [
    ["training", train],
    ["validation", validate],
    ["test", test],
  ] as const;
  return named.flatMap(([name, verdict]) => (verdict === null ? [] : [{ name, ...verdict }]));
}

function formatConfusion(
  { classes }: JudgedSamples,
  { name, confusion }: SampleVerdict & { readonly name: string },
): readonly string[] {
  if (classes === undefined || confusion === undefined || classes.length > MOST_CLASSES) return [];
  const rows = classes.map((label, index) => ({ label, counts: confusion[index]! }));
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { header: `${name}: class`, cell: ({ label }) => label },
    ...classes.map((told, index) => ({
      header: `told ${told}`,
      numeric: true as const,
      cell: ({ counts }: (typeof rows)[number]) => String(counts[index]!),
    })),
  ];
  return [formatTable(`Confusion matrix of the ${name} part`, columns, rows)];
}
