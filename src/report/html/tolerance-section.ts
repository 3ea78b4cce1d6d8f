import type { Fabrication } from "../../fabrication/fabrication.ts";
import type { GoalTolerance, ToleranceReport } from "../../fabrication/tolerance/analyse-tolerance.ts";
import type { Proportion } from "../../fabrication/tolerance/wilson-interval.ts";
import type { GoalRows } from "../../goal/objective.ts";
import { formatQuantity } from "../../numeric/format-quantity.ts";
import { escapeMarkup } from "../escape-markup.ts";
import { formatCost } from "../format-cost.ts";
import { histogramChart } from "../histogram-chart.ts";
import { formatFigure } from "./figure.ts";
import { formatTable } from "./markup.ts";

/** What a goal asks, as far as its spread is read by it. */
export interface GoalWish extends Pick<GoalRows, "kind" | "complex" | "tolerance"> {
  /** Of its quantity. */
  readonly unit: string;
}

/** Goals drawn as histograms at most; the table has all of them. */
const mostHistograms = 6;

/** What tolerances make of a circuit: yields, what each part brings, a histogram of each goal over the specimens, temperatures. */
export function formatToleranceSection(
  { tolerance, temperatures }: Fabrication,
  wishes: ReadonlyMap<string, GoalWish>,
): string {
  const parts = tolerance === undefined ? [] : [toleranceParts(tolerance, wishes)];
  if (temperatures.length > 0) {
    parts.push(
      formatTable(
        "At other temperatures",
        [
          { header: "temperature", numeric: true, cell: ({ celsius }) => `${celsius} °C` },
          { header: "cost", numeric: true, cell: ({ cost }) => formatCost(cost) },
          {
            header: "not met",
            cell: ({ goals }) =>
              goals.flatMap(({ met, name }) => (met === false ? [name] : [])).join(", ") || "–",
          },
        ],
        temperatures,
      ),
    );
  }
  return parts.join("\n");
}

function toleranceParts(report: ToleranceReport, wishes: ReadonlyMap<string, GoalWish>): string {
  const { samples, distribution, seed, goals, failed } = report;
  const unit = (goal: string): string => wishes.get(goal)?.unit ?? "";
  const verdict =
    report.yield === null
      ? "No goal has a verdict, so there is no yield."
      : `Yield ${interval(report.yield)}.`;
  const lost = failed === 0 ? "" : ` ${failed} could not be simulated and count as lost.`;
  const table = formatTable<GoalTolerance>(
    "Goals under tolerance",
    [
      { header: "goal", cell: ({ goal }) => goal },
      {
        header: "off by",
        numeric: true,
        cell: ({ goal, nominal }) => formatQuantity(nominal, unit(goal), 3),
      },
      {
        header: "worst case",
        numeric: true,
        cell: ({ goal, worstCase }) => `± ${formatQuantity(worstCase, unit(goal), 3)}`,
      },
      {
        header: "σ predicted",
        numeric: true,
        cell: ({ goal, sigma }) => formatQuantity(sigma, unit(goal), 3),
      },
      {
        header: "σ found",
        numeric: true,
        cell: ({ goal, monteCarlo }) => formatQuantity(monteCarlo.sigma, unit(goal), 3),
      },
      { header: "met in", cell: (goal) => (goal.yield === null ? "–" : interval(goal.yield)) },
      {
        header: "spread by",
        cell: ({ dominant }) =>
          dominant
            .slice(0, 3)
            .map(({ part, share }) => `${part} ${percent(share)}`)
            .join(", "),
      },
    ],
    goals,
  );
  const histograms = goals.slice(0, mostHistograms).map((goal, k) => {
    const wish = wishes.get(goal.goal);
    const chart = histogramChart(goal.samples, {
      title: goal.goal,
      label: wish?.kind === "limit" ? "beyond the limit (below 0: kept)" : "distance from the target",
      unit: unit(goal.goal),
      lines: [
        ...limitsOf(wish).map((at) => ({
          name: wish?.kind === "limit" ? "limit" : "tol",
          at,
          role: "plain" as const,
        })),
        { name: "as chosen", at: goal.nominal, role: "before" },
      ],
    });
    return formatFigure(
      chart,
      `yield-${k}`,
      `${goal.goal} over ${samples} specimens, at the point where it matters most.`,
      260,
    );
  });
  return [
    `<p>${escapeMarkup(`${samples} specimens with values ${distribution} within their tolerances, seed ${seed}. ${verdict}${lost}`)}</p>`,
    table,
    ...histograms,
  ].join("\n");
}

/** Where r must stay: below `tol` for a limit, between both for an equality, of which a complex one is drawn by its magnitude. */
function limitsOf(wish: GoalWish | undefined): readonly number[] {
  if (wish === undefined) return [];
  const { kind, complex, tolerance } = wish;
  if (kind === "limit") return [tolerance ?? 0];
  if (tolerance === undefined) return [];
  return complex ? [tolerance] : [-tolerance, tolerance];
}

function interval({ value, low, high }: Proportion): string {
  return `${percent(value)} (95 %: ${percent(low)} to ${percent(high)})`;
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
