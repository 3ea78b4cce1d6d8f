import { formatQuantity } from "../numeric/format-quantity.ts";
import type { Chart, Curve, Mark, Mask } from "./chart.ts";
import type { AxisScale } from "./chart-scale.ts";
import { chartScales } from "./chart-scale.ts";
import { curveDots, curveFill, curveStyle, plotColours } from "./curve-style.ts";
import { escapeMarkup } from "./escape-markup.ts";
import { layOutLegend } from "./plot-legend.ts";
import { plotPath } from "./plot-path.ts";

/** Height of a letter above its baseline, in units of the drawing. */
const LABEL_ASCENT = 10;
const { ink, grid, minorGrid, maskFill, maskInk } = plotColours;

export interface PlotSvgOptions {
  /** In CSS pixels. */
  readonly width: number;
  /** Of one chart; charts are stacked. */
  readonly chartHeight: number;
  /** Makes ids unique where several drawings share a page. */
  readonly idPrefix: string;
  /** False where the page around a chart says what it is. */
  readonly titled: boolean;
}

/** A chart narrower than this is one for a telephone: smaller margins, and what is plotted is said by the page. */
const narrowWidth = 500;

/**
 * Charts as one SVG document, stacked: grid, goals as shaded regions that a curve should stay out of (`=` as a broad pale line), curves,
 * legend. Nothing is fetched and no script runs; every text of the user is escaped.
 */
export function formatSvg(charts: readonly Chart[], options: Partial<PlotSvgOptions> = {}): string {
  const { width = 820, chartHeight = 380, idPrefix = "plot", titled = true } = options;
  const height = chartHeight * charts.length;
  const title = charts.map((chart) => chart.title).join("; ");
  const bodies = charts.map((chart, k) =>
    chartGroup(chart, { width, height: chartHeight, id: `${idPrefix}-${k}`, top: k * chartHeight, titled }),
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
  readonly titled: boolean;
}

function chartGroup(chart: Chart, box: Box): string {
  const scales = chartScales(chart);
  const narrow = box.width < narrowWidth;
  const left = narrow ? 60 : 74;
  const right = box.width - (narrow ? 16 : 34);
  const legendTop = box.top + (box.titled ? 44 : 20);
  const legend = layOutLegend(chart, box.id, {
    left: narrow ? 8 : left,
    right: narrow ? box.width - 8 : right,
    top: legendTop,
  });
  const plot = { left, right, top: legendTop + 18 * legend.rows, bottom: box.top + box.height - 46 };
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
    ...gridLines(scales, plot, toX, toY, chart, box.width),
    `<g clip-path="url(#${box.id}-clip)">`,
    ...chart.masks.flatMap((mask) =>
      maskPieces(mask).map((piece, k) => maskShape(piece, scales.y, map, box.id, k === 0)),
    ),
    ...chart.curves.map((curve, k) => curveShape(curve, k, plotPath(curve.x, curve.y, map))),
    "</g>",
    ...chart.curves.map((curve, k) => curveDots(curve, k, map)),
    ...(chart.marks ?? []).map((mark) => markShape(mark, map)),
    `<rect ${frame} fill="none" stroke="#8c959f"/>`,
    box.titled
      ? `<text x="${plot.left}" y="${box.top + 20}" font-size="14" font-weight="600">${escapeMarkup(chart.title)}</text>`
      : "",
    ...legend.shapes,
    `<text x="${(plot.left + plot.right) / 2}" y="${plot.bottom + 36}" text-anchor="middle">${escapeMarkup(chart.x.label)}</text>`,
    narrow
      ? ""
      : `<text transform="translate(${plot.left - 58} ${(plot.top + plot.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeMarkup(chart.y.label)}</text>`,
  ]
    .filter((piece) => piece !== "")
    .join("\n");
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
  width: number,
): readonly string[] {
  const vertical = (value: number, colour: string): string =>
    `<line x1="${fixed(toX(value))}" y1="${plot.top}" x2="${fixed(toX(value))}" y2="${plot.bottom}" stroke="${colour}"/>`;
  const horizontal = (value: number): string =>
    `<line x1="${plot.left}" y1="${fixed(toY(value))}" x2="${plot.right}" y2="${fixed(toY(value))}" stroke="${grid}"/>`;
  const x = scales.x.ticks(Math.max(Math.round((plot.right - plot.left) / 80), 3));
  const y = scales.y.ticks(Math.max(Math.round((plot.bottom - plot.top) / 39), 3));
  return [
    ...x.minor.map((tick) => vertical(tick, minorGrid)),
    ...x.major.map((tick) => vertical(tick, grid)),
    ...y.major.map(horizontal),
    ...labelsApart(x.major, toX, chart.x.unit, width).map(
      ({ at, text }) =>
        `<text x="${fixed(at)}" y="${plot.bottom + 17}" text-anchor="middle">${escapeMarkup(text)}</text>`,
    ),
    ...y.major.map(
      (tick) =>
        `<text x="${plot.left - 7}" y="${fixed(toY(tick) + 4)}" text-anchor="end">${escapeMarkup(formatQuantity(tick, chart.y.unit))}</text>`,
    ),
  ];
}

/** Numbers under the axis that do not touch one another; powers of ten have their place first. */
function labelsApart(
  ticks: readonly number[],
  toX: (value: number) => number,
  unit: string,
  rightmost: number,
): readonly { readonly at: number; readonly text: string }[] {
  const isPower = (tick: number): boolean => Number.isInteger(Math.log10(Math.abs(tick)));
  const placed: { at: number; text: string }[] = [];
  for (const tick of [...ticks.filter(isPower), ...ticks.filter((tick) => !isPower(tick))]) {
    const text = formatQuantity(tick, unit);
    const label = { at: Math.min(toX(tick), rightmost - 4.1 * text.length), text };
    const room = (other: { text: string }): number => 4 * (label.text.length + other.text.length) + 4;
    if (placed.every((other) => Math.abs(other.at - label.at) >= room(other))) placed.push(label);
  }
  return placed.sort((a, b) => a.at - b.at);
}

function markShape(
  { name, x, y }: Mark,
  map: (x: number, y: number) => readonly [number, number] | undefined,
): string {
  const point = map(x, y);
  if (point === undefined) return "";
  const [cx, cy] = point.map(fixed);
  return `<circle cx="${cx}" cy="${cy}" r="6" fill="none" stroke="${ink}" stroke-width="2"><title>${escapeMarkup(name)}</title></circle>`;
}

/** The unbroken pieces of a mask: each has a forbidden side of its own. */
function maskPieces(mask: Mask): readonly Mask[] {
  const pieces: Mask[] = [];
  let from = 0;
  for (let k = 0; k <= mask.x.length; k++) {
    if (k < mask.x.length && Number.isFinite(mask.x[k]! + mask.limit[k]!)) continue;
    if (k > from) pieces.push({ ...mask, x: mask.x.subarray(from, k), limit: mask.limit.subarray(from, k) });
    from = k + 1;
  }
  return pieces;
}

function maskShape(
  mask: Mask,
  y: AxisScale,
  map: (x: number, y: number) => readonly [number, number] | undefined,
  id: string,
  labelled: boolean,
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
  const [top, bottom] = [y.to, y.from].map((edge) => map(mask.x[0]!, edge)?.[1]);
  const label =
    start === undefined || !labelled
      ? ""
      : `<text x="${fixed(start[0] + 7)}" y="${fixed(labelHeight(start[1], upper, top, bottom))}" fill="${maskInk}">${escapeMarkup(mask.name)}</text>`;
  return [
    `<path d="${edge}L${last}L${first}Z" fill="url(#${id}-hatch)"/>`,
    `<path d="${edge}" fill="none" stroke="${maskFill}" stroke-width="1.5"/>`,
    label,
  ].join("\n");
}

/** Baseline of a mask's name: on the forbidden side of its limit, on the other where the frame would cut it off. */
function labelHeight(limit: number, upper: boolean, top = 0, bottom = Number.POSITIVE_INFINITY): number {
  const [above, below] = [limit - 7, limit + 17];
  if (upper) return above - LABEL_ASCENT < top ? below : above;
  return below > bottom ? above : below;
}

function curveShape(curve: Curve, index: number, path: string): string {
  return path === ""
    ? ""
    : `<path d="${path}" ${curveFill(curve, index)} ${curveStyle(curve, index)} stroke-linejoin="round"/>`;
}

const fixed = (value: number): string => value.toFixed(1);
