import type { TrainingResult } from "../../training/training-result.ts";
import { costChart } from "../cost-chart.ts";
import { formatFigure } from "./figure.ts";

/** The cost against the analyses it took to get there; nothing where no step was taken. */
export function formatCostSection(result: TrainingResult): string {
  if (result.progress.length < 2) return "";
  const chart = costChart(result.progress);
  const reached = result.progress.some(({ cost }) => cost === 0)
    ? " A cost of 0 is drawn at the lower edge."
    : "";
  return formatFigure(
    chart,
    "cost",
    `Cost after each accepted step against the analyses run until then.${reached}`,
    280,
  );
}
