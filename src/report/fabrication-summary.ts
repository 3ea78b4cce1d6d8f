import type { FabricatedValue, Fabrication, FabricationCosts } from "../fabrication/fabrication.ts";
import type { GoalTolerance, ToleranceReport } from "../fabrication/tolerance/analyse-tolerance.ts";
import type { Proportion } from "../fabrication/tolerance/wilson-interval.ts";
import { formatQuantity } from "../numeric/format-quantity.ts";
import { formatCost } from "./format-cost.ts";
import { formatDuration } from "./format-duration.ts";
import { formatTextTable } from "./text-table.ts";
import { wrapText } from "./wrap-text.ts";

/** What is said of a fabrication when it is over, in at most `width` columns: costs, values, goals, tolerance, and what to know about them. */
export function formatFabricationSummary(name: string, fabrication: Fabrication, width = 80): string {
  const { cost, expected, goals, tolerance, verification, evaluations, seconds, engine, remarks } =
    fabrication;
  const unmet = goals.filter(({ met }) => met === false).map((goal) => goal.name);
  const state =
    unmet.length > 0
      ? `not met: ${unmet.join(", ")}`
      : goals.some(({ met }) => met)
        ? "every goal is met"
        : "no goal has a verdict";
  const checked =
    verification === undefined ? "" : `; the written file in ngspice: ${formatCost(verification.cost)}`;
  return [
    ...wrapText(`${name}: ${state} with values that can be bought.`, width),
    `${evaluations} circuits in ${formatDuration(seconds.search)} (${engine}), ${formatDuration(seconds.total)} in all`,
    ...wrapText(`cost ${costLine(cost)}${checked}`, width),
    ...(expected === undefined
      ? []
      : wrapText(`mean cost of ${expected.samples} specimens: ${costLine(expected)}`, width)),
    "",
    valueTable(fabrication.values, width),
    ...(tolerance === undefined ? [] : toleranceLines(tolerance, width)),
    ...temperatureLines(fabrication),
    ...warnings(fabrication).flatMap((sentence) => wrapText(sentence, width)),
    ...remarks.flatMap((remark) => wrapText(`Note: ${remark}.`, width)),
  ].join("\n");
}

function costLine({ unsnapped, nearest, chosen }: FabricationCosts): string {
  const rounded = nearest === null ? "not computable" : formatCost(nearest);
  return `${formatCost(unsnapped)} as trained, ${rounded} rounded, ${formatCost(chosen)} as chosen`;
}

function valueTable(values: readonly FabricatedValue[], width: number): string {
  const cell = (value: number, unit: string): string => formatQuantity(value, unit, 6);
  const column = (
    header: string,
    text: (value: FabricatedValue) => string,
    align: "left" | "right" = "right",
  ) => ({
    header,
    align,
    cells: values.map(text),
  });
  return formatTextTable(
    [
      column("value", ({ name }) => name, "left"),
      column("trained", ({ before, unit }) => cell(before, unit)),
      column("nearest", ({ nearest, unit }) => cell(nearest, unit)),
      column("chosen", ({ after, unit, pair }) =>
        pair === undefined
          ? cell(after, unit)
          : pair.values.map((value) => cell(value, unit)).join(pair.form === "series" ? " + " : " || "),
      ),
      column("tolerance", ({ tolerance }) => `${Number((tolerance * 100).toPrecision(4))}%`),
      column("parts", ({ parts }) => String(parts)),
      column("from", ({ stock }) => stock.split(" from ")[0]!, "left"),
    ],
    width,
  );
}

function toleranceLines(report: ToleranceReport, width: number): readonly string[] {
  const { samples, distribution, seed, goals, cost, dominant } = report;
  const near = (value: number): string => String(Number(value.toPrecision(3)));
  const table = formatTextTable(
    [
      { header: "goal", align: "left", cells: goals.map(({ goal }) => goal) },
      { header: "off by", align: "right", cells: goals.map(({ nominal }) => near(nominal)) },
      { header: "worst case", align: "right", cells: goals.map(({ worstCase }) => `±${near(worstCase)}`) },
      { header: "rss", align: "right", cells: goals.map(({ sigma }) => near(sigma)) },
      { header: "monte carlo", align: "right", cells: goals.map(({ monteCarlo }) => near(monteCarlo.sigma)) },
      {
        header: "met in",
        align: "right",
        cells: goals.map((goal) => (goal.yield === null ? "-" : percent(goal.yield.value))),
      },
      { header: "mostly", align: "left", cells: goals.map(mostly) },
    ],
    width,
  );
  const verdict =
    report.yield === null
      ? `no goal has a verdict, so there is no yield (give equalities a tol=); mean cost ${formatCost(cost.mean)}`
      : `yield ${interval(report.yield)}, mean cost ${formatCost(cost.mean)}`;
  const most =
    dominant === undefined
      ? ""
      : `; ${dominant.part} brings ${percent(dominant.share)} of the spread of ${dominant.goal}`;
  const bent = goals.filter(({ ratio }) => Math.abs(ratio - 1) > 0.15).map(({ goal }) => goal);
  return [
    ...wrapText(`Tolerance, ${samples} specimens (${distribution}, seed ${seed}): ${verdict}${most}.`, width),
    "",
    table,
    ...(bent.length === 0
      ? []
      : wrapText(
          `Not linear within the tolerances: ${bent.join(", ")}; believe the Monte Carlo figure there.`,
          width,
        )),
  ];
}

function mostly({ dominant }: GoalTolerance): string {
  return dominant
    .slice(0, 2)
    .map(({ part, share }) => `${part} ${percent(share)}`)
    .join(", ");
}

function temperatureLines({ temperatures }: Fabrication): readonly string[] {
  return temperatures.map(({ celsius, cost, goals }) => {
    const unmet = goals.filter(({ met }) => met === false).map(({ name }) => name);
    const state = unmet.length > 0 ? `, not met: ${unmet.join(", ")}` : "";
    return `at ${celsius} °C: cost ${formatCost(cost)}${state}`;
  });
}

function warnings({ stress }: Fabrication): readonly string[] {
  return stress.flatMap((part) => part.warnings.map((warning) => `Warning: ${warning}.`));
}

function interval({ value, low, high }: Proportion): string {
  return `${percent(value)} (95%: ${percent(low)} to ${percent(high)})`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}
