import type { Fabrication } from "../../fabrication/fabrication.ts";
import type { BillLine } from "../../fabrication/output/bill-of-materials.ts";
import type { GoalCurve } from "../../goal/goal-curves.ts";
import { formatQuantity } from "../../numeric/format-quantity.ts";
import { escapeMarkup } from "../escape-markup.ts";
import { formatChange } from "../format-change.ts";
import { formatCost } from "../format-cost.ts";
import { formatDuration } from "../format-duration.ts";
import { formatFraction } from "../format-fraction.ts";
import { goalCharts } from "../goal-charts.ts";
import { formatDiff } from "./diff-section.ts";
import { formatFigure } from "./figure.ts";
import { formatTable, scrolling } from "./markup.ts";
import { formatHeader, formatPage } from "./page.ts";
import { formatToleranceSection, type GoalWish } from "./tolerance-section.ts";

/** What a report on chosen values is made of. */
export interface FabricationReport {
  readonly netlist: string;
  readonly title: string;
  readonly fabrication: Fabrication;
  readonly bill: readonly BillLine[];
  /** The goals as trained and as chosen; absent where they could not be measured. */
  readonly measured?: { readonly trained: readonly GoalCurve[]; readonly chosen: readonly GoalCurve[] };
  /** What each goal asks, by its name. */
  readonly wishes: ReadonlyMap<string, GoalWish>;
  readonly schematic: { readonly svg: string } | { readonly omitted: string };
  readonly missing: readonly string[];
  /** The netlist as it was. */
  readonly before: string;
  readonly versions: { readonly tellegen: string; readonly node: string; readonly ngspice: string };
  readonly date: Date;
  /** Base64 of the SHA-256 of `reportStyle`. */
  readonly styleHash: string;
}

/** Chosen values as one HTML page (see formatPage): what they cost, how the circuit answers, what tolerances make of it, what to buy. */
export function formatFabricationReport(report: FabricationReport): string {
  const { netlist, fabrication, styleHash } = report;
  return formatPage({
    title: `${netlist} – values that can be bought`,
    header: formatHeader({
      title: report.title,
      file: netlist,
      what: "values chosen",
      ...summarise(fabrication),
      missing: report.missing,
    }),
    sections: [
      { id: "values", heading: "Values", body: formatValues(fabrication) },
      { id: "response", heading: "Response", body: formatResponse(report) },
      { id: "tolerance", heading: "Tolerance", body: formatToleranceSection(fabrication, report.wishes) },
      { id: "stress", heading: "Stress", body: formatStress(fabrication) },
      { id: "parts", heading: "Parts", body: formatBill(report.bill) },
      { id: "schematic", heading: "Schematic", body: formatDrawing(report.schematic) },
      {
        id: "netlist",
        heading: "Netlist",
        body: sameLines(report.before, fabrication.text) ? formatDiff(report.before, fabrication.text) : "",
      },
      { id: "run", heading: "Run", body: formatRun(report) },
    ],
    styleHash,
  });
}

function summarise({ goals, cost, tolerance, evaluations }: Fabrication) {
  const unmet = goals.filter(({ met }) => met === false).map(({ name }) => name);
  const rounded = cost.nearest === null ? "not computable" : formatCost(cost.nearest);
  const proportion = tolerance?.yield ?? null;
  return {
    good: unmet.length === 0,
    verdict: unmet.length === 0 ? "values chosen" : "goals missed",
    explanation:
      unmet.length === 0
        ? "every goal that has a verdict is met with values that can be bought"
        : `with values that can be bought these goals are not met: ${unmet.join(", ")}`,
    figures: [
      ["cost as trained", formatCost(cost.unsnapped)],
      ["each value rounded", rounded],
      ["as chosen", formatCost(cost.chosen)],
      ["yield", proportion === null ? "–" : percent(proportion.value)],
      ["circuits computed", String(evaluations)],
    ] as const,
  };
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;

function formatValues({ values, free, remarks }: Fabrication): string {
  const chosen = formatTable(
    "Chosen values",
    [
      { header: "value", cell: ({ name }) => name },
      { header: "as trained", numeric: true, cell: ({ before, unit }) => formatQuantity(before, unit, 6) },
      { header: "rounded", numeric: true, cell: ({ nearest, unit }) => formatQuantity(nearest, unit, 6) },
      {
        header: "chosen",
        numeric: true,
        cell: ({ after, unit }) => ({ html: `<b>${escapeMarkup(formatQuantity(after, unit, 6))}</b>` }),
      },
      { header: "change", numeric: true, cell: ({ before, after }) => formatChange(before, after) },
      {
        header: "as",
        cell: ({ pair, unit }) =>
          pair === undefined
            ? "one part"
            : `${pair.values.map((value) => formatQuantity(value, unit, 4)).join(" and ")} in ${pair.form}`,
      },
      { header: "tolerance", numeric: true, cell: ({ tolerance }) => `± ${formatFraction(tolerance)}` },
      { header: "parts", numeric: true, cell: ({ parts }) => String(parts) },
      { header: "from", cell: ({ stock }) => stock },
    ],
    values,
  );
  const others =
    free.length === 0
      ? ""
      : formatTable(
          "Numbers trained along",
          [
            { header: "trained along", cell: ({ name }) => name },
            { header: "before", numeric: true, cell: ({ before }) => formatQuantity(before, "", 6) },
            { header: "after", numeric: true, cell: ({ after }) => formatQuantity(after, "", 6) },
          ],
          free,
        );
  return chosen + others + remarks.map((remark) => `\n<p>Note: ${escapeMarkup(remark)}.</p>`).join("");
}

function formatResponse({ measured }: FabricationReport): string {
  if (measured === undefined) return "";
  const charts = goalCharts(measured.trained, measured.chosen, ["as trained", "as chosen"]);
  return charts
    .map((chart, k) =>
      formatFigure(chart, `response-${k}`, `${chart.title} over ${chart.x.label}, as trained and as chosen.`),
    )
    .join("\n");
}

function formatStress({ stress }: Fabrication): string {
  if (stress.length === 0) return "";
  const warnings = stress.flatMap((part) => part.warnings);
  const table = formatTable(
    "Stress of the parts",
    [
      { header: "part", cell: ({ part }) => part },
      { header: "in", cell: ({ analysis }) => `.${analysis}` },
      { header: "peak voltage", numeric: true, cell: ({ voltage }) => formatQuantity(voltage, "V", 4) },
      {
        header: "power",
        numeric: true,
        cell: ({ power }) => (power === undefined ? "" : formatQuantity(power, "W", 4)),
      },
      {
        header: "peak current",
        numeric: true,
        cell: ({ current }) => (current === undefined ? "" : formatQuantity(current, "A", 4)),
      },
    ],
    stress,
  );
  return table + warnings.map((warning) => `\n<p class="bad">✗ ${escapeMarkup(warning)}.</p>`).join("");
}

function formatBill(bill: readonly BillLine[]): string {
  if (bill.length === 0) return "";
  return formatTable(
    "Parts to buy",
    [
      { header: "quantity", numeric: true, cell: ({ quantity }) => String(quantity) },
      { header: "value", cell: ({ comment, value }) => comment || value },
      { header: "tolerance", cell: ({ tolerance }) => tolerance },
      { header: "package", cell: (line) => line.package },
      { header: "stock code", cell: ({ stockCode }) => stockCode },
      { header: "designators", cell: ({ designators }) => designators.join(", ") },
    ],
    bill,
  );
}

function formatDrawing(schematic: FabricationReport["schematic"]): string {
  if ("omitted" in schematic) return `<p>No schematic is drawn: ${escapeMarkup(schematic.omitted)}.</p>`;
  return `<figure>${scrolling("Schematic", schematic.svg)}<figcaption>The circuit with its chosen values.</figcaption></figure>`;
}

/** Two parts in the place of one add lines; what is compared line by line must have as many. */
function sameLines(before: string, after: string): boolean {
  return before.split(/\r\n|\r|\n/).length === after.split(/\r\n|\r|\n/).length;
}

function formatRun({ fabrication, versions, date }: FabricationReport): string {
  const { engine, method, seconds, verification, tolerance } = fabrication;
  const facts: readonly (readonly [string, string])[] = [
    ["finished", `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`],
    ["versions", `Tellegen ${versions.tellegen}, Node ${versions.node}`],
    ["engine", engine === "ngspice" ? `ngspice ${versions.ngspice}` : "model (the solver of Tellegen)"],
    [
      "method",
      method === "guided"
        ? "guided by the Jacobian: most sensitive first, the rest re-trained, then exchanged"
        : "each value rounded by itself",
    ],
    ["time", `${formatDuration(seconds.total)}, of which ${formatDuration(seconds.search)} in the search`],
    ...(tolerance === undefined
      ? []
      : [["specimens", `${tolerance.samples}, ${tolerance.distribution}, seed ${tolerance.seed}`] as const]),
    [
      "fresh simulation of the written file",
      verification === undefined
        ? "not run"
        : `${formatCost(verification.cost, 8)} in ngspice ${versions.ngspice}`,
    ],
  ];
  return formatTable(
    "Facts of the run",
    [
      { header: "", cell: ([name]) => name },
      { header: "", cell: ([, value]) => value },
    ],
    facts,
  );
}
