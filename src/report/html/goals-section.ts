import type { GoalVerdict } from "../../goal/objective.ts";
import { formatQuantity } from "../../numeric/format-quantity.ts";
import type { TrainedGoal } from "../../training/training-result.ts";
import { escapeMarkup } from "../escape-markup.ts";
import { formatPlace } from "../format-place.ts";
import { type GoalChart, goalCharts } from "../goal-charts.ts";
import { formatFigure } from "./figure.ts";
import { markWorst } from "./mark-worst.ts";
import { type Column, formatTable, type Piece } from "./markup.ts";
import type { TrainingReport } from "./training-report.ts";

/** The goals one by one: each quantity with its masks, before and after, and what became of the goals on it. */
export function formatGoals(report: TrainingReport): string {
  const { result, measured } = report;
  const charts = measured === undefined ? [] : goalCharts(measured.before.curves, measured.after.curves);
  const quantities = [...new Set(charts.map(({ quantity }) => quantity))];
  const drawn = new Set(charts.flatMap(({ goals }) => goals));
  const single = result.goals.filter(({ name }) => !drawn.has(name));
  return [
    ...quantities.map((quantity, k) =>
      formatQuantityGoals(
        quantity,
        charts.filter((chart) => chart.quantity === quantity),
        `goal-${k}`,
        report,
      ),
    ),
    single.length === 0 ? "" : goalTable(single, report),
  ].join("\n");
}

function formatQuantityGoals(
  quantity: string,
  charts: readonly GoalChart[],
  id: string,
  report: TrainingReport,
): string {
  const names = new Set(charts.flatMap(({ goals }) => goals));
  const goals = report.result.goals.filter(({ name }) => names.has(name));
  const figures = charts.map((chart, k) =>
    formatFigure(markWorst(chart, goals), `${id}-${k}`, captionOf(chart, quantity)),
  );
  return [...figures, goalTable(goals, report)].join("\n");
}

function captionOf({ title, x, masks, marks }: GoalChart, quantity: string): string {
  const what = `${title === quantity ? quantity : title} over ${x.label}, before and after training.`;
  const limits = masks.some(({ relation }) => relation !== "=")
    ? " Hatched: where a limit does not let it go."
    : "";
  const targets = masks.some(({ relation }) => relation === "=")
    ? " Broad pale line: where it should lie."
    : "";
  return what + limits + targets + ((marks ?? []).length > 0 ? " Ring: where a goal is missed most." : "");
}

function goalTable(goals: readonly TrainedGoal[], report: TrainingReport): string {
  const { goalTexts, measured } = report;
  const roomText = ({ name, unit }: TrainedGoal): string => {
    const room = report.sensitivity?.rooms.find(({ goal }) => goal === name)?.room;
    return room === undefined ? "" : formatQuantity(room, unit, 2);
  };
  const old = new Map(measured?.before.verdicts.map((verdict) => [verdict.name, verdict]));
  const columns: Column<TrainedGoal>[] = [
    { header: "goal", cell: ({ name }) => name },
    { header: "as written", cell: ({ name }) => wishOf(goalTexts.get(name) ?? "") },
    { header: "verdict", cell: (goal) => verdictOf(goal, roomText(goal)) },
    {
      header: "worst before",
      numeric: true,
      cell: ({ name, unit }) => worstText(old.get(name), unit),
    },
    {
      header: "worst after",
      numeric: true,
      cell: (goal) => worstText(goal, goal.unit),
    },
    ...(goals.every(({ axis }) => axis === undefined)
      ? []
      : [{ header: "at", numeric: true, cell: formatPlace }]),
  ];
  const singles = goals.filter(({ name }) => valueText(name, report, "after") !== undefined);
  if (singles.length > 0) {
    columns.push(
      { header: "value before", numeric: true, cell: ({ name }) => valueText(name, report, "before") ?? "" },
      { header: "value after", numeric: true, cell: ({ name }) => valueText(name, report, "after") ?? "" },
    );
  }
  return formatTable("Goals and their verdicts", columns, goals);
}

/** The quantity of a goal that is one number: at an operating point, or a mean over a run. */
function valueText(name: string, { measured }: TrainingReport, when: "before" | "after"): string | undefined {
  const curve = measured?.[when].curves.find(
    (candidate) => candidate.name === name && candidate.part !== "phase",
  );
  if (curve === undefined || curve.axis !== undefined) return undefined;
  return formatQuantity(curve.response.y[0]!, curve.unit, 6);
}

/** A goal's directive without its own name: `goal pass: vdb(out) >= -3` is `vdb(out) >= -3`. */
const wishOf = (text: string): string => text.replace(/^goal\s+(?:[^\s:()"]+\s*:\s*)?/i, "");

/** Sign and word, and how much of a goal that is met is left. */
function verdictOf({ met }: TrainedGoal, room: string): Piece {
  if (met === null) return "no verdict";
  if (!met) return { html: '<span class="bad">✗ NOT met</span>' };
  const by = room === "" ? "" : ` by ${escapeMarkup(room)}`;
  return { html: `<span class="nowrap"><span class="good">✓ met</span>${by}</span>` };
}

const worstText = (verdict: GoalVerdict | undefined, unit: string): string =>
  verdict === undefined ? "" : formatQuantity(verdict.worst, unit, 4);
