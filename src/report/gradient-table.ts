import { formatQuantity } from "../numeric/format-quantity.ts";
import type { GradientReport } from "../training/gradient-report.ts";
import { formatTextTable, type TextColumn } from "./text-table.ts";

/** A gradient as a table for people: one line per parameter, the witness beside it where there is one. */
export function formatGradient(report: GradientReport, width = 80): string {
  const { parameters, check } = report;
  const columns: TextColumn[] = [
    { header: "parameter", align: "left", cells: parameters.map(({ name }) => name) },
    {
      header: "value",
      align: "right",
      cells: parameters.map(({ value, unit }) => formatQuantity(value, unit, 6)),
    },
    {
      header: "dC/dvalue",
      align: "right",
      cells: parameters.map(({ gradient }) => gradient.toExponential(6)),
    },
    { header: "per", align: "left", cells: parameters.map(({ unit }) => unit) },
  ];
  if (check !== undefined) {
    columns.push(
      {
        header: "differences",
        align: "right",
        cells: parameters.map(({ witness }) => witness!.toExponential(6)),
      },
      {
        header: "error",
        align: "right",
        cells: parameters.map(({ relativeError }) => relativeError!.toExponential(1)),
      },
    );
  }
  const lines = [
    `cost ${report.cost.toPrecision(8)}, ${report.analyses} analyses in ${report.engine}, estimator ${report.estimator}`,
    "",
    formatTextTable(columns, width),
  ];
  if (check !== undefined) {
    lines.push(
      `cosine ${check.cosine.toFixed(10)}, largest relative error ${check.maxRelativeError.toExponential(2)}`,
      "",
    );
  }
  return lines.join("\n");
}
