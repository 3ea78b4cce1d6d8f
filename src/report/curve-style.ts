import type { Curve } from "./chart.ts";
import type { PlotMapping } from "./plot-path.ts";

/** Colours of drawings. Those of curves stay apart for the colour-blind (after Okabe and Ito); dashes tell them apart in grey as well. */
export const plotColours = {
  ink: "#24292f",
  grid: "#e4e7eb",
  minorGrid: "#f1f3f5",
  before: "#6e7781",
  maskFill: "#6b4c9a",
  maskInk: "#4a2f7a",
  curves: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#b8860b", "#000000"],
} as const;

const dashes = ["", "7 3", "2 3", "9 3 2 3"];

const colourOf = ({ role }: Curve, index: number): string =>
  role === "before"
    ? plotColours.before
    : role === "after"
      ? plotColours.curves[0]
      : plotColours.curves[index % plotColours.curves.length]!;

/** Stroke attributes of the curve with this index. */
export function curveStyle(curve: Curve, index: number): string {
  const stroke = `stroke="${colourOf(curve, index)}"`;
  if (curve.role === "before") return `${stroke} stroke-width="1.8" stroke-dasharray="5 4"`;
  if (curve.role === "after") return `${stroke} stroke-width="2.4"`;
  const dash = dashes[Math.floor(index / plotColours.curves.length) % dashes.length]!;
  return `${stroke} stroke-width="2"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}`;
}

/** Fill attributes of the curve with this index: none, but for the area under a histogram. */
export function curveFill(curve: Curve, index: number): string {
  return curve.filled ? `fill="${colourOf(curve, index)}" fill-opacity="0.18"` : `fill="none"`;
}

/** The points of a dotted curve; nothing for others. */
export function curveDots(curve: Curve, index: number, map: PlotMapping): string {
  if (!curve.dotted) return "";
  const dots = [...curve.x].map((x, k) => map(x, curve.y[k]!)).filter((point) => point !== undefined);
  const circles = dots.map(([x, y]) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3"/>`);
  return `<g fill="${colourOf(curve, index)}">${circles.join("")}</g>`;
}
