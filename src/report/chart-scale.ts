import { type AxisTicks, degreeTicks, linearTicks, logTicks } from "./axis-ticks.ts";
import type { Chart, ChartAxis } from "./chart.ts";

/** Maps a quantity to [0, 1] along an axis, and says where to mark it. */
export interface AxisScale {
  readonly from: number;
  readonly to: number;
  /** 0 at `from`, 1 at `to`; linear in the logarithm on a log axis. */
  position(value: number): number;
  ticks(count: number): AxisTicks;
}

/** Decibels below the lowest limit that are still shown: a stop band's floor at -300 dB would squeeze everything else. */
const decibelsBelowMask = 40;
const decibelsShown = 140;

/** The scales of a chart's two axes, covering every finite point of its curves and masks. Log axes skip what is not positive. */
export function chartScales(chart: Chart): { readonly x: AxisScale; readonly y: AxisScale } {
  const xRange = rangeOf(
    [...chart.curves, ...chart.masks].map(({ x }) => x),
    chart.x,
  );
  const limits = chart.masks.map(({ limit }) => limit);
  let [low, high] = rangeOf([...chart.curves.map(({ y }) => y), ...limits], chart.y);
  if (chart.y.unit === "dB") {
    const lowestLimit = rangeOf(limits, chart.y)[0];
    const floor = limits.length > 0 ? lowestLimit - decibelsBelowMask : high - decibelsShown;
    low = Math.max(low, Math.min(floor, high - 1));
  }
  if (chart.y.scale === "linear") {
    const padding = high > low ? (high - low) * 0.06 : Math.abs(high) * 0.1 || 1;
    low -= padding;
    high += padding;
  }
  return { x: axisScale(chart.x, ...xRange), y: axisScale(chart.y, low, high) };
}

function rangeOf(vectors: readonly Float64Array[], axis: ChartAxis): [number, number] {
  let low = axis.from ?? Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const vector of vectors) {
    for (const value of vector) {
      if (!Number.isFinite(value) || (axis.scale === "log" && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : axis.scale === "log" ? [1, 10] : [0, 1];
}

function axisScale(axis: ChartAxis, from: number, to: number): AxisScale {
  if (axis.scale === "log") {
    const upper = to > from ? to : from * 10;
    const span = Math.log(upper / from);
    return {
      from,
      to: upper,
      position: (value) => Math.log(value / from) / span,
      ticks: (count) => logTicks(from, upper, count),
    };
  }
  const upper = to > from ? to : from + 1;
  return {
    from,
    to: upper,
    position: (value) => (value - from) / (upper - from),
    ticks: (count) => {
      const ticks = (axis.unit === "°" ? degreeTicks : linearTicks)(from, upper, count);
      return axis.whole ? { ...ticks, major: ticks.major.filter(Number.isInteger) } : ticks;
    },
  };
}
