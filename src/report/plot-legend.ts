import type { Chart } from "./chart.ts";
import { curveStyle, plotColours } from "./curve-style.ts";
import { escapeMarkup } from "./escape-markup.ts";

/** A legend's shapes, and how many rows of 18 units they fill. */
export interface PlotLegend {
  readonly rows: number;
  readonly shapes: readonly string[];
}

/** More rows than this would leave no room for the chart; what does not fit is counted, not dropped in silence. */
const mostRows = 3;

/** Samples and names of curves and masks, side by side, in as many rows as they need. `top` is the first row's baseline. */
export function layOutLegend(
  chart: Chart,
  id: string,
  { left, right, top }: { readonly left: number; readonly right: number; readonly top: number },
): PlotLegend {
  const entries = legendEntries(chart, id);
  // A single dotted curve is what the axis says it is.
  if (entries.length === 1 && chart.curves[0]?.dotted) return { rows: 0, shapes: [] };
  const shapes: string[] = [];
  let x = left;
  let row = 0;
  for (const [k, { text, sample }] of entries.entries()) {
    const shown = text.length > 34 ? `${text.slice(0, 33)}…` : text;
    const width = 32 + 7 * shown.length + 18;
    const last = k === entries.length - 1;
    const reserve = last || row < mostRows - 1 ? 18 : -60;
    if (x > left && x + width > right + reserve) {
      if (row === mostRows - 1) {
        shapes.push(`<text x="${x}" y="${top + 18 * row}">and ${entries.length - k} more</text>`);
        break;
      }
      x = left;
      row += 1;
    }
    const y = top + 18 * row;
    shapes.push(sample(x, y), `<text x="${x + 30}" y="${y}">${escapeMarkup(shown)}</text>`);
    x += width;
  }
  return { rows: row + 1, shapes };
}

interface LegendEntry {
  readonly text: string;
  readonly sample: (x: number, y: number) => string;
}

function legendEntries(chart: Chart, id: string): readonly LegendEntry[] {
  const line = (x: number, y: number, style: string): string =>
    `<line x1="${x}" y1="${y - 4}" x2="${x + 24}" y2="${y - 4}" ${style}/>`;
  const target = `stroke="${plotColours.maskFill}" stroke-opacity="0.3" stroke-width="7"`;
  return [
    ...chart.curves.map(
      (curve, k): LegendEntry => ({
        text: curve.name,
        sample: (x, y) => line(x, y, curveStyle(curve, k)),
      }),
    ),
    ...chart.masks.map(
      ({ name, relation }): LegendEntry =>
        relation === "="
          ? { text: `${name} (target)`, sample: (x, y) => line(x, y, target) }
          : {
              text: name,
              sample: (x, y) =>
                `<rect x="${x}" y="${y - 11}" width="24" height="13" fill="url(#${id}-hatch)" stroke="${plotColours.maskFill}"/>`,
            },
    ),
  ];
}
