import type { SensitivityTable, ValueSensitivity } from "../../fabrication/sensitivity/value-sensitivity.ts";
import { formatQuantity } from "../../numeric/format-quantity.ts";
import type { TrainedParameter } from "../../training/training-result.ts";
import { escapeMarkup } from "../escape-markup.ts";
import { formatChange } from "../format-change.ts";
import { formatFraction } from "../format-fraction.ts";
import { observations } from "../training-summary.ts";
import { type Column, formatTable, type Piece } from "./markup.ts";
import type { TrainingReport } from "./training-report.ts";

/** More goals than this and a value shows its effect on the one that it moves most, instead of a column for each. */
const mostGoalColumns = 3;

interface ValueRow extends TrainedParameter {
  readonly sensitivity?: ValueSensitivity;
}

/** The values before and after, what each means to the goals, and what is worth knowing about them. */
export function formatValues(report: TrainingReport): string {
  const { result, sensitivity } = report;
  const rows = result.parameters.map((parameter, k): ValueRow => {
    const own = sensitivity?.values[k];
    return { ...parameter, ...(own === undefined ? {} : { sensitivity: own }) };
  });
  const columns: readonly Column<ValueRow>[] = [
    { header: "value", cell: ({ name }) => name },
    { header: "before", numeric: true, cell: ({ before, unit }) => formatQuantity(before, unit, 6) },
    {
      header: "after",
      numeric: true,
      cell: ({ after, unit }) => ({ html: `<b>${escapeMarkup(formatQuantity(after, unit, 6))}</b>` }),
    },
    { header: "change", numeric: true, cell: ({ before, after }) => formatChange(before, after) },
    { header: "min", numeric: true, cell: (value) => boundCell(value, "min") },
    { header: "max", numeric: true, cell: (value) => boundCell(value, "max") },
    ...(sensitivity === undefined ? [] : sensitivityColumns(report)),
  ];
  const sentences = [...toleranceSentences(sensitivity), ...observations(result)];
  return (
    formatTable("Trained values", columns, rows) +
    sentences.map((text) => `\n<p>${escapeMarkup(text)}</p>`).join("")
  );
}

function boundCell({ onBound, unit, ...bounds }: ValueRow, side: "min" | "max"): Piece {
  const bound = bounds[side];
  if (!Number.isFinite(bound)) return "–";
  const text = formatQuantity(bound, unit, 4);
  return onBound === side ? { html: `<b>${escapeMarkup(text)} ◄</b>` } : text;
}

function sensitivityColumns({ result, sensitivity }: TrainingReport): readonly Column<ValueRow>[] {
  const units = new Map(result.goals.map(({ name, unit }) => [name, unit]));
  const goals = sensitivity?.values[0]?.effects.map(({ goal }) => goal) ?? [];
  const effectText = (goal: string, slope: number): string =>
    formatQuantity(slope / 100, units.get(goal) ?? "", 2);
  const effects: readonly Column<ValueRow>[] =
    goals.length <= mostGoalColumns
      ? goals.map((goal, k) => ({
          header: `1 % moves ${goal} by`,
          numeric: true,
          cell: ({ sensitivity: own }) => (own === undefined ? "" : effectText(goal, own.effects[k]!.slope)),
        }))
      : [
          {
            header: "1 % moves most",
            cell: ({ sensitivity: own }) => {
              const strongest = own?.effects.reduce((best, effect) =>
                effect.slope > best.slope ? effect : best,
              );
              return strongest === undefined
                ? ""
                : `${strongest.goal} by ${effectText(strongest.goal, strongest.slope)}`;
            },
          },
        ];
  return [
    ...effects,
    {
      header: "may be off alone by",
      numeric: true,
      cell: ({ sensitivity: own }) =>
        own?.tolerance === undefined
          ? "–"
          : `± ${formatFraction(own.tolerance.deviation)} (${own.tolerance.limit})`,
    },
  ];
}

function toleranceSentences(sensitivity: SensitivityTable | undefined): readonly string[] {
  if (sensitivity === undefined) return [];
  const basis =
    "Effects are the largest over each goal's points, and tolerances what the goals with a verdict stand, all from first derivatives at the trained values.";
  const { together } = sensitivity;
  return together === undefined
    ? [basis]
    : [
        basis,
        `With all values off at once, in the worst combination, they stay met up to ± ${formatFraction(together.deviation)} (${together.limit} is lost first).`,
      ];
}
