import type { Chart } from "../chart.ts";
import { escapeMarkup } from "../escape-markup.ts";
import { formatSvg } from "../plot-svg.ts";

/** Widths of the two drawings of a chart, in CSS pixels: one for screens and paper, one for telephones. */
const widths = { wide: 880, narrow: 350 } as const;

/**
 * A chart as a figure, drawn twice: shrunk to a telephone the wide one could not be read. The style sheet shows one of them.
 *
 * @param id unique on the page.
 */
export function formatFigure(chart: Chart, id: string, caption: string, height = 360): string {
  const drawing = (size: keyof typeof widths, chartHeight: number): string =>
    `<div class="${size}">${formatSvg([chart], { width: widths[size], chartHeight, idPrefix: `${id}-${size}`, titled: false })}</div>`;
  return `<figure>${drawing("wide", height)}${drawing("narrow", 280)}<figcaption>${escapeMarkup(caption)}</figcaption></figure>`;
}
