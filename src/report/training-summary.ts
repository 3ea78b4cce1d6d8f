import { formatQuantity } from "../numeric/format-quantity.ts";
import type { TrainedGoal, TrainedParameter, TrainingResult, Valley } from "../training/training-result.ts";
import { formatChange } from "./format-change.ts";
import { formatCost } from "./format-cost.ts";
import { formatDuration } from "./format-duration.ts";
import { formatPlace } from "./format-place.ts";
import { formatSampleVerdicts } from "./sample-verdicts.ts";
import { formatTextTable } from "./text-table.ts";
import { wrapText } from "./wrap-text.ts";

/** What is said of a training when it is over, in at most `width` columns: outcome, values before and after, goals, and what to know about them. */
export function formatTrainingSummary(name: string, result: TrainingResult, width = 80): string {
  const { parameters, goals, cost, steps, analyses, seconds, verification } = result;
  const effort = `${count(steps, "step")}, ${count(analyses, "analysis", "analyses")}, ${formatDuration(seconds.total)} (${formatDuration(seconds.engine)} in ${result.engine})`;
  const checked =
    verification === undefined ? "" : `; a fresh run of the written file: ${formatCost(verification.cost)}`;
  return [
    ...wrapText(`${name}: ${result.outcome}: ${result.explanation}.`, width),
    effort,
    ...wrapText(`cost ${formatCost(cost.initial)} -> ${formatCost(cost.final)}${checked}`, width),
    "",
    valueTable(parameters, width),
    goalTable(goals, width),
    ...(result.data === undefined ? [] : [formatSampleVerdicts(result.data, width)]),
    ...observations(result).flatMap((sentence) => wrapText(sentence, width)),
  ].join("\n");
}

/** More values than this are not read one by one: those that changed most are shown. */
const valuesShown = 40;

function valueTable(all: readonly TrainedParameter[], width: number): string {
  const change = ({ before, after }: TrainedParameter): number =>
    Math.abs(Math.log(Math.abs(after / before)));
  const shown =
    all.length <= valuesShown
      ? all
      : [...all].sort((a, b) => change(b) - change(a) || 0).slice(0, valuesShown);
  const table = formatTextTable(
    [
      { header: "value", align: "left", cells: shown.map(({ name }) => name) },
      {
        header: "before",
        align: "right",
        cells: shown.map(({ before, unit }) => formatQuantity(before, unit, 6)),
      },
      {
        header: "after",
        align: "right",
        cells: shown.map(({ after, unit }) => formatQuantity(after, unit, 6)),
      },
      { header: "", align: "right", cells: shown.map(({ before, after }) => formatChange(before, after)) },
    ],
    width,
  );
  const rest = all.length - shown.length;
  return rest === 0 ? table : `${table}and ${rest} more that changed less\n`;
}

/** Things worth knowing about the values found, a sentence each. */
export function observations(result: TrainingResult): readonly string[] {
  const unmet = result.outcome !== "goals-met";
  const atBounds = result.parameters
    .filter(({ onBound }) => onBound !== undefined)
    .map(({ name, unit, onBound, min, max }) => {
      const side = onBound === "min" ? "lower" : "upper";
      const bound = formatQuantity(onBound === "min" ? min : max, unit, 4);
      return `${name} stands on its ${side} bound ${bound}${unmet ? ": a wider range may lower the cost" : ""}.`;
    });
  return [...atBounds, ...describeValleys(result), ...result.remarks.map((remark) => `Note: ${remark}.`)];
}

/** More directions than this say more by their number than one by one. */
const valleysNamed = 2;

function describeValleys({ valleys, parameters }: TrainingResult): readonly string[] {
  if (valleys.length <= valleysNamed) return valleys.map(describeValley);
  return [
    `Not fixed by the goals: in ${valleys.length} of ${parameters.length} directions the values may move and hardly change the cost.`,
  ];
}

/** One direction in relative changes: `C1 +0.71 %, L1 -0.70 %`; a value that is free by itself needs no numbers. */
function describeValley(valley: Valley): string {
  const [only, ...others] = valley.parameters;
  if (only !== undefined && others.length === 0)
    return `Not fixed by the goals: ${only.name} alone may move and hardly changes the cost.`;
  const names = valley.parameters.map(
    ({ name, weight }) => `${name} ${weight >= 0 ? "+" : "-"}${Math.abs(weight).toFixed(2)} %`,
  );
  const subject = names.length > 6 ? `${names.slice(0, 6).join(", ")}, …` : names.join(", ");
  return `Not fixed by the goals: moving ${subject} together hardly changes the cost.`;
}

function goalTable(goals: readonly TrainedGoal[], width: number): string {
  if (goals.length === 0) return "";
  return formatTextTable(
    [
      { header: "goal", align: "left", cells: goals.map(({ name }) => name) },
      {
        header: "met",
        align: "left",
        cells: goals.map(({ met }) => (met === null ? "-" : met ? "yes" : "NO")),
      },
      {
        header: "worst",
        align: "right",
        cells: goals.map(({ worst, unit }) => formatQuantity(worst, unit, 3)),
      },
      { header: "at", align: "right", cells: goals.map(formatPlace) },
    ],
    width,
  );
}

const count = (value: number, one: string, many = `${one}s`): string =>
  `${value} ${value === 1 ? one : many}`;
