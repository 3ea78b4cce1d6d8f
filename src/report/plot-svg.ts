import { formatQuantity } from "../numeric/format-quantity.ts";
import type { Chart, Curve, Mask } from "./chart.ts";
import type { AxisScale } from "./chart-scale.ts";
import { chartScales } from "./chart-scale.ts";
import { escapeMarkup } from "./escape-markup.ts";
import { plotPath } from "./plot-path.ts";

/** Colours that stay apart for the colour-blind (after Okabe and Ito); dashes tell them apart in grey as well. */
const palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#b8860b", "#000000"];
const dashes = ["", "7 3", "2 3", "9 3 2 3"];
const ink = "#24292f";
const grid = "#e4e7eb";
const minorGrid = "#f1f3f5";
const maskFill = "#6b4c9a";
const maskInk = "#4a2f7a";

export interface PlotSvgOptions {
  /** In CSS pixels. */
  readonly width: number;
  /** Of one chart; charts are stacked. */
  readonly chartHeight: number;
  /** Makes ids unique where several drawings share a page. */
  readonly idPrefix: string;
}

const margin = { left: 74, right: 34, top: 62, bottom: 46 };

/**
 * Charts as one SVG document, stacked: grid, goals as shaded regions that a curve should stay out of (`=` as a broad pale line), curves,
 * legend. Nothing is fetched and no script runs; every text of the user is escaped.
 */
export function formatSvg(charts: readonly Chart[], options: Partial<PlotSvgOptions> = {}): string {
  const { width = 820, chartHeight = 380, idPrefix = "plot" } = options;
  const height = chartHeight * charts.length;
  const title = charts.map((chart) => chart.title).join("; ");
  const bodies = charts.map((chart, k) =>
    chartGroup(chart, { width, height: chartHeight, id: `${idPrefix}-${k}`, top: k * chartHeight }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, 'DejaVu Sans', Helvetica, Arial, sans-serif" font-size="12" fill="${ink}">`,
    `<title>${escapeMarkup(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...bodies,
    "</svg>",
    "",
  ].join("\n");
}

interface Box {
  readonly width: number;
  readonly height: number;
  readonly id: string;
  readonly top: number;
}

function chartGroup(chart: Chart, box: Box): string {
  const scales = chartScales(chart);
  const plot = {
    left: margin.left,
    right: box.width - margin.right,
    top: box.top + margin.top,
    bottom: box.top + box.height - margin.bottom,
  };
  const toX = (value: number): number => plot.left + scales.x.position(value) * (plot.right - plot.left);
  const toY = (value: number): number => plot.bottom - scales.y.position(value) * (plot.bottom - plot.top);
  // Far outside the frame a coordinate is only a number that overflows a renderer; the clip hides it anyway.
  const bounded = (y: number): number => Math.min(Math.max(y, plot.top - 1000), plot.bottom + 1000);
  const map = (x: number, y: number): readonly [number, number] | undefined => {
    const point = [toX(x), toY(y)] as const;
    return Number.isFinite(point[0]) && Number.isFinite(point[1]) ? [point[0], bounded(point[1])] : undefined;
  };

  const frame = `x="${plot.left}" y="${plot.top}" width="${plot.right - plot.left}" height="${plot.bottom - plot.top}"`;
  return [
    `<clipPath id="${box.id}-clip"><rect ${frame}/></clipPath>`,
    `<pattern id="${box.id}-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" fill="${maskFill}" fill-opacity="0.12"/><line x1="0" y1="0" x2="0" y2="7" stroke="${maskFill}" stroke-opacity="0.45" stroke-width="1.6"/></pattern>`,
    ...gridLines(scales, plot, toX, toY, chart),
    `<g clip-path="url(#${box.id}-clip)">`,
    ...chart.masks.map((mask) => maskShape(mask, scales.y, map, box.id)),
    ...chart.curves.map((curve, k) => curveShape(curve, k, plotPath(curve.x, curve.y, map))),
    "</g>",
    `<rect ${frame} fill="none" stroke="#8c959f"/>`,
    `<text x="${plot.left}" y="${box.top + 20}" font-size="14" font-weight="600">${escapeMarkup(chart.title)}</text>`,
    ...legend(chart, box, plot),
    `<text x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 36}" text-anchor="middle">${escapeMarkup(chart.x.label)}</text>`,
    `<text transform="translate(${plot.left - 58} ${(plot.top + plot.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeMarkup(chart.y.label)}</text>`,
  ].join("\n");
}

interface PlotFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function gridLines(
  scales: { readonly x: AxisScale; readonly y: AxisScale },
  plot: PlotFrame,
  toX: (value: number) => number,
  toY: (value: number) => number,
  chart: Chart,
): readonly string[] {
  const vertical = (value: number, colour: string): string =>
    `<line x1="${fixed(toX(value))}" y1="${plot.top}" x2="${fixed(toX(value))}" y2="${plot.bottom}" stroke="${colour}"/>`;
  const horizontal = (value: number): string =>
    `<line x1="${plot.left}" y1="${fixed(toY(value))}" x2="${plot.right}" y2="${fixed(toY(value))}" stroke="${grid}"/>`;
  const x = scales.x.ticks(9);
  const y = scales.y.ticks(7);
  return [
    ...x.minor.map((tick) => vertical(tick, minorGrid)),
    ...x.major.map((tick) => vertical(tick, grid)),
    ...y.major.map(horizontal),
    ...x.major.map(
      (tick) =>
        `<text x="${fixed(toX(tick))}" y="${plot.bottom + 17}" text-anchor="middle">${escapeMarkup(formatQuantity(tick, chart.x.unit))}</text>`,
    ),
    ...y.major.map(
      (tick) =>
        `<text x="${plot.left - 7}" y="${fixed(toY(tick) + 4)}" text-anchor="end">${escapeMarkup(formatQuantity(tick, chart.y.unit))}</text>`,
    ),
  ];
}

function maskShape(
  mask: Mask,
  y: AxisScale,
  map: (x: number, y: number) => readonly [number, number] | undefined,
  id: string,
): string {
  const edge = plotPath(mask.x, mask.limit, map);
  if (edge === "") return "";
  if (mask.relation === "=") {
    return `<path d="${edge}" fill="none" stroke="${maskFill}" stroke-opacity="0.3" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/>`;
  }
  // The forbidden side runs from the limit to the frame and a little beyond.
  const upper = mask.relation === "<=";
  const beyond = upper ? y.to + (y.to - y.from) : y.from - (y.to - y.from);
  const corners = [map(mask.x[0]!, beyond), map(mask.x.at(-1)!, beyond)];
  const [first, last] = corners.map((corner) =>
    corner === undefined ? "" : `${fixed(corner[0])} ${fixed(corner[1])}`,
  );
  const start = map(mask.x[0]!, mask.limit[0]!);
  const label =
    start === undefined
      ? ""
      : `<text x="${fixed(start[0] + 7)}" y="${fixed(start[1] + (upper ? -7 : 17))}" fill="${maskInk}">${escapeMarkup(mask.name)}</text>`;
  return [
    `<path d="${edge}L${last}L${first}Z" fill="url(#${id}-hatch)"/>`,
    `<path d="${edge}" fill="none" stroke="${maskFill}" stroke-width="1.5"/>`,
    label,
  ].join("\n");
}

function curveStyle(curve: Curve, index: number): string {
  if (curve.role === "before") return `stroke="#8c959f" stroke-width="1.8" stroke-dasharray="5 4"`;
  if (curve.role === "after") return `stroke="${palette[0]}" stroke-width="2.4"`;
  const dash = dashes[Math.floor(index / palette.length) % dashes.length]!;
  return `stroke="${palette[index % palette.length]}" stroke-width="2"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}`;
}

function curveShape(curve: Curve, index: number, path: string): string {
  return path === ""
    ? ""
    : `<path d="${path}" fill="none" ${curveStyle(curve, index)} stroke-linejoin="round"/>`;
}

/** One row under the title; what does not fit is counted, not dropped in silence. */
function legend(chart: Chart, box: Box, plot: PlotFrame): readonly string[] {
  const y = box.top + 44;
  const entries = [
    ...chart.curves.map((curve, k) => ({
      text: curve.name,
      sample: (x: number) =>
        `<line x1="${x}" y1="${y - 4}" x2="${x + 24}" y2="${y - 4}" ${curveStyle(curve, k)}/>`,
    })),
    ...chart.masks.map((mask) => ({
      text: mask.relation === "=" ? `${mask.name} (target)` : mask.name,
      sample: (x: number) =>
        mask.relation === "="
          ? `<line x1="${x}" y1="${y - 4}" x2="${x + 24}" y2="${y - 4}" stroke="${maskFill}" stroke-opacity="0.3" stroke-width="7"/>`
          : `<rect x="${x}" y="${y - 11}" width="24" height="13" fill="url(#${box.id}-hatch)" stroke="${maskFill}"/>`,
    })),
  ];
  const pieces: string[] = [];
  let x = plot.left;
  for (const [k, { text, sample }] of entries.entries()) {
    const rest = entries.length - k;
    const shown = text.length > 34 ? `${text.slice(0, 33)}…` : text;
    const width = 32 + 7 * shown.length + 18;
    if (x + width > plot.right - (rest > 1 ? 70 : 0)) {
      pieces.push(`<text x="${x}" y="${y}">and ${rest} more</text>`);
      break;
    }
    pieces.push(sample(x), `<text x="${x + 30}" y="${y}">${escapeMarkup(shown)}</text>`);
    x += width;
  }
  return pieces;
}

const fixed = (value: number): string => value.toFixed(1);
