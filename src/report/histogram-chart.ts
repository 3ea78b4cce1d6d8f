import type { Chart } from "./chart.ts";

/** What a histogram is drawn of. */
export interface HistogramOptions {
  readonly title: string;
  /** Of the samples. */
  readonly label: string;
  readonly unit: string;
  /** Values that are marked by a line across the chart, by what they are. */
  readonly lines: readonly {
    readonly name: string;
    readonly at: number;
    readonly role: "before" | "plain";
  }[];
}

const bins = 32;

/** How often samples fall between two values, as the outline of bars; samples that are not finite are left out. */
export function histogramChart(samples: Float64Array, options: HistogramOptions): Chart {
  const known = samples.filter(Number.isFinite);
  const places = [...known, ...options.lines.map(({ at }) => at)];
  const low = places.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = places.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const width = (high > low ? high - low : Math.abs(high) || 1) / bins;
  const counts = new Float64Array(bins);
  for (const sample of known) {
    const bin = Math.min(Math.floor((sample - low) / width), bins - 1);
    counts[bin] = counts[bin]! + 1;
  }
  const most = counts.reduce((largest, count) => Math.max(largest, count), 1);
  const edges = [...counts].flatMap((count, bin) => [
    [low + bin * width, count] as const,
    [low + (bin + 1) * width, count] as const,
  ]);
  const outline = [[low, 0] as const, ...edges, [low + bins * width, 0] as const];
  return {
    title: options.title,
    x: { label: options.label, unit: options.unit, scale: "linear" },
    y: { label: "specimens", unit: "", scale: "linear", whole: true, from: 0 },
    curves: [
      {
        name: "specimens",
        x: Float64Array.from(outline, ([x]) => x),
        y: Float64Array.from(outline, ([, y]) => y),
        role: "after",
        filled: true,
      },
      ...options.lines.map(({ name, at, role }) => ({
        name,
        role,
        x: Float64Array.of(at, at),
        y: Float64Array.of(0, 1.1 * most),
      })),
    ],
    masks: [],
  };
}
